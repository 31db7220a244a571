/**
 * Files that people and recorders write - scenarios and traces - and what is done with them: play, replay, compare.
 *
 * @module
 */
export { checkTrace, type StepCheck, type TraceScore } from './trace/check.js';
export { FIELD_GROUPS, type FieldGroup, type Mismatch } from './trace/mismatch.js';
export { readTrace } from './trace/read-trace.js';
export { machineFiles, recordedMachine } from './trace/recorded-machine.js';
export { replayTrace, type PredictedStep } from './trace/replay.js';
export type { PredictedSegment } from './trace/segments.js';
export type {
  RecordedArguments,
  RecordedObservation,
  RecordedSegment,
  RecordedStep,
  Trace,
  TraceDirectory,
} from './trace/trace.js';
