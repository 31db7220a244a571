/**
 * Answers to what people bring: what a file is and says, what a load comes to, what crashkernel= reserves, what a message
 * means. As values, as text for people, and as data for programs; `warmboot` prints the same.
 *
 * @module
 */
export { annotateBytes } from './bytes/annotate.js';
export { type ByteSpan, spansAt } from './bytes/byte-span.js';
export { type PartInside, partsInside } from './bytes/parts-inside.js';
export { CaptureAllowance, LARGEST_CAPTURE } from './capture/allowance.js';
export {
  captureFiles,
  isCaptureArchive,
  noCapture,
  tooLarge,
  wholeCapture,
} from './capture/capture-files.js';
export { machineIn } from './capture/machine-in.js';
export { answerCrashKernel, type CrashKernelAnswer, type CrashKernelQuestion } from './crashkernel/ask.js';
export { reservationJson } from './crashkernel/json-report.js';
export type {
  CaptureKernel,
  CrashKernelSubject,
  KernelOdds,
  Reservation,
} from './crashkernel/reservation.js';
export { showReservations } from './crashkernel/text-report.js';
export { whyOf } from './crashkernel/why.js';
export { ERRNO_NAMES } from './explain/errno-name.js';
export {
  explainMessage,
  explainOption,
  explainWords,
  unknownWords,
  type ExplainedOption,
  type WordsAnswer,
} from './explain/explain-words.js';
export { errnoJson, messageJson, wordsJson } from './explain/json-report.js';
export { KNOWN_MESSAGES } from './explain/known-messages.js';
export type { KnownMessage } from './explain/message.js';
export { showWords, unknownLines } from './explain/text-report.js';
export { standardPlugins } from './framework/standard-plugins.js';
export type { ExplainedTable, Explanation, InspectContext } from './inspect/explanation.js';
export { HEAD_OF_LARGE_FILE, inspect, inspectFiles, inspectHead, notInspectable } from './inspect/inspect.js';
export { showExplanation } from './inspect/show.js';
export { answerLoad, NEWEST_TOOLS, TRIED_POLICIES } from './load/answer-load.js';
export { type Blob, blobsOf } from './load/blobs.js';
export { initrdImage } from './load/initrd-image.js';
export { loadJson } from './load/json-report.js';
export { signatureIn } from './load/kernel-signature.js';
export { refusalLines } from './load/refusal.js';
export { showLoad } from './load/text-report.js';
