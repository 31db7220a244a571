import { describe, expect, test } from 'vitest';
import { hex } from '@warmboot/address';
import { bytesOf, type Recorded } from '@warmboot/testing/recorded';
import { userSpaceLoader } from '../src/index.js';
import { machineBefore, requestOf, stepsOf } from './recorded.js';

const loads = stepsOf('kexec-load').filter(({ step }) => step.opts?.includes('-c'));

/** The recorder knew segments by their sizes; two kinds it could not tell from others. */
const RECORDED_AS: Readonly<Record<string, string>> = { setup_data: 'purgatory', backup: 'other' };

const load = (recorded: Recorded) =>
  userSpaceLoader.load(machineBefore(recorded.trace, recorded.index), requestOf(recorded));

const hexBytes = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');

describe('kexec -c on every recorded x86_64 machine', () => {
  test('there are recordings to compare with', () => expect(loads.length).toBeGreaterThanOrEqual(20));

  test.each(loads)('x86 3.3, 3.6: $title: segments and entry', (recorded) => {
    const { step } = recorded;
    const result = load(recorded);
    expect(result.ok, result.output.join('\n')).toBe(step.result?.rc === 0);
    if (!result.ok || step.segments === undefined) return;
    expect(
      result.segments.map(({ mem, memsz, bufsz, kind = 'other' }) => ({
        mem: hex(mem),
        memsz: hex(memsz),
        bufsz: hex(bufsz),
        kind: RECORDED_AS[kind] ?? kind,
      })),
    ).toEqual(step.segments.map(({ mem, memsz, bufsz, kind }) => ({ mem, memsz, bufsz, kind })));
    if (step.image !== undefined) expect(hex(result.entry)).toBe(step.image.start);
  });

  test.each(loads)('x86 3.4 to 3.6, core R7.13: $title: bytes of boot_params and ELF header', (recorded) => {
    const result = load(recorded);
    for (const { mem, file } of recorded.step.segments ?? []) {
      if (file === undefined || !result.ok) continue;
      const ours = result.segments.find((segment) => hex(segment.mem) === mem);
      expect(hexBytes(ours?.bytes), file).toBe(hexBytes(bytesOf(recorded.trace, file)));
    }
  });
});
