import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { gzipSync, zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import {
  bareKernel,
  buildElf64 as elf64,
  buildPe as pe,
  buildZboot as zboot,
  compressionOf,
  decompress,
  ELF_MACHINE,
  executableElf,
  findMultiboot,
  isUImage,
  isUImageDataIntact,
  isUki,
  isZboot,
  kernelConfigIn,
  kernelReleaseIn,
  notesOf,
  parseElf,
  parsePe,
  parseUImage,
  parseUki,
  parseZboot,
  PE_MACHINE,
  PROGRAM_TYPE,
  serialiseUImage,
  UIMAGE,
  uImageData,
  unpackFile,
  unwrapUki,
  zbootPayload,
} from '../src/index.js';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

describe('compression', () => {
  test('what was packed comes out again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        expect(decompress(gzipSync(bytes), 'gzip')).toEqual(bytes);
      }),
    );
  });

  test('zstd, a frame that zstd(1) wrote', () => {
    const frame = Uint8Array.from(
      Buffer.from('28b52ffd0468a50000707761726d20616e6420636f6c640a0100c14c253cdd91ca', 'hex'),
    );
    expect(compressionOf(frame)).toBe('zstd');
    expect(decompress(frame, 'zstd')).toEqual(text('warm and cold\n'.repeat(3)));
  });

  test('gzip data that was changed is found out by its checksum; padding after it does no harm', () => {
    const packed = gzipSync(text('a kernel, a kernel'));
    const padded = new Uint8Array(packed.length + 512);
    padded.set(packed);
    expect(decompress(padded, 'gzip')).toEqual(text('a kernel, a kernel'));
    packed[packed.length - 6]! ^= 1;
    expect(() => decompress(packed, 'gzip')).toThrow(/the checksum is not that/);
  });

  test('no more comes out than is allowed', () => {
    const bomb = gzipSync(new Uint8Array(4_000_000));
    expect(() => decompress(bomb, 'gzip', 1_000_000)).toThrow(/unpacked size is more than 1000000 bytes/);
  });

  test('without a limit, no more comes out of a small file than any kernel holds', () => {
    const bomb = gzipSync(new Uint8Array(60_000_000), { level: 9 });
    expect(() => decompress(bomb, 'gzip')).toThrow(/unpacked size is more than 50331648 bytes/);
    expect(decompress(gzipSync(new Uint8Array(40_000_000)), 'gzip')).toHaveLength(40_000_000);
  });

  test('a zstd frame that asks for a huge window is refused before the memory is taken, wherever it stands', () => {
    const huge = Buffer.from('28b52ffd04a79a5f68906865656c2001007aa09a5f6890', 'hex');
    const good = Buffer.from('28b52ffd0468a50000707761726d20616e6420636f6c640a0100c14c253cdd91ca', 'hex');
    const skippable = Buffer.from('5a2a4d1803000000010203', 'hex');
    for (const before of [[], [good], [skippable], [good, skippable, good]]) {
      const at = Buffer.concat(before).length;
      expect(() => decompress(Buffer.concat([...before, huge]), 'zstd')).toThrow(
        `offset 0x${at.toString(16)}: zstd: the window is 2013265920 bytes; allowed: at most 134217728 bytes`,
      );
    }
    expect(decompress(Buffer.concat([good, good]), 'zstd')).toEqual(text('warm and cold\n'.repeat(6)));
  });

  test('a broken file stays as it is, and says why', () => {
    const broken = gzipSync(text('a kernel'));
    broken[2] = 9;
    expect(unpackFile(broken, ['gzip'])).toMatchObject({
      bytes: broken,
      problem: expect.stringContaining('gzip'),
    });
    expect(unpackFile(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), ['gzip']).problem).toContain('not unpacked');
    expect(unpackFile(Uint8Array.of(0x89, 0x4c, 0x5a, 0x4f), ['lzo']).problem).toContain('lzop -dc');
    expect(unpackFile(zlibSync(text('x')), ['gzip']).problem).toBeUndefined();
  });
});

describe('ELF', () => {
  const data = text('code');
  const file = elf64(ELF_MACHINE.X86_64, [
    { type: PROGRAM_TYPE.LOAD, paddr: 0x100_0000n, data, memsz: 0x2000 },
  ]);

  test('header and program headers', () => {
    expect(parseElf(file)).toMatchObject({ bits: 64, endian: 'little', type: 2, machine: 62 });
    expect(parseElf(file).programs).toMatchObject([{ paddr: 0x100_0000n, filesz: 4n, memsz: 0x2000n }]);
  });

  test('kexec-tools runs whole executables without an interpreter', () => {
    expect(executableElf(file).ok).toBe(true);
    const interpreted = elf64(62, [{ type: PROGRAM_TYPE.INTERP, paddr: 0n, data }]);
    expect(executableElf(interpreted)).toMatchObject({ reason: 'Requires an ELF interpreter' });
    expect(executableElf(file.subarray(0, file.length - 1))).toMatchObject({
      reason: expect.stringContaining('cut off'),
    });
    expect(executableElf(elf64(62, []))).toMatchObject({ reason: 'No ELF program header' });
    expect(executableElf(elf64(62, [{ type: 1, paddr: 0n, data }], { type: 1 }))).toMatchObject({
      reason: expect.stringContaining('type 1'),
    });
  });

  test('notes', () => {
    // A name of five bytes and its padding, four bytes of data, type 7.
    const note = [5, 0, 0, 0, 4, 0, 0, 0, 7, 0, 0, 0];
    const bytes = Uint8Array.from([...note, ...text('CORE\0\0\0\0'), 1, 2, 3, 4]);
    const core = elf64(62, [{ type: PROGRAM_TYPE.NOTE, paddr: 0n, data: bytes }], { type: 4 });
    const elf = parseElf(core);
    expect(notesOf(core, elf, elf.programs[0]!)).toEqual([
      { name: 'CORE', type: 7, data: Uint8Array.of(1, 2, 3, 4) },
    ]);
  });

  test('any cut of a file is a FormatError or an answer', () => {
    fc.assert(
      fc.property(fc.nat(file.length), (size) => {
        try {
          parseElf(file.subarray(0, size));
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
    );
  });
});

describe('PE, UKI and zboot', () => {
  const kernel = text('the kernel');
  const uki = pe(PE_MACHINE.X86_64, [
    ['.osrel', text('ID=debian\n')],
    ['.cmdline', text('quiet\n\0')],
    ['.linux', kernel],
    ['.initrd', text('initrd')],
  ]);

  test('the sections of a UKI', () => {
    expect(isUki(uki)).toBe(true);
    expect(parseUki(uki)).toMatchObject({
      kernel,
      cmdline: 'quiet',
      osRelease: 'ID=debian',
      initrd: text('initrd'),
    });
    expect(parsePe(uki)).toMatchObject({ machine: 0x8664, subsystem: 10, signedEnd: undefined });
    expect(parsePe(pe(PE_MACHINE.ARM64, [], 0x1234)).signedEnd).toBe(0x1234);
  });

  test('why a file is no UKI', () => {
    expect(unwrapUki(text('nothing'))).toMatchObject({ reason: 'Not a PE file' });
    expect(unwrapUki(pe(PE_MACHINE.ARM64, [['.text', kernel]]))).toMatchObject({
      reason: 'can not find .linux section',
    });
    expect(unwrapUki(uki.subarray(0, uki.length - 10))).toMatchObject({
      reason: expect.stringContaining('.linux'),
    });
  });

  test('the payload of a zboot image', () => {
    const file = zboot(PE_MACHINE.ARM64, gzipSync(kernel), 'gzip');
    expect(isZboot(file)).toBe(true);
    expect(parseZboot(file).compression).toBe('gzip');
    expect(decompress(zbootPayload(file, parseZboot(file)), 'gzip')).toEqual(kernel);
  });
});

describe('uImage', () => {
  const header = {
    time: 0,
    load: 0x8_0000,
    entry: 0x8_0000,
    os: UIMAGE.OS_LINUX,
    arch: UIMAGE.ARCH_ARM64,
    type: UIMAGE.TYPE_KERNEL,
    compression: UIMAGE.COMP_NONE,
    name: 'Linux-6.1',
  };

  test('what is written is read back, with both checksums right', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
        const file = serialiseUImage(header, data);
        expect(isUImage(file)).toBe(true);
        const read = parseUImage(file);
        expect(read).toMatchObject({ ...header, size: data.length, headerIntact: true });
        expect(uImageData(file, read)).toEqual(data);
        expect(isUImageDataIntact(file, read)).toBe(true);
      }),
    );
  });

  test('a flipped bit shows', () => {
    const file = serialiseUImage(header, text('data'));
    file[40]! ^= 1;
    expect(parseUImage(file).headerIntact).toBe(false);
    const other = serialiseUImage(header, text('data'));
    other[65]! ^= 1;
    expect(isUImageDataIntact(other, parseUImage(other))).toBe(false);
  });
});

test('multiboot headers are found by magic and checksum', () => {
  const file = new Uint8Array(0x100);
  const view = new DataView(file.buffer);
  [0x1bad_b002, 3, -(0x1bad_b002 + 3) >>> 0].forEach((word, index) =>
    view.setUint32(0x20 + 4 * index, word, true),
  );
  expect(findMultiboot(file, 1)).toEqual({ version: 1, offset: 0x20, flags: 3 });
  expect(findMultiboot(file, 2)).toBeUndefined();
  view.setUint32(0x24, 4, true);
  expect(findMultiboot(file, 1)).toBeUndefined();
});

describe('what a kernel says of itself', () => {
  const config = 'CONFIG_IKCONFIG=y\n# CONFIG_KEXEC_SIG is not set\n';
  const kernel = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
    Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? text(part) : part)]));

  // kernel/configs.c
  test('its configuration, between the words that mark it', () => {
    const whole = kernel(
      'IKCFG_ST is what they look for',
      'IKCFG_ST',
      gzipSync(text(config)),
      'IKCFG_ED',
      'rest',
    );
    expect(kernelConfigIn(whole)).toBe(config);
    expect(kernelConfigIn(text('a kernel without IKCONFIG'))).toBeUndefined();
  });

  test('a configuration that was cut off is broken', () => {
    const packed = gzipSync(text(config));
    expect(() => kernelConfigIn(kernel('IKCFG_ST', packed.subarray(0, packed.length - 9)))).toThrow(
      FormatError,
    );
  });

  // init/version-timestamp.c: the banner; init/version.c: the format of /proc/version, which has no release
  test('its release, from its banner', () => {
    const banner = 'Linux version 6.12.117-1-arm64 (debian@buildd) (gcc 12) #1 SMP';
    expect(kernelReleaseIn(kernel('Linux version %s (', banner))).toBe('6.12.117-1-arm64');
    expect(kernelReleaseIn(text('no banner'))).toBeUndefined();
  });

  test('what it is wrapped in comes off, one after the other', () => {
    const inner = text('the kernel itself');
    const packed = gzipSync(zboot(PE_MACHINE.ARM64, gzipSync(inner), 'gzip'));
    expect(bareKernel(packed)).toEqual(inner);
  });

  test('a uImage in a Buffer is read as often as one likes', () => {
    const header = { time: 0, load: 0, entry: 0, name: '', os: UIMAGE.OS_LINUX, arch: UIMAGE.ARCH_ARM64 };
    const kind = { type: UIMAGE.TYPE_KERNEL, compression: UIMAGE.COMP_NONE };
    const file = Buffer.from(serialiseUImage({ ...header, ...kind }, text('data')));
    expect(parseUImage(file).headerIntact).toBe(true);
    expect(parseUImage(file).headerIntact).toBe(true);
  });
});
