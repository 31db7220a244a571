/**
 * Every order of events around a kexec: actors that take atomic steps, a search over all their interleavings, properties
 * that should hold in each, and the table of verdicts with the shortest story behind every "no".
 *
 * @module
 */
export * from './model/actor.js';
export * from './model/search-task.js';
export * from './model/footprint.js';
export * from './model/json.js';
export * from './model/property.js';
export * from './model/situation.js';
export * from './model/state.js';
export * from './model/waiting.js';
export * from './actors/catalogue.js';
export * from './properties/catalogue.js';
export { stepName } from './search/step-numbers.js';
export * from './search/enabled-steps.js';
export * from './search/replay.js';
export * from './search/search.js';
export * from './search/model.js';
export * from './search/verdict.js';
export * from './counterexample/action-data.js';
export * from './counterexample/address-map.js';
export * from './counterexample/counterexample.js';
export * from './campaign/campaign.js';
export * from './campaign/combinations.js';
export * from './campaign/checkpoint.js';
export * from './campaign/runner.js';
export * from './campaign/run-task.js';
export * from './report/footnotes.js';
export * from './report/html.js';
export * from './report/json.js';
export * from './report/conclusion.js';
export * from './report/markdown.js';
export * from './report/packed-table.js';
export * from './report/row-name.js';
export * from './report/standing.js';
export * from './report/summary.js';
export * from './report/verdict-text.js';
export * from './report/verdict-table.js';
export * from './explore.js';
