import type { WarmbootPlugin } from '@warmboot/core';
import { bootingChecks } from './architecture/boot.js';
import { geometryChecks } from './architecture/geometry.js';
import { hotplugChecks } from './architecture/hotplug.js';
import { identityChecks, loadingCheck } from './architecture/identity.js';
import { imageChecks } from './architecture/images.js';
import { pageSizeChecks } from './architecture/page-size.js';
import { placementChecks } from './architecture/placement.js';
import type { ArchitectureOptions } from './architecture/subject.js';
import { ArchitectureSubject } from './architecture/subject.js';
import type { Check, Finding, Skip } from './check/check.js';
import { examine } from './check/check.js';

/** What every architecture holds, in the order in which one is written. */
export const architectureChecks: readonly Check<ArchitectureSubject>[] = [
  loadingCheck,
  ...[
    ...identityChecks,
    ...geometryChecks,
    ...imageChecks,
    ...placementChecks,
    ...bootingChecks,
    ...hotplugChecks,
    ...pageSizeChecks,
  ].map((check) => ({
    ...check,
    without: (subject: ArchitectureSubject) =>
      subject.doesNotLoad === undefined ? check.without?.(subject) : undefined,
    missing: (subject: ArchitectureSubject) => subject.doesNotLoad ?? check.missing?.(subject),
  })),
];

/** What the kit finds of an architecture. @throws TypeError for a skip without reason or test */
export const examineArchitecture = (
  plugin: WarmbootPlugin,
  { skip, ...options }: ArchitectureOptions & { readonly skip?: readonly Skip[] } = {},
): readonly Finding[] => examine(architectureChecks, new ArchitectureSubject(plugin, options), skip);
