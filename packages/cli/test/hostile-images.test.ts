import { describe, expect, test } from 'vitest';
import type { KernelImage, LoadRequest, Machine } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import { standardFramework } from '../src/session/standard-framework.js';
import { parseScenario, prepare } from '@warmboot/scenario';

const framework = standardFramework();

const FILE_SIZE = 64 * 1024;

/** What a file comes to by each call; a file that does not parse comes to neither. */
type Answer = 'FormatError' | readonly [tool: string, file: string];

/** Header fields: name, offset, bytes, and what a value must come to. */
type Fields = readonly (readonly [string, number, 1 | 2 | 4 | 8, (value: bigint) => Answer])[];

const FINE: Answer = ['ok', 'ok'];
const fine = (): Answer => FINE;

/** Addresses and sizes from here on are no machine's. */
const WIDE = 1n << 48n;
const isWholePages = (value: bigint): boolean => value % 0x1000n === 0n;

const IMAGE: Fields = [
  [
    'text_offset',
    8,
    8,
    (value) => {
      if (value >= WIDE) return 'FormatError';
      return isWholePages(value) ? FINE : ['Base address: not page aligned', 'EADDRNOTAVAIL'];
    },
  ],
  [
    'image_size',
    16,
    8,
    (value) => {
      if (value >= WIDE) return 'FormatError';
      // Less than the file has: the tool clips the buffer, the kernel refuses it. 0: a kernel before 3.17.
      return value < FILE_SIZE ? ['ok', 'EINVAL'] : FINE;
    },
  ],
  ['flags', 24, 8, (value) => ((value & 1n) === 0n ? FINE : ['ok', 'EINVAL'])],
  ['res2', 32, 8, fine],
  ['magic', 56, 4, (value) => (value === 0x644d_5241n ? FINE : 'FormatError')],
  ['res5', 60, 4, fine],
];

const NO_TYPE: Answer = ['Cannot determine the file type', 'ENOEXEC'];
const NO_HOLE = 'Could not find a free area of memory';

const BZIMAGE: Fields = [
  [
    'setup_sects',
    0x1f1,
    1,
    (value) => ((value + 1n) * 512n > FILE_SIZE ? ['BzImage truncated?', 'ENOEXEC'] : FINE),
  ],
  ['syssize', 0x1f4, 4, fine],
  ['boot_flag', 0x1fe, 2, (value) => (value === 0xaa55n ? FINE : NO_TYPE)],
  ['jump', 0x201, 1, fine],
  ['header', 0x202, 4, (value) => (value === 0x5372_6448n ? FINE : 'FormatError')],
  [
    'version',
    0x206,
    2,
    (value) => (value < 0x200n ? 'FormatError' : value < 0x20cn ? ['ok', 'ENOEXEC'] : FINE),
  ],
  ['loadflags', 0x211, 1, (value) => ((value & 1n) === 0n ? NO_TYPE : FINE)],
  ['code32_start', 0x214, 4, fine],
  ['ramdisk_image', 0x218, 4, fine],
  ['ramdisk_size', 0x21c, 4, fine],
  ['initrd_addr_max', 0x22c, 4, fine],
  // Rounding down to a multiple of what is no power of two, as the kernel does it, leaves next to nothing.
  ['kernel_alignment', 0x230, 4, (value) => (value <= 0x1000n ? FINE : [NO_HOLE, 'EADDRNOTAVAIL'])],
  ['relocatable_kernel', 0x234, 1, fine],
  ['min_alignment', 0x235, 1, fine],
  // Without the two lowest bits the tool enters it in 32 bits, and the kernel does not take it.
  ['xloadflags', 0x236, 2, (value) => ((value & 3n) === 3n ? FINE : ['ok', 'ENOEXEC'])],
  [
    'cmdline_size',
    0x238,
    4,
    (value) => (value < 0x100n ? ['Kernel command line too long for kernel!', 'EINVAL'] : FINE),
  ],
  ['payload_offset', 0x248, 4, fine],
  ['payload_length', 0x24c, 4, fine],
  ['setup_data', 0x250, 8, fine],
  // Only the tool looks at it.
  ['pref_address', 0x258, 8, (value) => (value < 1n << 31n ? FINE : [NO_HOLE, 'ok'])],
  [
    'init_size',
    0x260,
    4,
    (value) => {
      // Loaders round up in 32 bits, where the highest sizes wrap to nothing.
      const size = BigInt.asUintN(32, value + 0xfffn) & ~0xfffn;
      if (size < FILE_SIZE) return ['ok', 'EINVAL'];
      return size < 1n << 31n ? FINE : [NO_HOLE, 'EADDRNOTAVAIL'];
    },
  ],
  ['handover_offset', 0x264, 4, fine],
  ['kernel_info_offset', 0x268, 4, fine],
];

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

const situation = (architecture: string) => {
  const text = JSON.stringify({ name: 'hostile', machine: { memory: '2G' }, steps: ['load'] });
  return prepare(framework, parseScenario(framework, text, 'a test'), { architecture });
};

/** Loads a file by both calls and jumps. What is held stays small, whatever the header claims. */
const answerTo = (architecture: string, bytes: Uint8Array): Answer => {
  const { kernel, start } = situation(architecture);
  const [format] = kernel.architecture.images;
  let parsed: KernelImage;
  try {
    parsed = format!.parse(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return 'FormatError';
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
  const jumped = (machine: Machine): string => {
    for (const { bytes: held } of machine.kexec.normal?.segments ?? []) {
      expect(held?.length ?? 0).toBeLessThan(1024 * 1024);
    }
    expect(kernel.apply<'kexec-exec'>(machine, { kind: 'kexec-exec' }).result.outcome).not.toBe('refused');
    return 'ok';
  };
  const tool = kernel.apply<'kexec-load'>(start.machine, { kind: 'kexec-load', path: 'kexec_load', request });
  const call = { flags: 0, request };
  const file = kernel.apply<'file-load'>(start.machine, { kind: 'file-load', call });
  return [
    tool.result.status === 0
      ? jumped(tool.machine)
      : tool.result.output.join('\n').replaceAll(/0x[0-9a-f]+ is /g, ''),
    file.result.ok ? jumped(file.machine) : file.result.errno,
  ];
};

const expectAnswer = (found: Answer, wanted: Answer, what: string): void => {
  if (found === 'FormatError' || wanted === 'FormatError' || wanted[0] === 'ok') {
    expect(found, what).toEqual(wanted);
    return;
  }
  expect(found[0], what).toContain(wanted[0]);
  expect(found[1], what).toBe(wanted[1]);
};

describe.each([
  ['arm64', image, IMAGE, 64],
  ['x86_64', bzImage, BZIMAGE, 0x26c],
] as const)('hostile kernel images on %s', (architecture, make, fields, headerSize) => {
  test('the file itself is a kernel', () => {
    expect(answerTo(architecture, make())).toEqual(FINE);
  });

  test.each(fields)('%s at its limits', (name, offset, size, answer) => {
    for (const value of new Set(limits(size))) {
      const bytes = withField(make(), offset, size, value);
      expectAnswer(answerTo(architecture, bytes), answer(value), `${name} 0x${value.toString(16)}`);
    }
  });

  test('cut at each byte of the header: a FormatError each time, and no format recognises it before its magic', () => {
    const [format] = situation(architecture).kernel.architecture.images;
    for (let length = 0; length < headerSize; length += 1) {
      const bytes = make().subarray(0, length);
      expect(() => format!.parse(bytes), `${length} bytes`).toThrow(FormatError);
      if (length < (architecture === 'arm64' ? 60 : 0x206)) expect(format!.recognise(bytes).ok).toBe(false);
    }
  });
});
