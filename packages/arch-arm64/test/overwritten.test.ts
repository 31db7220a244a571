import { describe, expect, test } from 'vitest';
import type { LoadPath, LoadRequest, Machine, SegmentKind } from '@warmboot/core/plugin';
import { sourceOf } from '@warmboot/core/plugin';
import { Framework, memoryContent, platforms } from '@warmboot/core';
import { GiB } from '@warmboot/address';

import { imageFormat, plugin } from '../src/index.js';

const linux = new Framework([plugin]).kernel({ architecture: 'arm64' });
const initrd = { fileSize: 0x5c_3e7b };
const kernel = imageFormat.fromRecord({
  text_offset: 0,
  image_size: 0x4f_0000,
  flags: 10,
  file_size: 0x4a_c200,
});

const started = (): Machine => {
  const made = linux.powerOn({
    firmware: 'efi',
    memorySize: 2 * GiB,
    maxMemory: 16 * GiB,
    slots: 8,
    cmdline: 'console=ttyAMA0',
    kernel,
    initrd,
    hypervisor: false,
    nodes: [0],
  });
  if (!made.ok) throw new Error(made.reason);
  return made.value;
};

const loaded = (machine: Machine, path: LoadPath): Machine => {
  const request: LoadRequest = {
    type: 'normal',
    kernel,
    initrd,
    cmdline: 'console=ttyAMA0',
    memMin: 0,
    memMax: Infinity,
    purgatory: { bufsz: 0x3000, memsz: 0x4000 },
    kernelPurgatory: undefined,
    crashNotes: [],
    vmcoreinfo: undefined,
    seed: (bytes) => new Uint8Array(bytes),
    randomReady: false,
  };
  const step = linux.apply<'kexec-load'>(machine, { kind: 'kexec-load', path, request });
  expect(step.result.status).toBe(0);
  return step.machine;
};

/** The machine after the first bytes of a segment, where it waits, were written over. */
const overwritten = (machine: Machine, wanted: SegmentKind): Machine => {
  const { segments, pages } = machine.kexec.normal!;
  const { mem } = segments.find(({ kind }) => kind === wanted)!;
  const content = memoryContent.bytes(Uint8Array.of(0xde, 0xad, 0xbe, 0xef));
  const address = sourceOf(pages.list, mem)!;
  return linux.apply<'write-memory'>(machine, { kind: 'write-memory', address, content }).machine;
};

const exec = (machine: Machine) => linux.apply<'kexec-exec'>(machine, { kind: 'kexec-exec' });

describe('core R5.10: kexec_file_load has no purgatory here, so nothing is checked', () => {
  test('an initrd that was overwritten goes to the next kernel as it is', () => {
    const ended = exec(overwritten(loaded(started(), 'kexec_file_load'), 'initrd'));
    expect(ended.result).toMatchObject({ outcome: 'booted' });
    expect(ended.events).toContainEqual(
      expect.objectContaining({ type: 'kexec:overwritten', segment: 'initrd' }),
    );
  });

  test('arm64 6.2: a devicetree that was overwritten has no magic, and the kernel spins', () => {
    const ended = exec(overwritten(loaded(started(), 'kexec_file_load'), 'dtb'));
    expect(ended.result).toMatchObject({ outcome: 'hang' });
    expect(ended.events.map(({ type }) => type)).not.toContain('kexec:digest-mismatch');
  });

  test('kexec_load brings the purgatory of the tools, which catches the same', () => {
    const ended = exec(overwritten(loaded(started(), 'kexec_load'), 'initrd'));
    expect(ended.result).toMatchObject({ outcome: 'hang' });
    expect(ended.events.map(({ type }) => type)).toContain('kexec:digest-mismatch');
  });
});

describe('arm64 5.5: memory that was added after the load, or is gone', () => {
  test('the walk ends at the first page of the first segment that lost its memory', () => {
    const dimm = platforms.dimm('dimm0', 4 * GiB, GiB, 0, 0);
    const grown = linux.apply<'dimm-add'>(started(), { kind: 'dimm-add', dimm }).machine;
    const machine = loaded(grown, 'kexec_file_load');
    const dtb = machine.kexec.normal!.segments.find(({ kind }) => kind === 'dtb')!;
    expect(dtb.mem).toBeGreaterThanOrEqual(4 * GiB);
    const gone = linux.apply<'dimm-del'>(machine, { kind: 'dimm-del', id: 'dimm0' }).machine;
    const ended = exec(gone);
    const lost = ended.events.filter((event) => event.type === 'kexec:write-to-nothing');
    expect(lost).toEqual([{ type: 'kexec:write-to-nothing', address: dtb.mem, segment: 'dtb' }]);
    expect(dtb.mem % 4096).toBe(0);
    expect(ended.result).toMatchObject({ outcome: 'hang' });
  });
});
