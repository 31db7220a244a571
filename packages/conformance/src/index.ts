/**
 * The test kit for plugins: what an architecture, a policy, firmware, an image format or an actor must hold, and what to
 * do next. `describe...` declares vitest tests; `examine...` gives the findings as values.
 *
 * @module
 */
export { examineActor, type ActorSubject } from './actor.js';
export { examineArchitecture } from './architecture.js';
export type { ArchitectureOptions } from './architecture/subject.js';
export { nextSteps, type Finding, type Outcome, type Skip } from './check/check.js';
export {
  describeActor,
  describeArchitecture,
  describeFirmware,
  describeImageFormat,
  describePolicy,
  type Skips,
} from './describe.js';
export { examineFirmware, type FirmwareSubject } from './firmware.js';
export { examineImageFormat, type ImageFormatSubject, type ImageSample } from './check/image-format.js';
export { Nonconformity } from './check/nonconformity.js';
export { examinePolicy } from './policy.js';
