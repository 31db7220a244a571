import { describe, expect, test } from 'vitest';
import type { LoadPath, LoadRequest, Machine } from '@warmboot/core/plugin';
import { sourceOf } from '@warmboot/core/plugin';
import { Framework, memoryContent } from '@warmboot/core';
import { GiB, MiB, rangeAt, subtract } from '@warmboot/address';

import { imageFormat, plugin, referenceMachine } from '../src/index.js';

const linux = new Framework([plugin]).kernel({ architecture: 'x86_64' });
const { initrd, purgatory, kernelPurgatory, cmdline } = referenceMachine;
const kernel = imageFormat.fromRecord(referenceMachine.kernel);

const started = (): Machine => {
  const outcome = linux.powerOn({
    firmware: 'bios',
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

const loaded = (machine: Machine, path: LoadPath, change: Partial<LoadRequest> = {}): Machine => {
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
    ...change,
  };
  const step = linux.apply<'kexec-load'>(machine, { kind: 'kexec-load', path, request });
  expect(step.result.status).toBe(0);
  return step.machine;
};

/** The machine after four bytes of the kernel, where it waits, were written over. */
const overwritten = (machine: Machine): Machine => {
  const { segments, pages } = machine.kexec.normal!;
  const victim = segments.find(({ kind }) => kind === 'kernel')!;
  const address = sourceOf(pages.list, victim.mem + MiB)!;
  const content = memoryContent.bytes(Uint8Array.of(0xde, 0xad, 0xbe, 0xef));
  return linux.apply<'write-memory'>(machine, { kind: 'write-memory', address, content }).machine;
};

const exec = (machine: Machine) => linux.apply<'kexec-exec'>(machine, { kind: 'kexec-exec' });

describe('core R5.11, R7.12: an image that was overwritten since the load', () => {
  test.each([
    ['kexec_load', ["I'm in purgatory", 'sha256 digests do not match :(']],
    ['kexec_file_load', []],
  ] as const)('%s: the purgatory catches it and spins', (path, output) => {
    const ended = exec(overwritten(loaded(started(), path)));
    expect(ended.result).toMatchObject({ outcome: 'hang' });
    expect(ended.events.find(({ type }) => type === 'kexec:digest-mismatch')).toMatchObject({ output });
  });

  test('left alone it boots, by either system call', () => {
    for (const path of ['kexec_load', 'kexec_file_load'] as const) {
      expect(exec(loaded(started(), path)).result.outcome).toBe('booted');
    }
  });
});

describe('x86 5.3: memory that is gone', () => {
  test('stores there are lost without a fault, in every segment; the junk that the purgatory became resets', () => {
    const dimm = { id: 'dimm0', range: rangeAt(4 * GiB, 128 * MiB), node: 0, slot: 0 };
    const grown = linux.apply<'dimm-add'>(started(), { kind: 'dimm-add', dimm }).machine;
    const machine = loaded(grown, 'kexec_load');
    const gone = linux.apply<'dimm-del'>(machine, { kind: 'dimm-del', id: 'dimm0' }).machine;
    const ended = exec(gone);
    expect(ended.events.filter((event) => event.type === 'kexec:write-to-nothing')).toEqual(
      machine.kexec.normal!.segments.map(({ kind, mem }) => ({
        type: 'kexec:write-to-nothing',
        address: mem,
        segment: kind,
      })),
    );
    expect(ended.result).toMatchObject({ outcome: 'reset' });
  });

  test('where the purgatory still runs, it finds the digest of junk and spins', () => {
    const machine = loaded(started(), 'kexec_file_load');
    const { segments } = machine.kexec.normal!;
    const { mem, memsz } = segments.find(({ kind }) => kind === 'initrd')!;
    const { platform } = machine;
    const bootRam = subtract(platform.bootRam, [rangeAt(mem + 4096, memsz)]);
    const ended = exec({ ...machine, platform: { ...platform, bootRam } });
    expect(ended.result).toMatchObject({ outcome: 'hang' });
    expect(ended.events.map(({ type }) => type)).toContain('kexec:digest-mismatch');
  });

  test('5.1, 5.2: the top table and the code, two tables below it, and a swap page', () => {
    const { pages } = loaded(started(), 'kexec_load').kexec.normal!;
    expect(pages.control.map(({ start, end }) => end - start)).toEqual([8192, 4096, 4096]);
    expect(pages.swap!.end - pages.swap!.start).toBe(4096);
  });
});
