/**
 * Plays scenarios on real kernels under QEMU, and records what they do.
 *
 * @module
 */
export { cacheFolder } from './cache/cache-folder.js';
export { fetchGuestTools, guestTools, type GuestTools, type OwnTools } from './cache/guest-tools.js';
export {
  fetchStockKernel,
  guestKernel,
  isStockKernel,
  stockKernels,
  type GuestKernel,
} from './cache/stock-kernels.js';
export { boardOf, hasBoard } from './board/boards.js';
export type { Board, Firmware } from './board/board.js';
export { LabError, SpoiltRunError } from './failure/lab-error.js';
export {
  record,
  type PlayedStep,
  type Recording,
  type RecordRequest,
  type RecordWatcher,
} from './record/recorder.js';
export { requireFresh, writeTrace } from './record/trace-writer.js';
export { verdictOf, type ComparedStep, type Verdict } from './verify/verdict.js';
export { cpioArchive, type ArchiveEntry } from './initramfs/cpio.js';
export { changedFields, type FieldScore, type FieldScores } from './fidelity/changed-fields.js';
export { seededStory, type StoryDocument, type StoryGround } from './fidelity/story.js';
export { takesMemoryDevices } from './record/kernel-facts.js';
export { differenceOf, shrunk } from './verify/shrink.js';
export { confirm, reachable, type Confirmation, type ConfirmPlace } from './confirm/confirm.js';
