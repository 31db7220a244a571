import type { Architecture, WarmbootPlugin } from '@warmboot/core';
import { Framework } from '@warmboot/core';
import { KiB } from '@warmboot/address';

import { describe, expect, it } from 'vitest';
import { parseScenario, play, saidIn } from '../../src/index.js';
import { toyFramework } from './toy-architectures.js';

const toy = toyFramework().architectures.get('toy');

/** A toy that is built with pages of two sizes and addresses of two widths. */
const choosy: Architecture = {
  ...toy,
  name: 'choosy',
  aliases: [],
  builds: {
    pageSizes: [4 * KiB, 64 * KiB],
    vaBits: () => [39, 48],
    usual: () => ({ vaBits: 48 }),
    reads: ['efiRuntimeMap'],
    options: ['CHOOSY_VA_BITS'],
    fromConfig: (config) => {
      const bits = config.get('CHOOSY_VA_BITS');
      return { vaBits: bits === undefined ? undefined : Number(bits) };
    },
  },
};

const plugin: WarmbootPlugin = {
  ...toyFramework().plugins.all()[0]!,
  name: 'choosy',
  register: (context) => {
    context.architecture(choosy);
    context.architecture(toy);
  },
};

const framework = new Framework([plugin]);

const parsed = (text: string) => parseScenario(framework, `name: t\n${text}\nsteps: [load]`, 't.yaml');
const built = (text: string, architecture = 'choosy') =>
  play(framework, parsed(text), { architecture }).kernel.build;
const fault = (text: string, architecture = 'choosy') => {
  try {
    built(text, architecture);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing is wrong';
};

describe('a scenario says what its kernel was built with', () => {
  it('in its machine, its release and its profile', () => {
    const build = built(
      'release: 6.12.117\nmachine: { page-size: 64K, va-bits: 39, config: { NR_CPUS: 16 } }',
    );
    expect(build).toMatchObject({ release: '6.12.117', pageSize: 65536, vaBits: 39, config: { nrCpus: 16 } });
    expect(build.profile.name).toBe('linux-6.12');
    expect(build.sources.get('pageSize')).toMatchObject({ source: 'user', where: 'machine.page-size' });
  });

  it('for single architectures', () => {
    const text = 'machine: { va-bits: 39, on: { choosy: { va-bits: 48 } } }';
    expect(built(text)).toMatchObject({ vaBits: 48 });
    expect(built(text).sources.get('vaBits')?.where).toBe('machine.on.choosy.va-bits');
  });

  it.each(['y', 'true'])('with switches as YAML writes them: %s', (yes) => {
    const build = built(
      `machine: { config: { MEMORY_HOTPLUG_DEFAULT_ONLINE: ${yes}, EFI_RUNTIME_MAP: ${yes} } }`,
    );
    expect(build.config).toMatchObject({ defaultOnlineType: 'online', efiRuntimeMap: true });
  });

  it('with two switches that decide one fact together', () => {
    expect(built('machine: { config: { KEXEC_SIG: y, KEXEC_SIG_FORCE: y } }').config.kexecSig).toBe(
      'required',
    );
  });

  it('with options of the architecture', () => {
    expect(built('machine: { config: { CHOOSY_VA_BITS: 39 } }').vaBits).toBe(39);
  });

  it('and says nothing of what it leaves out', () => {
    expect(saidIn(choosy, parsed('')).flatMap(({ facts }) => Object.values(facts))).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('what no kernel was built with is refused', () => {
  it.each([
    [
      'machine: { page-size: 16K }',
      't.yaml: kernel build: the page size is 16 KiB (machine.page-size); allowed: 4 KiB, 64 KiB on choosy',
    ],
    [
      'machine: { va-bits: 52 }',
      't.yaml: kernel build: the number of bits of virtual addresses is 52 (machine.va-bits); allowed: 39, 48 on choosy with pages of 4 KiB',
    ],
    [
      'machine: { page-size: 5K }',
      't.yaml, line 2, column 23: scenario: machine.page-size is "5K"; allowed: a power of two, such as 4K or 64K',
    ],
    [
      'machine: { va-bits: 8 }',
      't.yaml, line 2, column 21: scenario: machine.va-bits is 8; allowed: must be >= 32',
    ],
    [
      'machine: { config: { CONFIG_KEXEC_SIG: y } }',
      't.yaml, line 2, column 22: scenario: machine.config.CONFIG_KEXEC_SIG is no option that the model reads; allowed: one of 25 words (did you mean KEXEC_SIG or KEXEC_SIG_FORCE or KEXEC_FILE?)',
    ],
    [
      'machine: { config: { NR_CPUS: many } }',
      't.yaml, line 2, column 31: scenario: machine.config.NR_CPUS is "many"; allowed: y, m or n, or a whole number where Kconfig has one',
    ],
    [
      'release: bookworm',
      't.yaml, line 2, column 10: scenario: release is "bookworm"; allowed: a value such as 6.12.117 and 6.1.0-28-amd64',
    ],
  ])('%s', (text, message) => {
    expect(fault(text)).toBe(message);
  });

  it('on an architecture that has no choice', () => {
    expect(fault('machine: { page-size: 64K }', 'toy')).toBe(
      't.yaml: kernel build: the page size is 64 KiB (machine.page-size); allowed: 4 KiB on toy',
    );
  });
});

describe('the facts that a story hangs on', () => {
  const decisive = (steps: string, machine = '') =>
    play(framework, parseScenario(framework, `name: t\n${machine}\nsteps: ${steps}`, 't.yaml'), {
      architecture: 'choosy',
    }).decisive;

  it('are what the architecture has a choice of', () => {
    expect(decisive('[load]')).toEqual(['profile', 'pageSize', 'vaBits']);
    expect(decisive('[load]', 'release: 6.12.1')).toEqual(['release', 'profile', 'pageSize', 'vaBits']);
  });

  it('are what becomes of memory that comes, unless somebody chose it', () => {
    const plug = '{ plug: { id: dimm1, size: 1G } }';
    expect(decisive(`[${plug}]`)).toContain('defaultOnlineType');
    expect(decisive(`[{ auto-online: online }, ${plug}]`)).not.toContain('defaultOnlineType');
    expect(decisive(`[${plug}]`, 'machine: { cmdline: memhp_default_state=online }')).not.toContain(
      'defaultOnlineType',
    );
  });
});
