/**
 * Every order of events around a kexec: actors that take atomic steps, a search over all their interleavings, properties
 * that should hold in each, and the table of verdicts with the shortest story behind every "no".
 *
 * @module
 */
export * from './actor/actor.js';
export * from './actor/footprint.js';
export * from './actor/world.js';
export * from './actors/cast.js';
export * from './campaign/campaign.js';
export * from './campaign/cell.js';
export * from './campaign/checkpoint.js';
export * from './campaign/explore.js';
export * from './campaign/runner.js';
export * from './campaign/situation.js';
export * from './json.js';
export * from './property/catalogue.js';
export * from './property/property.js';
export * from './report/action-data.js';
export * from './report/address-map.js';
export * from './report/footnotes.js';
export * from './report/html.js';
export * from './report/json.js';
export * from './report/markdown.js';
export * from './report/story.js';
export * from './report/summary.js';
export * from './report/tell.js';
export * from './report/verdict-table.js';
export * from './search/moves.js';
export { moveName } from './search/move-names.js';
export * from './search/replay.js';
export * from './search/search.js';
export * from './search/stagecraft.js';
export * from './search/verdict.js';
export * from './thread/situations.js';
