import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { serialiseImageHeader } from '@warmboot/arch-arm64';
import { buildPe, buildZboot, PE_MACHINE, serialiseUImage, UIMAGE } from '@warmboot/boot-image';
import { serialiseDtb } from '@warmboot/devicetree';
import { parseDts } from '@warmboot/devicetree/dts';
import { formatAcpidump } from '@warmboot/firmware-acpi';
import { memoryMapOf, parseEfiBootLog, serialiseMemoryMap } from '@warmboot/firmware-uefi';
import { crc32 } from '@warmboot/format';
import { packTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../scratch.js';
import { warmboot } from '../warmboot.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const capture = (name: string): string => `${root}captures/${name}`;

const scratch = scratchFolder();
const { write } = scratch;

interface Explained {
  readonly format: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly tables?: readonly { readonly title: string; readonly rows: readonly (readonly string[])[] }[];
  readonly text?: string;
  readonly inner?: Explained;
}

const inspect = async (path: string, ...options: readonly string[]): Promise<Explained> => {
  const { status, out, err } = await warmboot('inspect', path, '--json', ...options);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return JSON.parse(out) as Explained;
};

const fact = ({ facts }: Explained, name: string): string | undefined =>
  facts.find(([key]) => key === name)?.[1];

const image = (): Uint8Array => {
  const file = new Uint8Array(0x1000);
  const header = {
    code0: 0x5a4d,
    code1: 0,
    textOffset: 0n,
    imageSize: 0x20_0000n,
    flags: 0x0an,
    peHeader: 0,
  };
  file.set(serialiseImageHeader({ ...header, reserved: [0n, 0n, 0n] }));
  return file;
};

interface Recorded {
  readonly dmesg: readonly string[];
  readonly iomem: string;
  readonly firmware_memmap?: readonly { index: number; start: string; end: string; type: string }[];
}

const bootOf = (name: string): Recorded =>
  (
    JSON.parse(readFileSync(`${capture(name)}/trace.json`, 'utf8')) as {
      steps: readonly { observed: Recorded }[];
    }
  ).steps[0]!.observed;

describe('recorded files', () => {
  it.each([
    ['arm64-efi-load/fdt.dtb', 'devicetree blob'],
    ['x86_64-bios-load/boot_params.bin', 'boot_params (the zero page)'],
    ['x86_64-bios-load/acpi-DSDT.bin', 'ACPI table DSDT'],
    ['x86_64-bios-load/acpi-FACS.bin', 'ACPI table FACS'],
    ['arm64-efi-load/acpi-SRAT.bin', 'ACPI table SRAT'],
    ['x86_64-bios-kdump-c', 'recording of a machine and what was done to it'],
  ])('%s is a %s', async (file, format) => {
    expect((await inspect(capture(file))).format).toBe(format);
  });

  it('every file of every kind in two recordings is recognised', async () => {
    for (const machine of ['x86_64-bios-kdump-c', 'arm64-efi-kdump-c']) {
      const { tables } = await inspect(capture(machine));
      for (const [name] of tables?.[0]?.rows ?? []) {
        if (name === undefined || name === 'trace.json' || name.startsWith('seg-')) continue;
        expect((await inspect(`${capture(machine)}/${name}`)).format).not.toBe('');
      }
    }
  });

  it('a table of byte code is disassembled, a devicetree printed', async () => {
    expect((await inspect(capture('x86_64-efi-load/acpi-DSDT.bin'))).text).toContain('DefinitionBlock');
    expect((await inspect(capture('arm64-efi-load/fdt.dtb'))).text).toContain('/dts-v1/;');
  });
});

describe('texts of a machine', () => {
  it('/proc/iomem', async () => {
    const explained = await inspect(write('iomem', bootOf('x86_64-bios-kdump-c').iomem));
    expect(explained.format).toBe('text of /proc/iomem');
    expect(fact(explained, 'Crash kernel')).toBe('256 MiB in 1 pieces');
    expect(fact(explained, 'looks like')).toBe('x86_64');
  });

  it('a boot log with efi=debug, and the map in it', async () => {
    const { dmesg } = bootOf('arm64-efi-boot');
    const explained = await inspect(write('dmesg', dmesg.join('\n')));
    expect(explained.format).toBe('boot log');
    expect(explained.tables?.map(({ title }) => title)).toContain('EFI memory map');
    const map = serialiseMemoryMap(memoryMapOf(parseEfiBootLog(dmesg).descriptors));
    expect((await inspect(write('memmap', map))).format).toBe('EFI memory map');
  });

  it('the text of acpidump', async () => {
    const bytes = new Uint8Array(readFileSync(capture('arm64-efi-load/acpi-SRAT.bin')));
    const text = formatAcpidump([{ signature: 'SRAT', address: 0x1000n, bytes }]);
    expect((await inspect(write('acpidump.txt', text))).tables?.[0]?.rows[0]?.[3]).toBe('ACPI table SRAT');
  });

  it('a copy of /sys/firmware/memmap', async () => {
    for (const { index, start, end, type } of bootOf('x86_64-bios-boot').firmware_memmap ?? []) {
      const directory = join(scratch.path, 'firmware-memmap', `${index}`);
      mkdirSync(directory, { recursive: true });
      for (const [name, text] of Object.entries({ start, end, type }))
        writeFileSync(join(directory, name), `${text}\n`);
    }
    expect((await inspect(join(scratch.path, 'firmware-memmap'))).format).toContain('/sys/firmware/memmap');
  });

  it('a scenario, and a tar of a recording', async () => {
    expect((await inspect(`${root}examples/thread.yaml`)).format).toBe('scenario');
    const entries = ['trace.json', 'boot_params.bin'].map((name) => {
      const body = readFileSync(`${capture('x86_64-bios-boot')}/${name}`);
      return { header: { name, size: body.length, type: 'file' as const }, body };
    });
    const tar = write('machine.tar', await packTar(entries));
    expect((await inspect(tar)).format).toContain('recording');
  });
});

describe('kernels', () => {
  it('a compressed dump, flattened for a pipe', async () => {
    const head = new Uint8Array(8192);
    const view = new DataView(head.buffer);
    head.set(new TextEncoder().encode('KDUMP   '));
    head.set(new TextEncoder().encode('6.1.0-28-amd64'), 12 + 2 * 65);
    view.setUint32(8, 1, true);
    view.setUint32(428, 4096, true);
    view.setUint32(440, 256, true);
    view.setUint32(4096 + 8, 17, true);
    const kdump = await inspect(write('kdump', head));
    expect([fact(kdump, 'kernel'), fact(kdump, 'left out')]).toEqual([
      '6.1.0-28-amd64',
      'pages of zeros, free pages',
    ]);
    expect(fact(kdump, 'pages')).toBe('256 of 4 KiB: 0x100000 (1 MiB) up to the highest');
    const flat = new Uint8Array(4096 + 16 + head.length);
    flat.set(new TextEncoder().encode('makedumpfile'));
    new DataView(flat.buffer).setBigUint64(4096 + 8, BigInt(head.length));
    flat.set(head, 4096 + 16);
    const flattened = await inspect(write('flat', flat));
    expect(flattened.format).toContain('flattened dump');
    expect(flattened.inner?.facts).toEqual(kdump.facts.slice(1));
  });

  it('a FIT image, its hashes checked', async () => {
    const fit = parseDts(`/dts-v1/; / {
      description = "for a board";
      images { kernel-1 {
        data = "a kernel"; type = "kernel"; os = "linux"; arch = "arm64"; compression = "none"; load = <0x80000>;
        hash-1 { algo = "crc32"; value = <${crc32(new TextEncoder().encode('a kernel\0'))}>; };
        hash-2 { algo = "sha256"; value = <1 2 3 4 5 6 7 8>; };
      }; };
      configurations { default = "conf-1"; conf-1 { kernel = "kernel-1"; compatible = "a,board"; }; };
    };`);
    const explained = await inspect(write('board.itb', serialiseDtb(fit)));
    expect([explained.format, fact(explained, 'default configuration')]).toEqual([
      'FIT image of U-Boot',
      'conf-1',
    ]);
    expect(explained.tables?.map(({ rows }) => rows)).toEqual([
      [['kernel-1', 'kernel, linux, arm64', '9 B', 'none', '0x80000', '', 'crc32 right, sha256 wrong']],
      [['conf-1', 'kernel kernel-1', 'a,board']],
    ]);
  });

  it('a header of a core that load wrote', async () => {
    const directory = join(scratch.path, 'blobs');
    await warmboot('load', capture('arm64-efi-kdump-c'), '-p', '-c', `--write=${directory}`);
    const explained = await inspect(join(directory, 'elfcorehdr.elf'));
    expect(explained.format).toContain('ELF core');
    // A vmcore has the memory of the machine behind such a header, and is explained by its head.
    const vmcore = write('vmcore', readFileSync(join(directory, 'elfcorehdr.elf')));
    truncateSync(vmcore, 3 * 2 ** 30);
    expect(fact(await inspect(vmcore), 'file')).toBe('0xc0000000 (3 GiB)');
    truncateSync(vmcore, 0);
    expect(fact(explained, 'machine')).toBe('arm64');
    expect((await inspect(join(directory, 'handover.dtb'))).format).toBe('devicetree blob');
  });

  it('an Image: what each loader of each architecture says', async () => {
    const { format, tables } = await inspect(write('Image', image()));
    expect(format).toBe('arm64 Image');
    const answers = tables?.at(-1)?.rows.filter(([, , , answer]) => answer === 'takes it');
    expect(answers?.map(([machine, , loader]) => [machine, loader])).toEqual([
      ['arm64', 'Image'],
      ['arm64', 'kexec_file_load'],
    ]);
    const one = await inspect(join(scratch.path, 'Image'), '--arch=x86_64');
    expect(one.tables?.at(-1)?.rows.every(([machine]) => machine === 'x86_64')).toBe(true);
  });

  it('wrappings are taken off one by one', async () => {
    const packed = gzipSync(image());
    const zboot = buildZboot(PE_MACHINE.ARM64, packed, 'gzip');
    expect((await inspect(write('zboot', zboot))).inner?.format).toBe('arm64 Image');
    const uki = await inspect(write('uki', buildPe(PE_MACHINE.ARM64, [['.linux', zboot]])));
    expect(uki.format).toBe('unified kernel image (UKI)');
    expect(uki.inner?.inner?.format).toBe('arm64 Image');
    expect((await inspect(write('Image.gz', packed))).inner?.format).toBe('arm64 Image');
    const header = {
      time: 0,
      load: 0,
      entry: 0,
      name: 'Linux',
      os: UIMAGE.OS_LINUX,
      arch: UIMAGE.ARCH_ARM64,
    };
    const kind = { type: UIMAGE.TYPE_KERNEL, compression: UIMAGE.COMP_GZIP };
    const uImage = await inspect(write('uImage', serialiseUImage({ ...header, ...kind }, packed)));
    expect([fact(uImage, 'data checksum'), uImage.inner?.format]).toEqual(['right', 'arm64 Image']);
    expect([fact(uImage, 'is'), fact(uImage, 'packed')]).toEqual(['kernel for Linux, AArch64', 'gzip']);
  });

  it('the UKI of which systemd waits for ENOEXEC: EINVAL on arm64, ENOEXEC on x86_64', async () => {
    const { tables } = await inspect(write('uki.efi', buildPe(PE_MACHINE.ARM64, [['.linux', image()]])));
    const direct = tables?.at(-1)?.rows.filter(([, , loader]) => loader === 'kexec_file_load');
    expect(direct?.map(([machine, , , answer]) => [machine, answer])).toEqual([
      ['arm64', 'EINVAL'],
      ['x86_64', 'ENOEXEC'],
    ]);
  });
});
