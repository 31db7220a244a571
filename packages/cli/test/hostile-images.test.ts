import { describe, expect, test } from 'vitest';
import type { KernelImage, LoadPath, LoadRequest } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import { standardFramework } from '../src/standard-framework.js';
import { parseScenario, prepare } from '@warmboot/scenario';

const framework = standardFramework();

/** Header fields: name, offset, bytes. */
type Fields = readonly (readonly [string, number, 1 | 2 | 4 | 8])[];

const IMAGE: Fields = [
  ['text_offset', 8, 8],
  ['image_size', 16, 8],
  ['flags', 24, 8],
  ['res2', 32, 8],
  ['magic', 56, 4],
  ['res5', 60, 4],
];

const BZIMAGE: Fields = [
  ['setup_sects', 0x1f1, 1],
  ['syssize', 0x1f4, 4],
  ['boot_flag', 0x1fe, 2],
  ['jump', 0x201, 1],
  ['header', 0x202, 4],
  ['version', 0x206, 2],
  ['loadflags', 0x211, 1],
  ['code32_start', 0x214, 4],
  ['ramdisk_image', 0x218, 4],
  ['ramdisk_size', 0x21c, 4],
  ['initrd_addr_max', 0x22c, 4],
  ['kernel_alignment', 0x230, 4],
  ['relocatable_kernel', 0x234, 1],
  ['min_alignment', 0x235, 1],
  ['xloadflags', 0x236, 2],
  ['cmdline_size', 0x238, 4],
  ['payload_offset', 0x248, 4],
  ['payload_length', 0x24c, 4],
  ['setup_data', 0x250, 8],
  ['pref_address', 0x258, 8],
  ['init_size', 0x260, 4],
  ['handover_offset', 0x264, 4],
  ['kernel_info_offset', 0x268, 4],
];

const FILE_SIZE = 64 * 1024;

const image = (): Uint8Array => {
  const bytes = new Uint8Array(FILE_SIZE);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(16, 0x20_0000n, true);
  view.setBigUint64(24, 0xan, true);
  view.setUint32(56, 0x644d_5241, true);
  return bytes;
};

const bzImage = (): Uint8Array => {
  const bytes = new Uint8Array(FILE_SIZE);
  const { kernel } = framework.architectures.get('x86_64').referenceMachine!;
  bytes.set(Buffer.from(String(kernel['setup_header_hex']), 'hex'), 0x1f1);
  return bytes;
};

const limits = (size: 1 | 2 | 4 | 8): readonly bigint[] => {
  const all = (1n << BigInt(size * 8)) - 1n;
  const top = 1n << BigInt(size * 8 - 1);
  return [0n, 1n, 0xfffn, 0x1000n, top - 1n, top, all - 0xfffn, all - 1n, all].map((value) => value & all);
};

const withField = (bytes: Uint8Array, offset: number, size: number, value: bigint): Uint8Array => {
  const changed = bytes.slice();
  for (let at = 0; at < size; at += 1) changed[offset + at] = Number((value >> BigInt(8 * at)) & 0xffn);
  return changed;
};

/** Loads a file by both calls and jumps; nothing but a status, an outcome or a FormatError may come of it. */
const tryLoad = (architecture: string, bytes: Uint8Array): readonly string[] => {
  const text = JSON.stringify({ name: 'hostile', machine: { memory: '2G' }, steps: ['load'] });
  const { kernel, start } = prepare(framework, parseScenario(framework, text, 'a test'), { architecture });
  const [format] = kernel.architecture.images;
  let parsed: KernelImage;
  try {
    parsed = format!.parse(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return ['FormatError'];
  }
  const request: LoadRequest = {
    ...start.facts,
    type: 'normal',
    kernel: parsed,
    cmdline: 'quiet',
    memMin: 0,
    memMax: Infinity,
    seed: (count) => new Uint8Array(count),
  };
  return (['kexec_load', 'kexec_file_load'] satisfies LoadPath[]).map((path) => {
    const { result, machine } = kernel.apply<'kexec-load'>(start.machine, {
      kind: 'kexec-load',
      path,
      request,
    });
    for (const { bytes: held } of machine.kexec.normal?.segments ?? []) {
      expect(held?.length ?? 0).toBeLessThan(1024 * 1024);
    }
    if (result.status !== 0) return 'refused';
    expect(kernel.apply<'kexec-exec'>(machine, { kind: 'kexec-exec' }).result.outcome).not.toBe('refused');
    return 'ok';
  });
};

describe.each([
  ['arm64', image, IMAGE, 64],
  ['x86_64', bzImage, BZIMAGE, 0x26c],
] as const)('hostile kernel images on %s', (architecture, make, fields, headerSize) => {
  test('the file itself is a kernel', () => {
    expect(tryLoad(architecture, make())).toContain('ok');
  });

  test.each(fields)('%s at its limits: loaded, refused, or a FormatError', (_, offset, size) => {
    for (const value of limits(size)) tryLoad(architecture, withField(make(), offset, size, value));
  });

  test('cut at each byte of the header: never a kernel', () => {
    for (let length = 0; length < headerSize; length += 1) {
      expect(tryLoad(architecture, make().subarray(0, length)), `${length} bytes`).not.toContain('ok');
    }
  });
});
