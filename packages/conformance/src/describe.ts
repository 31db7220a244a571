import type { HotplugFirmware, ImageFormat, Policy, WarmbootPlugin } from '@warmboot/core';
import type { ActorKind, Property } from '@warmboot/explorer';
import { actorChecks, actorSubject } from './actor.js';
import { architectureChecks } from './architecture.js';
import type { ArchitectureOptions } from './architecture/subject.js';
import { ArchitectureSubject } from './architecture/subject.js';
import type { Skip } from './check/check.js';
import { describeChecks } from './check/describe-checks.js';
import type { FirmwareSubject } from './firmware.js';
import { firmwareChecks } from './firmware.js';
import type { ImageFormatSubject } from './check/image-format.js';
import { imageFormatChecks } from './check/image-format.js';
import type { ExploredPartOptions } from './part-subject.js';
import type { PolicyOptions } from './policy.js';
import { PolicySubject, policyChecks } from './policy.js';
import { propertyChecks, propertySubject } from './property.js';

/** Checks that are left out. One without reason, or that names no test of the kit, is an error. */
export interface Skips {
  readonly skip?: readonly Skip[];
}

/** Declares the tests of an architecture, and as `todo` what to do next. Called at the top of a test file. */
export const describeArchitecture = (
  plugin: WarmbootPlugin,
  { skip, ...options }: ArchitectureOptions & Skips = {},
): void =>
  describeChecks(
    `architecture of ${plugin.name}`,
    architectureChecks,
    new ArchitectureSubject(plugin, options),
    skip,
  );

/** Declares the tests of an image format. */
export const describeImageFormat = (
  format: ImageFormat,
  { skip, ...options }: Omit<ImageFormatSubject, 'format'> & Skips = {},
): void => describeChecks(`image format ${format.name}`, imageFormatChecks, { format, ...options }, skip);

/** Declares the tests of a policy, on the ordinary machine of the architecture that `on` brings. */
export const describePolicy = (policy: Policy, { on, skip, ...options }: PolicyOptions & Skips): void =>
  describeChecks(
    `policy ${policy.name} on ${on.name}`,
    policyChecks,
    new PolicySubject(policy, on, options),
    skip,
  );

/** Declares the tests of hotplug firmware, with the `files` of a machine that has it. */
export const describeFirmware = (
  firmware: HotplugFirmware,
  { skip, ...options }: Omit<FirmwareSubject, 'firmware'> & Skips = {},
): void => describeChecks(`firmware ${firmware.name}`, firmwareChecks, { firmware, ...options }, skip);

/** Declares the tests of a kind of actor, in a situation on the architecture that `on` brings. */
export const describeActor = (
  part: ActorKind<never>,
  { skip, ...options }: ExploredPartOptions & Skips,
): void =>
  describeChecks(`actor ${part.name} on ${options.on.name}`, actorChecks, actorSubject(part, options), skip);

/** Declares the tests of a property, in a situation on the architecture that `on` brings. */
export const describeProperty = (part: Property, { skip, ...options }: ExploredPartOptions & Skips): void =>
  describeChecks(
    `property ${part.name} on ${options.on.name}`,
    propertyChecks,
    propertySubject(part, options),
    skip,
  );
