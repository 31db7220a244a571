/**
 * Every order of events around a kexec: actors that take atomic steps, a search over all their interleavings, properties
 * that should hold in each, and the table of verdicts with the shortest story behind every "no".
 *
 * @module
 */
export * from './model/actor.js';
export * from './model/cell.js';
export * from './model/footprint.js';
export * from './model/json.js';
export * from './model/property.js';
export * from './model/situation.js';
export * from './model/world.js';
export * from './actors/cast.js';
export * from './properties/catalogue.js';
export { moveName } from './search/move-names.js';
export * from './search/moves.js';
export * from './search/replay.js';
export * from './search/search.js';
export * from './search/stagecraft.js';
export * from './search/verdict.js';
export * from './counterexample/action-data.js';
export * from './counterexample/address-map.js';
export * from './counterexample/story.js';
export * from './campaign/campaign.js';
export * from './campaign/checkpoint.js';
export * from './campaign/runner.js';
export * from './campaign/search-cell.js';
export * from './report/footnotes.js';
export * from './report/html.js';
export * from './report/json.js';
export * from './report/markdown.js';
export * from './report/summary.js';
export * from './report/tell.js';
export * from './report/verdict-table.js';
export * from './explore.js';
export * from './thread/situations.js';
