/**
 * Files that people and recorders write - scenarios and traces - and what is done with them: play, replay, compare.
 *
 * @module
 */
export { checkTrace, type StepCheck, type TraceScore } from './trace/check.js';
export { coveredLines as coveredLogLines } from './trace/kernel-log-lines.js';
export { FIELD_GROUPS, type FieldGroup, type Mismatch } from './trace/mismatch.js';
export { readTrace } from './trace/read-trace.js';
export { type CaptureFiles } from './capture/capture-files.js';
export { type MachineRecord } from './capture/machine-record.js';
export { isOf } from './capture/is-of.js';
export { readMachine } from './trace/read-machine.js';
export type { LoadQuestion } from './load/load-question.js';
export type { EventOutcome, EventPrediction, MemoryEvent } from './load/memory-events.js';
export type { LoadAnswer } from './load/plan-load.js';
export {
  predictLoad,
  type LoadOptions,
  type LoadPrediction,
  type NextKernelView,
  type PluggedFirst,
} from './load/predict-load.js';
export { buildRecord, profileWarning, type BuildRecord, type SourceRecord } from './facts/build-record.js';
export { buildWords } from './facts/build-words.js';
export { decisiveFacts, type Asked } from './facts/decisive-facts.js';
export { factsOfOptions, kernelOptionsOf, parseKernelConfig } from './facts/kernel-config.js';
export { writtenFacts } from './facts/said-of-machine.js';
export { kernelFor, saidBefore, tellerIn, type KernelQuestion, type Teller } from './facts/told.js';
export { namedArchitecture } from './facts/named-architecture.js';
export { saidIn } from './scenario/said-in.js';
export { traceSchema } from './trace/trace-schema.js';
export { recordedCall, recordedLoad } from './trace/recorded-arguments.js';
export { recordedStart, replayTrace, type PredictedStep } from './trace/replay.js';
export { withUnmovablePages } from './trace/unmovable-pages.js';
export type { PredictedSegment } from './trace/segments.js';
export type {
  RecordedArguments,
  RecordedObservation,
  RecordedSegment,
  RecordedStep,
  Trace,
  TraceDirectory,
} from './trace/trace.js';
export {
  compare,
  ending,
  type AspectDifference,
  type ComparedStep,
  type Comparison,
  type Difference,
} from './comparison/compare.js';
export type { Aspect } from './comparison/finding.js';
export { machineFacts, type MachineFacts } from './comparison/machine-facts.js';
export { machineLines } from './comparison/machine-lines.js';
export { whyEntries, type WhyEntry } from './comparison/why.js';
export { explain } from './scenario/explain.js';
export { noBoots } from './capture/chosen-boot.js';
export { xenRemarks } from './capture/xen-guest.js';
export { filesOfPaste } from './capture/pasted.js';
export { readKernelLog } from './capture/kernel-log.js';
export type { DescribedEvent } from './scenario/describe-event.js';
export { describeEvent, describeEvents } from './scenario/describe-event.js';
export { describeRemark, remarksOn } from './scenario/notes.js';
export type { VmcoreAccount } from './scenario/vmcore-note.js';
export { describeVmcore, vmcoreAccount } from './scenario/vmcore-note.js';
export { momentWords, needWords } from './scenario/need-words.js';
export { describeOutcome, describeAnswer, describeStep } from './scenario/describe-step.js';
export { machineInWords, type MachineInWords } from './qemu/read-qemu.js';
export type { ActorText, DeviceToCome, ExploreSection, SituationText } from './scenario/explore-section.js';
export { parseScenario, pluginsOfScenario, type RequestedPlugin } from './scenario/parse-scenario.js';
export { play, prepare, type Performance, type PlayedScenario, type PlayOptions } from './scenario/play.js';
export type { Expectation } from './written/expectation.js';
export type { MachineDescription } from './written/machine-description.js';
export type { Scenario, ScenarioStep } from './scenario/scenario.js';
export type { Verb, VerbKind } from './written/verb.js';
export { scenarioSchema } from './scenario/schema.js';
export { scenarioSchemaFor } from './scenario/plugin-verbs.js';
export {
  machineByDescription,
  type OpenCapture,
  type OpenFile,
  type StartingPoint,
} from './scenario/starting-point.js';
export type { Answer, Played, StepRecord, Verdict } from './scenario/step-record.js';
