import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  boardOf,
  cacheFolder,
  guestKernel,
  guestTools,
  record,
  stockKernels,
  verdictOf,
} from '@warmboot/lab';
import { parseScenario } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { standardFramework } from '../../src/session/standard-framework.js';

/*
 * A short story on each of Debian's stock kernels, under QEMU. It takes a minute or two, so it is played where somebody
 * asked for it.
 */

const STORIES = {
  x86_64: `
name: A DIMM comes, is used, and goes
machine: { memory: 1G, maxmem: 4G, slots: 2 }
steps:
  - plug: { id: dimm1, size: 256M }
  - online: online_movable
  - load: { call: -s }
  - load: { call: -c, mem-min: dimm1, mem-max: dimm1.last, reuse-cmdline: true }
  - unplug: dimm1
  - unload: normal
`,
  arm64: `
name: A kernel is loaded
machine: { memory: 1G, maxmem: 4G, slots: 2 }
steps:
  - load: { call: -c, reuse-cmdline: true }
  - offline: [memory10]
  - unload: normal
  - load: { call: -s }
`,
} as const;

/** Most that a story may take, in milliseconds. */
const PATIENCE = 240_000;

/** Why a story cannot be played here; undefined where it can. */
const whyNot = (architecture: string): string | undefined => {
  const { WARMBOOT_REAL_KERNELS } = process.env;
  if (WARMBOOT_REAL_KERNELS !== 'yes') return 'skipped without WARMBOOT_REAL_KERNELS=yes, which .ci/run sets';
  const { qemu, efi, firmwares } = boardOf(architecture);
  if (spawnSync(qemu, ['--version']).error !== undefined) return `skipped without ${qemu}`;
  if (firmwares[0] === 'efi' && !efi.code.some((file) => existsSync(file)))
    return 'skipped without EFI firmware';
  const kernels = stockKernels(cacheFolder(), boardOf(architecture));
  return kernels.includes('debian')
    ? undefined
    : 'skipped without the kernel that warmboot lab setup fetches';
};

describe.each(Object.entries(STORIES))('Debian’s kernel on %s', (architecture, text) => {
  const reason = whyNot(architecture);
  it.skipIf(reason !== undefined)(
    `does what the model says${reason === undefined ? '' : ` (${reason})`}`,
    async () => {
      const framework = standardFramework();
      const board = boardOf(architecture);
      const scenario = parseScenario(framework, text, `${architecture}.yaml`);
      const recording = await record(framework, {
        scenario,
        architecture,
        kernel: guestKernel(cacheFolder(), board, 'debian'),
        tools: guestTools(cacheFolder(), board),
        policy: 'none',
      });
      const { score, steps } = verdictOf(framework, scenario, recording);
      expect(score.steps.flatMap(({ mismatches }) => mismatches)).toEqual([]);
      expect(steps.map(({ skipped }) => skipped)).toEqual(scenario.steps.map(() => undefined));
      expect(score.scored).toBeGreaterThan(scenario.steps.length * 4);
    },
    PATIENCE,
  );
});
