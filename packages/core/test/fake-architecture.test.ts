import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { dimmAt } from '../src/drivers/memory-devices.js';
import { GiB, MiB } from '@warmboot/address';
import { fakeArchitecture, fakeKernel, fakeKernelFile } from './fake-architecture.js';
import { fakeLoadRequest, fakeMachine } from './fake-machine.js';

describe('the architecture that other tests of the model stand on', () => {
  it('starts cold with every block online in the zone of its addresses', () => {
    const { kernel, machine } = fakeMachine({ memorySize: 4 * GiB });
    const { blocks, iomem } = kernel.observe(machine);
    expect(iomem).toBe(
      [
        '00000000-bfffffff : System RAM',
        '  01000000-017fffff : Kernel code',
        '100000000-13fffffff : System RAM',
        '',
      ].join('\n'),
    );
    expect(Object.keys(blocks)).toHaveLength(32);
    expect([blocks['memory0']!.valid_zones, blocks['memory32']!.valid_zones]).toEqual(['DMA32', 'Normal']);
  });

  it('loads a kernel into the lowest hole and boots it with the RAM that /proc/iomem shows', () => {
    const { kernel, machine } = fakeMachine();
    const request = fakeLoadRequest();
    const loaded = kernel.apply<'kexec-load'>(machine, { kind: 'kexec-load', path: 'kexec_load', request });
    expect(loaded.result.status).toBe(0);
    expect(loaded.machine.kexec.normal!.segments.map(({ kind, mem }) => [kind, mem])).toEqual([
      ['kernel', 0],
      ['setup_data', 8 * MiB],
    ]);
    const booted = kernel.apply<'kexec-exec'>(loaded.machine, { kind: 'kexec-exec' });
    expect(booted.result).toEqual({ outcome: 'booted', cmdline: 'second' });
    expect(booted.machine.kernel.generation).toBe(1);
    expect(kernel.observe(booted.machine).iomem).toContain('  00000000-007fffff : Kernel code\n');
  });

  it('hangs when a destination is gone at the jump', () => {
    const { kernel, machine } = fakeMachine();
    const dimm = dimmAt('dimm0', 8 * GiB, GiB, 0, 0);
    const plugged = kernel.apply<'dimm-add'>(machine, { kind: 'dimm-add', dimm }).machine;
    const request = fakeLoadRequest({ memMin: 8 * GiB });
    const loaded = kernel.apply<'kexec-load'>(plugged, { kind: 'kexec-load', path: 'kexec_load', request });
    const unplugged = kernel.apply<'dimm-del'>(loaded.machine, { kind: 'dimm-del', id: 'dimm0' });
    const ended = kernel.apply<'kexec-exec'>(unplugged.machine, { kind: 'kexec-exec' });
    expect(ended.result).toMatchObject({ outcome: 'hang' });
    expect(ended.events).toContainEqual({
      type: 'kexec:write-to-nothing',
      address: 8 * GiB,
      segment: 'kernel',
    });
  });

  it('reads its own kernel file and refuses another', () => {
    const image = fakeArchitecture().images[0]!;
    expect(image.parse(fakeKernelFile(4096))).toEqual(fakeKernel(4096));
    expect(image.recognise(new Uint8Array(3))).toMatchObject({ ok: false, errno: 'ENOEXEC' });
    expect(() => image.parse(new Uint8Array(3))).toThrow(FormatError);
    expect(() => image.fromRecord({})).toThrow(FormatError);
  });
});
