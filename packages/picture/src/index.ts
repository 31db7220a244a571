/**
 * Stories of machines as pictures: address maps to scale, step by step, and pages that stand alone.
 *
 * @module
 */
export { AnswerMark } from './draw/answer-mark.js';
export { MAP_STYLE } from './draw/map-style.js';
export { Legend } from './draw/legend.js';
export { MapPicture, type MapPictureProps } from './draw/map-picture.js';
export { MapTable } from './draw/map-table.js';
export { StepDetails } from './draw/step-details.js';
export { addressMap } from './map/address-map.js';
export type { AddressMap, Band, BandKind, Lane } from './map/band.js';
export { mapScale, type MapScale, type ScalePiece } from './map/scale.js';
export { storyPage } from './page/story-page.js';
export { isAwaited, machineStep, type MachineStep } from './story/step-view.js';
export {
  storyOutline,
  type OutlineAnswer,
  type OutlineMachine,
  type OutlineStep,
  type StoryOutline,
  type Tone,
} from './story/story-outline.js';
export type { StateFact } from './story/machine-state.js';
export type { DiffLine } from './story/text-diff.js';
