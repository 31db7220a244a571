import { describe, expect, test } from 'vitest';
import { hex } from '@warmboot/address';
import { FileBuffers, linux61, resources } from '@warmboot/core/plugin';
import { bytesOf, type Recorded } from '@warmboot/testing/recorded';
import { fileLoader } from '../src/index.js';
import { machineBefore, requestOf, stepsOf } from './recorded.js';

const loads = stepsOf('kexec-load').filter(({ step }) => step.opts?.includes('-s'));

/** What kexec_file_load of Linux 6.1 would answer. */
const fileLoad = (recorded: Recorded) => {
  const machine = machineBefore(recorded.trace, recorded.index);
  const request = requestOf(recorded);
  const ranges =
    request.type === 'crash'
      ? [machine.kexec.crashRegion!]
      : [...resources.walkSystemRam(machine.iomem)].filter(
          ({ flags }) => !resources.hasFlags(flags, resources.SYSRAM_DRIVER_MANAGED),
        );
  const buffers = new FileBuffers(ranges, false, linux61.search, 4096);
  expect(fileLoader.probe(machine, request.kernel).ok).toBe(true);
  return { result: fileLoader.load(machine, request, buffers), segments: buffers.segments };
};

/** The seed of a recording is chance: a node of type 9 with 32 bytes loses its data. */
const masked = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes).toString('hex');
  return text.replace(/(0900000020000000)[0-9a-f]{64}$/, '$1<seed>');
};

describe('kexec -s on every recorded x86_64 machine', () => {
  test('there are recordings to compare with', () => expect(loads.length).toBeGreaterThanOrEqual(10));

  test.each(loads)('x86 4.2, 4.3: $title: segments and entry', (recorded) => {
    const { result, segments } = fileLoad(recorded);
    expect(result.ok).toBe(true);
    expect(
      segments.map(({ mem, memsz, bufsz, kind }) => ({
        mem: hex(mem),
        memsz: hex(memsz),
        bufsz: hex(bufsz),
        kind,
      })),
    ).toEqual(recorded.step.segments?.map(({ mem, memsz, bufsz, kind }) => ({ mem, memsz, bufsz, kind })));
    if (recorded.step.image !== undefined)
      expect(result.ok && hex(result.value)).toBe(recorded.step.image.start);
  });

  test.each(loads)('x86 4.4, 4.5, core 5.1: $title: bytes of boot_params and ELF header', (recorded) => {
    const { segments } = fileLoad(recorded);
    for (const { mem, file } of recorded.step.segments ?? []) {
      if (file === undefined) continue;
      const ours = segments.find((segment) => hex(segment.mem) === mem);
      expect(masked(ours?.bytes ?? new Uint8Array()), file).toBe(masked(bytesOf(recorded.trace, file)));
    }
  });
});
