import { examineArchitecture, nextSteps } from '@warmboot/conformance';
import type { LoadRequest, Machine } from '@warmboot/core/plugin';
import { Framework } from '@warmboot/core';
import { GiB, MiB } from '@warmboot/address';

import { expect, it } from 'vitest';
import { plugin } from '../src/index.js';

const kernel = new Framework([plugin]).kernel({ architecture: 'minimal' });

/** A machine as somebody saw it: there is no other way to one. */
const machine: Machine = kernel.fromObservation({
  cmdline: '',
  iomem: '00000000-3fffffff : System RAM\n',
  blocks: { memory0: { state: 'online', valid_zones: 'Normal' } },
  sys: {
    '/sys/devices/system/memory/block_size_bytes': '8000000',
    '/sys/devices/system/memory/auto_online_blocks': 'offline',
  },
  zones: [],
  dmesg: [],
  files: new Map(),
  image: undefined,
  hardware: { hotplug: { available: true }, hypervisor: true, nodes: [0] },
});

const request: LoadRequest = {
  type: 'normal',
  kernel: { format: 'any', fileSize: MiB },
  initrd: undefined,
  cmdline: '',
  memMin: 0,
  memMax: Infinity,
  purgatory: { bufsz: 0, memsz: 0 },
  kernelPurgatory: undefined,
  crashNotes: [],
  vmcoreinfo: undefined,
  seed: (bytes) => new Uint8Array(bytes),
  randomReady: false,
};

it('says of each thing it lacks that it is not supported, by name', () => {
  const answers = [
    kernel.powerOn({
      firmware: 'any',
      memorySize: GiB,
      maxMemory: undefined,
      slots: 0,
      cmdline: '',
      kernel: request.kernel,
      initrd: undefined,
      hypervisor: true,
      nodes: [0],
    }),
    kernel.hotplugRange(machine),
    kernel.apply<'kexec-load'>(machine, { kind: 'kexec-load', path: 'kexec_load', request }).result,
    kernel.apply<'file-load'>(machine, { kind: 'file-load', call: { flags: 0, request } }).result,
  ].map((answer) => JSON.stringify(answer));
  for (const answer of answers) expect(answer).toContain('not supported on minimal');
});

it('is told what to write next, in order', () => {
  const steps = nextSteps(examineArchitecture(plugin));
  const tiers = steps.map((step) => step.slice(0, step.indexOf(':')));
  expect(tiers).toEqual(tiers.toSorted());
  expect(steps[0]).toMatch(/^1\. recognise an image: give the architecture an image format/);
  expect(steps.at(-1)).toMatch(/^5\. hotplug: /);
});
