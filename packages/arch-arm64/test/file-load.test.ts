import { describe, expect, test } from 'vitest';
import { hex } from '@warmboot/address';
import { FileBuffers, memblocks, resources, coreHeader } from '@warmboot/core/plugin';
import { bytesOf, hasFile } from '@warmboot/testing/recorded';
import { readHandover, resourceNames } from '../src/index.js';
import { fileLoader } from './built.js';
import { machineBefore, requestOf, stepsOf } from './recorded.js';

const loads = stepsOf('kexec-load').filter(({ step }) => step.opts?.includes('-s'));

/** What kexec_file_load of Linux 6.1 would answer. */
const fileLoad = ({ trace, step, index }: (typeof loads)[number]) => {
  const machine = machineBefore(trace, index);
  const request = requestOf(trace, step);
  const { crashRegion } = machine.kexec;
  const ranges = request.type === 'crash' ? [crashRegion!] : memblocks.free(machine.memblock!, false);
  const buffers = new FileBuffers(
    ranges,
    true,
    { topDownWalksDescending: false, topDownOffByOne: true },
    4096,
  );
  expect(fileLoader.probe(machine, request.kernel).ok).toBe(true);
  return { result: fileLoader.load(machine, request, buffers), segments: buffers.segments };
};

const hexBytes = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');

describe('kexec -s on every recorded arm64 machine', () => {
  test('there are recordings to compare with', () => expect(loads.length).toBeGreaterThanOrEqual(9));

  test.each(loads)('arm64 4.3, 4.4, 4.6: $title: segments', (load) => {
    const { result, segments } = fileLoad(load);
    expect(load.step.result?.rc).toBe(0);
    expect(result.ok).toBe(true);
    if (load.step.image !== undefined) expect(result.ok && hex(result.value)).toBe(load.step.image.start);
    for (const recorded of load.step.segments ?? []) {
      const same = segments.find(({ mem }) => hex(mem) === recorded.mem);
      expect(same, recorded.mem).toBeDefined();
      expect([hex(same!.memsz), hex(same!.bufsz)]).toEqual([recorded.memsz, recorded.bufsz]);
    }
    // The recorder lost segments of the two crash loads; those that are there are checked above.
    if (load.step.kind === '-l') expect(segments.length).toBe(load.step.segments?.length);
    for (const [index, segment] of segments.entries()) {
      const file = `seg-${load.index}-${index}.bin`;
      if (segment.bytes === undefined || !hasFile(load.trace, file)) continue;
      expect(hexBytes(segment.bytes), file).toBe(hexBytes(bytesOf(load.trace, file)));
    }
  });

  test.each(loads.filter(({ trace, step }) => step.kind === '-p' && hasFile(trace, 'after-fdt.dtb')))(
    'arm64 4.6: $title: the capture kernel shows the tree that it was given',
    (load) => {
      const dtb = fileLoad(load).segments.find(({ kind }) => kind === 'dtb');
      expect(hexBytes(dtb?.bytes)).toBe(hexBytes(bytesOf(load.trace, 'after-fdt.dtb')));
      expect(readHandover(dtb!.bytes!).elfcorehdr).toBeDefined();
    },
  );

  test('arm64 4.5: memory that was hot-added to the top of boot memory is one range with it', () => {
    const load = loads.find(({ trace }) => trace.name === 'arm64-efi-kdump-s')!;
    const header = fileLoad(load).segments.find(({ kind }) => kind === 'elfcorehdr');
    const last = coreHeader.read(header!.bytes!).loads.at(-1)!;
    expect([hex(last.paddr), hex(last.size)]).toEqual(['0xbffe0000', '0x20020000']);
  });
});

test('arm64 2.1: kernel sections are System RAM but not busy', () => {
  const tree = resources.parseIomem(
    '40000000-7fffffff : System RAM\n  40210000-4056ffff : Kernel code\n',
    resourceNames.classify,
  );
  const [ram] = [...tree.root.children.values()];
  const [code] = [...ram!.children.values()];
  expect([ram!.flags, code!.flags]).toEqual([0x8100_0200, 0x0100_0200]);
});
