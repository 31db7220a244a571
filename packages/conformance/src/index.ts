/**
 * The test kit for plugins: what an architecture, a policy, firmware, an image format, an actor or a property must hold,
 * and what to do next. `describe...` declares vitest tests; `examine...` gives the findings as values.
 *
 * @module
 */
export { examineActor } from './actor.js';
export { examineArchitecture } from './architecture.js';
export type { ArchitectureOptions } from './architecture/subject.js';
export { nextSteps, type Finding, type Outcome, type Skip } from './check/check.js';
export {
  describeActor,
  describeArchitecture,
  describeFirmware,
  describeImageFormat,
  describePolicy,
  describeProperty,
  type Skips,
} from './describe.js';
export { examineFirmware, type FirmwareSubject } from './firmware.js';
export { examineImageFormat, type ImageFormatSubject, type ImageSample } from './check/image-format.js';
export { Nonconformity } from './check/nonconformity.js';
export type { ExploredPartOptions, PartOptions } from './part-subject.js';
export { examinePolicy, type PolicyOptions } from './policy.js';
export { examineProperty } from './property.js';
