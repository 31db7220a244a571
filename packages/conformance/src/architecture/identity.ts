import type { ResourceClass } from '@warmboot/core';
import { PLUGIN_INTERFACE_VERSION, resources } from '@warmboot/core/plugin';

import type { Check } from '../check/check.js';
import { calling, demand } from '../check/nonconformity.js';
import { textOf } from '../check/sameness.js';
import type { ArchitectureSubject } from './subject.js';

const TIER = '0. load';

const isWord = (value: string): boolean => /^[a-z0-9][a-z0-9_-]*$/.test(value);

/** Without this there is nothing to look at. */
export const loadingCheck: Check<ArchitectureSubject> = {
  name: 'the plugin loads and brings an architecture',
  tier: TIER,
  run: (subject) => {
    const { plugin } = subject;
    demand(
      plugin.interfaceVersion === PLUGIN_INTERFACE_VERSION,
      `interfaceVersion is ${textOf(plugin.interfaceVersion)}`,
      `write interfaceVersion: ${PLUGIN_INTERFACE_VERSION}`,
    );
    calling('register(context)', 'call context.architecture(architecture)', () => subject.architecture);
  },
};

/** What the plugin says of itself. */
export const identityChecks: readonly Check<ArchitectureSubject>[] = [
  {
    name: 'it registers the same each time',
    tier: TIER,
    run: (subject) => {
      demand(
        subject.architecture === subject.architecture,
        'two frameworks get two different architectures',
        'make the architecture once, as a constant, and register that',
      );
    },
  },
  {
    name: 'the architecture is one frozen record',
    tier: TIER,
    run: ({ architecture }) => {
      demand(
        Object.isFrozen(architecture),
        'the architecture can be changed after it was registered',
        'wrap it in Object.freeze({ ... })',
      );
    },
  },
  {
    name: 'it has a name that people can type, and other aliases',
    tier: TIER,
    run: ({ architecture: { name, aliases } }) => {
      demand(
        isWord(name),
        `its name is "${name}"`,
        'use what uname -m prints: small letters, digits, _ and -',
      );
      for (const alias of aliases) {
        demand(isWord(alias), `an alias is "${alias}"`, 'use small letters, digits, _ and -');
        demand(alias !== name, `the alias ${alias} is the name itself`, 'leave it out of aliases');
      }
    },
  },
  {
    name: 'its resource names keep what every Linux has',
    tier: TIER,
    run: ({ architecture: { resourceNames } }) => {
      const { root } = resources.empty();
      const line = { name: 'System RAM', depth: 0, range: { start: 0, end: 4096 } };
      const classify = (): unknown =>
        calling(
          "resourceNames.classify('System RAM')",
          'return classifyLinuxName(line, parent) for names that are no speciality',
          () => resourceNames.classify(line, root),
        );
      const found = classify() as ResourceClass;
      demand(
        (found.flags & resources.SYSTEM_RAM) === resources.SYSTEM_RAM,
        `System RAM is classified as ${textOf(found)}`,
        'fall back to classifyLinuxName(line, parent)',
      );
      demand(
        textOf(found) === textOf(classify()),
        'classify gives another answer the second time',
        'keep nothing between calls',
      );
      const { kernelSections } = resourceNames;
      demand(
        new Set(kernelSections).size === kernelSections.length,
        `kernelSections are ${kernelSections.join(', ')}`,
        'name each section once',
      );
    },
  },
];
