/**
 * Between scenarios and the explorer: the situations that a scenario asks about, and a story that was found as a scenario
 * that `warmboot run` plays to the same end.
 *
 * @module
 */
export { scenarioText } from './explore/scenario-text.js';
export { situationsOf } from './explore/situations.js';
export { storyScenario, type WrittenScenario } from './explore/story-scenario.js';
