import { describe, expect, test } from 'vitest';
import type { LoadRequest, Machine } from '@warmboot/core/plugin';
import { firmwareMapOf } from '@warmboot/core/plugin';
import { Framework } from '@warmboot/core';
import { GiB, hex, MiB, rangeAt } from '@warmboot/address';

import {
  BOOT_PARAMS_FILE,
  E820_TYPE,
  formatE820Line,
  imageFormat,
  parseBootParams,
  parseE820Entries,
  parseSetupData,
  plugin,
  referenceMachine,
  retypeE820,
  sanitiseE820,
  SETUP_DATA_TYPE,
  userSpaceLoader,
} from '../src/index.js';

const linux = new Framework([plugin]).kernel({ architecture: 'x86_64' });
const { initrd, purgatory, kernelPurgatory, cmdline } = referenceMachine;
const kernel = imageFormat.fromRecord(referenceMachine.kernel);
const dimm = { id: 'dimm1', range: rangeAt(4 * GiB, GiB), node: 0, slot: 0 };

const request: LoadRequest = {
  type: 'normal',
  kernel,
  initrd,
  cmdline,
  memMin: 0,
  memMax: Infinity,
  purgatory,
  kernelPurgatory,
  crashNotes: [],
  vmcoreinfo: undefined,
  seed: (bytes) => new Uint8Array(bytes),
  randomReady: false,
};

const started = (firmware = 'bios'): Machine => {
  const outcome = linux.powerOn({
    firmware,
    memorySize: GiB,
    maxMemory: 16 * GiB,
    slots: 8,
    cmdline,
    kernel,
    initrd,
    hypervisor: true,
    nodes: [0],
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
};

const grown = (): Machine => linux.apply(started(), { kind: 'dimm-add', dimm }).machine;
const load = (
  machine: Machine,
  path: 'kexec_load' | 'kexec_file_load',
  change: Partial<LoadRequest> = {},
): Machine => linux.apply(machine, { kind: 'kexec-load', path, request: { ...request, ...change } }).machine;
const exec = (machine: Machine) => linux.apply(machine, { kind: 'kexec-exec' });

describe('the examples of README.md', () => {
  test('an e820 map', () => {
    const firmware = [
      { start: 0x0, end: 0x9fc00, type: E820_TYPE.RAM },
      { start: 0x100000, end: 0x80000000, type: E820_TYPE.RAM },
      { start: 0x7ffe0000, end: 0x80000000, type: E820_TYPE.RESERVED },
    ];
    const map = sanitiseE820(
      retypeE820(firmware, { start: 0, end: 0x1000 }, E820_TYPE.RAM, E820_TYPE.RESERVED),
    );
    expect(map.map((entry) => formatE820Line(entry))).toEqual([
      'BIOS-e820: [mem 0x0000000000000000-0x0000000000000fff] reserved',
      'BIOS-e820: [mem 0x0000000000001000-0x000000000009fbff] usable',
      'BIOS-e820: [mem 0x0000000000100000-0x000000007ffdffff] usable',
      'BIOS-e820: [mem 0x000000007ffe0000-0x000000007fffffff] reserved',
    ]);
  });

  test('memory that goes after the load', () => {
    const loaded = load(grown(), 'kexec_load');
    expect(loaded.kexec.normal?.segments.map(({ kind, mem }) => `${kind} at ${hex(mem)}`)).toEqual([
      'initrd at 0x13ebf6000',
      'kernel at 0x13ee00000',
      'boot_params at 0x13fff2000',
      'purgatory at 0x13fff7000',
    ]);
    const shrunk = linux.apply(loaded, { kind: 'dimm-del', id: 'dimm1' }).machine;
    expect(exec(shrunk).result).toMatchObject({
      outcome: 'reset',
      reason: 'the purgatory at 0x13fff7000 is where nothing answers: its code is junk',
    });
  });
});

describe('x86 5.4 a DIMM that goes although nothing was put there', () => {
  const removedAfter = (path: 'kexec_load' | 'kexec_file_load') =>
    exec(linux.apply(load(grown(), path, { memMax: GiB }), { kind: 'dimm-del', id: 'dimm1' }).machine).result;

  test('5.4.5: kexec_load took the DIMM into the map, which kills the next kernel', () => {
    expect(removedAfter('kexec_load')).toMatchObject({ outcome: 'reset' });
  });

  test('5.4.5: kexec_file_load has the map of the cold boot, and works', () => {
    expect(removedAfter('kexec_file_load')).toMatchObject({ outcome: 'booted' });
  });

  test('5.4.7: back at its place before the jump, all is well', () => {
    const gone = linux.apply(load(grown(), 'kexec_load'), { kind: 'dimm-del', id: 'dimm1' }).machine;
    const back = linux.apply(gone, { kind: 'dimm-add', dimm }).machine;
    expect(exec(back).result).toMatchObject({ outcome: 'booted' });
  });
});

describe('kernel after kernel', () => {
  test.each(['bios', 'efi'])(
    '%s: three jumps, by either system call, and ACPI is still there',
    (firmware) => {
      let machine = started(firmware);
      for (const path of ['kexec_file_load', 'kexec_load', 'kexec_file_load'] as const) {
        const step = exec(load(machine, path));
        expect(step.result).toMatchObject({ outcome: 'booted', cmdline });
        machine = step.machine;
        const { acpiRsdp, typeOfLoader } = parseBootParams(machine.files.get(BOOT_PARAMS_FILE)!);
        expect(acpiRsdp).not.toBe(0n);
        expect(typeOfLoader).toBe(0xd0);
      }
      expect(machine.kernel.generation).toBe(3);
    },
  );

  test('6.5: a DIMM in the map of kexec_load is boot memory of the next kernel', () => {
    const second = exec(load(grown(), 'kexec_load')).machine;
    expect(second.memory.blocks.get(32)?.early).toBe(true);
    const other = exec(load(grown(), 'kexec_file_load')).machine;
    expect(other.memory.blocks.get(32)?.early).toBe(false);
  });
});

describe('x86 3.3, 3.5 more than 128 ranges', () => {
  const many = Array.from({ length: 140 }, (_, index) => ({
    range: rangeAt(64 * MiB + index * 2 * MiB, MiB),
    type: index === 139 ? 'System RAM' : 'Reserved',
  }));
  const crowded: Machine = {
    ...started(),
    firmwareMap: firmwareMapOf([
      { range: rangeAt(0, 0x9_f000), type: 'System RAM' },
      { range: rangeAt(MiB, 60 * MiB), type: 'System RAM' },
      ...many,
    ]),
  };

  test('the rest is in a node of its own, behind a seed when there is one', () => {
    const result = userSpaceLoader.load(crowded, { ...request, randomReady: true });
    if (!result.ok) throw new Error(result.output.join('\n'));
    const params = parseBootParams(result.segments.find(({ kind }) => kind === 'boot_params')!.bytes!);
    const nodeAt = (address: bigint) =>
      parseSetupData(result.segments.find(({ mem }) => mem === address)!.bytes!);
    expect(params.e820).toHaveLength(128);
    const seed = nodeAt(params.setupData);
    expect(seed.type).toBe(SETUP_DATA_TYPE.RNG_SEED);
    const extension = nodeAt(seed.next);
    expect(extension.type).toBe(SETUP_DATA_TYPE.E820_EXT);
    expect(parseE820Entries(extension.data)).toHaveLength(14);
    expect(extension.next).toBe(0n);
  });

  test('the next kernel has all of them, and passes on what fits when it loads by file', () => {
    const loaded = load(crowded, 'kexec_load');
    const second = exec(loaded).machine;
    expect(second.firmwareMap?.entries).toHaveLength(142);
    const third = load(second, 'kexec_file_load').kexec.normal?.segments.find(
      ({ kind }) => kind === 'boot_params',
    );
    expect(parseBootParams(third!.bytes!).e820).toHaveLength(128);
  });
});
