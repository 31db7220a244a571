import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../scratch.js';
import { jsonAnswer } from '../json-answer.js';
import { warmboot } from '../warmboot.js';

/*
 * The stock kernels of Debian 12, on recorded machines. The expected places are computed here from the bytes of the
 * kernel's header and the lines of /proc/iomem or /sys/firmware/memmap, by kexec-tools' rules, and share nothing with
 * the loaders that are tested.
 */

/** Where .ci/run unpacked the packages: vmlinuz-*-amd64 and vmlinuz-*-arm64. */
const DIRECTORY = process.env['WARMBOOT_DEBIAN_KERNELS'] ?? '';

const kernelFor = (debianArchitecture: string): string | undefined => {
  const name = existsSync(DIRECTORY)
    ? readdirSync(DIRECTORY).find((file) => file.startsWith('vmlinuz-') && file.endsWith(debianArchitecture))
    : undefined;
  return name === undefined ? undefined : join(DIRECTORY, name);
};

const AMD64 = kernelFor('-amd64');
const ARM64 = kernelFor('-arm64');
const WITHOUT = 'skipped without WARMBOOT_DEBIAN_KERNELS: .ci/run fetches the packages where it can';

const capture = (name: string): string =>
  fileURLToPath(new URL(`../../../../captures/${name}`, import.meta.url));

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Boot {
  readonly iomem: string;
  readonly firmware_memmap?: readonly {
    readonly start: string;
    readonly end: string;
    readonly type: string;
  }[];
}

const bootOf = (name: string): Boot => {
  const text = readFileSync(`${capture(name)}/trace.json`, 'utf8');
  return (JSON.parse(text) as { steps: readonly { observed: Boot }[] }).steps[0]!.observed;
};

/** RAM as kexec-tools finds it on x86: the firmware's map, the first kilobyte cut off. */
const ramOfPc = ({ firmware_memmap: map = [] }: Boot): Range[] =>
  map
    .filter(({ type }) => type === 'System RAM')
    .map(({ start, end }) => ({ start: Math.max(0x400, Number(start)), end: Number(end) + 1 }))
    .sort((a, b) => a.start - b.start);

/** RAM as kexec-tools finds it on arm64: System RAM without what is named inside it, but for the kernel's own sections. */
const ramOfArm = ({ iomem }: Boot): Range[] => {
  const free: Range[] = [];
  for (const line of iomem.split('\n')) {
    const match = /^ *([0-9a-f]+)-([0-9a-f]+) : (.+)$/.exec(line);
    if (match === null) continue;
    const range = { start: Number(`0x${match[1]}`), end: Number(`0x${match[2]}`) + 1 };
    if (match[3] === 'System RAM') free.push(range);
    else if (match[3] !== 'Kernel code' && match[3] !== 'Kernel data') {
      const last = free.at(-1);
      if (last === undefined || range.start < last.start || range.end > last.end) continue;
      const parts = [
        { start: last.start, end: range.start },
        { start: range.end, end: last.end },
      ];
      free.splice(-1, 1, ...parts.filter(({ start, end }) => start < end));
    }
  }
  return free;
};

const up = (value: number, unit: number): number => Math.ceil(value / unit) * unit;
const down = (value: number, unit: number): number => Math.floor(value / unit) * unit;

/** Takes the highest place in the free ranges, of which `taken` are none. */
const highest = (
  ram: readonly Range[],
  taken: readonly Range[],
  size: number,
  align: number,
  min: number,
): number => {
  let found = NaN;
  for (const { start, end } of ram) {
    let pieces: Range[] = [{ start, end }];
    for (const hole of taken) {
      pieces = pieces.flatMap((piece) =>
        hole.end <= piece.start || piece.end <= hole.start
          ? [piece]
          : [
              { start: piece.start, end: hole.start },
              { start: hole.end, end: piece.end },
            ],
      );
    }
    for (const piece of pieces) {
      const at = down(piece.end - size, align);
      if (at >= up(Math.max(piece.start, min), align)) found = at;
    }
  }
  return found;
};

interface Answer {
  readonly segments: readonly { readonly kind: string; readonly mem: number; readonly memsz: number }[];
  readonly loaders: { readonly type: string };
  readonly next: { readonly outcome: { readonly outcome: string } };
}

const load = async (...argv: readonly string[]): Promise<Answer> => {
  const { status, out, err } = await warmboot('load', ...argv, '--json', '--try=none');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return jsonAnswer(out) as Answer;
};

const at = ({ segments }: Answer, kind: string): number =>
  segments.find((one) => one.kind === kind)?.mem ?? NaN;

const scratch = scratchFolder();

describe(`linux-image-amd64 (${WITHOUT})`, () => {
  test.skipIf(AMD64 === undefined).each(['x86_64-bios-load', 'x86_64-efi-load'])(
    '%s: kexec_load takes the highest places that the rules of kexec-tools allow',
    async (name) => {
      const file = readFileSync(AMD64!);
      const header = new DataView(file.buffer, file.byteOffset, file.byteLength);
      const setup = (file[0x1f1]! + 1) * 512;
      const ram = ramOfPc(bootOf(name));
      const answer = await load(capture(name), '-c', AMD64!, '--append=quiet', '--tools=2.0.25');
      expect(answer.loaders.type).toBe('bzImage64');

      const taken: Range[] = [];
      const place = (size: number, align: number, min: number): number => {
        const start = highest(ram, taken, size, align, min);
        taken.push({ start, end: start + size });
        return start;
      };
      const purgatory = answer.segments.find(({ kind }) => kind === 'purgatory')!;
      expect(purgatory.mem).toBe(place(purgatory.memsz, 0x1000, 0x3000));
      const params = up(Math.max(setup, 4096) + 'quiet'.length + 1 + 64, 0x1000);
      expect(at(answer, 'boot_params')).toBe(place(params, 0x1000, 0x3000));
      const need = up(header.getUint32(0x260, true), 0x1000);
      const preferred = Number(header.getBigUint64(0x258, true));
      expect(at(answer, 'kernel')).toBe(
        place(need, header.getUint32(0x230, true), Math.max(0x10_0000, preferred)),
      );
      expect(answer.next.outcome.outcome).toBe('booted');
    },
  );

  test.skipIf(AMD64 === undefined)('its hand-over: the header, the map and the command line', async () => {
    const directory = join(scratch.path, 'amd64');
    await load(capture('x86_64-bios-load'), '-c', AMD64!, '--append=quiet', `--write=${directory}`);
    const page = readFileSync(join(directory, 'boot_params.bin'));
    const file = readFileSync(AMD64!);
    expect(page.subarray(0x202, 0x206).toString()).toBe('HdrS');
    expect(page.readUInt16LE(0x206)).toBe(file.readUInt16LE(0x206));
    expect(page[0x210]).toBe(0xd0);
    const map = bootOf('x86_64-bios-load').firmware_memmap ?? [];
    expect(page[0x1e8]).toBe(map.length);
    const { segments } = JSON.parse(readFileSync(join(directory, 'segments.json'), 'utf8')) as {
      segments: readonly { kind: string; mem: string }[];
    };
    const base = Number(segments.find(({ kind }) => kind === 'boot_params')?.mem);
    const pointer = page.readUInt32LE(0x228) + page.readUInt32LE(0xc8) * 2 ** 32;
    expect(page.subarray(pointer - base, pointer - base + 6).toString()).toBe('quiet\0');
  });
});

describe(`linux-image-arm64 (${WITHOUT})`, () => {
  test.skipIf(ARM64 === undefined).each(['arm64-efi-load', 'arm64-efi-boot'])(
    '%s: kexec_load takes the lowest 2 MiB that holds it, the rest follows',
    async (name) => {
      const file = readFileSync(ARM64!);
      expect(file.subarray(56, 60).toString()).toBe('ARMd');
      const textOffset = Number(file.readBigUInt64LE(8));
      const size = Number(file.readBigUInt64LE(16));
      const ram = ramOfArm(bootOf(name));
      const answer = await load(capture(name), '-c', ARM64!, '--append=quiet');
      const home = ram
        .map(({ start, end }) => ({ start: up(start, 0x20_0000), end }))
        .find(({ start, end }) => end - start >= textOffset + size);
      expect(at(answer, 'kernel')).toBe(home!.start + textOffset);
      const after = ram
        .map(({ start, end }) => ({
          start: up(Math.max(start, home!.start + textOffset + size), 0x1000),
          end,
        }))
        .find(({ start, end }) => end - start >= 0x1000);
      expect(at(answer, 'dtb')).toBe(after!.start);
      expect(answer.next.outcome.outcome).toBe('booted');
    },
  );

  const probed = (tool: string): boolean => {
    try {
      execFileSync('which', [tool], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };

  test.skipIf(ARM64 === undefined || !probed('dtc') || !probed('fdtdump'))(
    'dtc and fdtdump read its devicetree (skipped without device-tree-compiler)',
    async () => {
      for (const way of ['-c', '-s']) {
        const directory = join(scratch.path, `arm64${way}`);
        await load(capture('arm64-efi-load'), way, ARM64!, '--append=quiet', `--write=${directory}`);
        const dtb = join(directory, 'handover.dtb');
        expect(execFileSync('dtc', ['-q', '-I', 'dtb', '-O', 'dts', dtb], { encoding: 'utf8' })).toContain(
          'bootargs = "quiet',
        );
        expect(execFileSync('fdtdump', [dtb], { encoding: 'utf8', stdio: 'pipe' })).toContain('bootargs');
      }
    },
  );
});
