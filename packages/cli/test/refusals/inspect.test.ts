import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildElf64, buildPe, buildZboot, PE_MACHINE, serialiseUImage, UIMAGE } from '@warmboot/boot-image';
import { expect, it } from 'vitest';
import { scratchFolder } from '../scratch.js';
import { refusalIn } from '../warmboot.js';

const capture = (name: string): string =>
  fileURLToPath(new URL(`../../../../captures/${name}`, import.meta.url));

const scratch = scratchFolder();
const { write } = scratch;

const refusal = async (path: string, ...options: readonly string[]): Promise<string> =>
  refusalIn(scratch.path, 'inspect', path, ...options);

const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(capture(name)));

it('a file of no format that is known', async () => {
  expect(await refusal(write('notes.txt', 'buy milk'))).toMatchInlineSnapshot(`
    "warmboot: notes.txt: inspect: it is bytes that begin with 62 75 79 20 6d 69 6c 6b |buy milk|; allowed: a capture (directory or tar) or one of: FIT image; devicetree blob; boot_params (the zero page); vmcores: ELF cores, compressed dumps (makedumpfile -c, -l, -z), flattened ones (-F); kernel files: zboot, UKI, uImage, Image, bzImage, ELF, PE; ACPI table; text of acpidump; text of /proc/iomem; log of a kernel; scenario; compressed files: gzip, zstd, xz, lzma, lz4, bzip2, lzo; EFI memory map
      Was it cut off or changed on its way? A kernel’s own file is in /boot, its tables in /sys/firmware."
  `);
});

it('an empty file', async () => {
  expect(await refusal(write('empty', ''))).toMatchInlineSnapshot(`
    "warmboot: empty: inspect: it is an empty file; allowed: a capture (directory or tar) or one of: FIT image; devicetree blob; boot_params (the zero page); vmcores: ELF cores, compressed dumps (makedumpfile -c, -l, -z), flattened ones (-F); kernel files: zboot, UKI, uImage, Image, bzImage, ELF, PE; ACPI table; text of acpidump; text of /proc/iomem; log of a kernel; scenario; compressed files: gzip, zstd, xz, lzma, lz4, bzip2, lzo; EFI memory map
      Was it cut off or changed on its way? A kernel’s own file is in /boot, its tables in /sys/firmware."
  `);
});

it('a file that is not there', async () => {
  expect(await refusal(join(scratch.path, 'vmlinuz'))).toMatchInlineSnapshot(
    `"warmboot: vmlinuz: there is no such file or directory"`,
  );
});

it('a devicetree that was cut off', async () => {
  expect(await refusal(write('cut.dtb', bytesOf('arm64-efi-load/fdt.dtb').subarray(0, 200))))
    .toMatchInlineSnapshot(`
    "warmboot: cut.dtb, offset 0x4: dtb: totalsize is 489; allowed: at most 200, the size of the input (it is cut off)
      Was the file cut off, changed or edited on its way here? Take it again from where it came."
  `);
});

it('an ACPI table whose sum is wrong', async () => {
  const bytes = bytesOf('arm64-efi-load/acpi-SRAT.bin');
  bytes[60]! ^= 1;
  expect(await refusal(write('SRAT.bin', bytes))).toMatchInlineSnapshot(`
    "warmboot: SRAT.bin, offset 0x9: SRAT: checksum is 0x54; allowed: 0x53
      Was the file cut off, changed or edited on its way here? Take it again from where it came."
  `);
});

it('addresses that were hidden', async () => {
  const text = '00000000-00000000 : System RAM\n  00000000-00000000 : Kernel code\n';
  expect(await refusal(write('iomem', text))).toMatchInlineSnapshot(`
    "warmboot: iomem: pasted text: it is a copy of /proc/iomem in which every address is zero; allowed: one that was read as root
      The kernel hides addresses from a reader without CAP_SYS_ADMIN: sudo cat /proc/iomem"
  `);
});

it('a zboot image that was cut off', async () => {
  const file = buildZboot(PE_MACHINE.ARM64, gzipSync(new Uint8Array(4096)), 'gzip');
  expect(await refusal(write('cut.efi', file.subarray(0, 0x90)))).toMatchInlineSnapshot(`
    "warmboot: cut.efi, offset 0x80: EFI zboot: the payload is cut off (needs 38 bytes at offset 0x80, the input has 144); allowed: an input of at least 166 bytes
      Was the file cut off, changed or edited on its way here? Take it again from where it came."
  `);
});

it('a uImage that was cut off', async () => {
  const header = { time: 0, load: 0, entry: 0, name: '', os: UIMAGE.OS_LINUX, arch: UIMAGE.ARCH_ARM64 };
  const kind = { type: UIMAGE.TYPE_KERNEL, compression: UIMAGE.COMP_NONE };
  const file = serialiseUImage({ ...header, ...kind }, new Uint8Array(1000));
  expect(await refusal(write('uImage', file.subarray(0, 500)))).toMatchInlineSnapshot(`
    "warmboot: uImage, offset 0x40: uImage: the data is cut off (needs 1000 bytes at offset 0x40, the input has 500); allowed: an input of at least 1064 bytes
      Was the file cut off, changed or edited on its way here? Take it again from where it came."
  `);
});

it('a PE file whose sections are cut off', async () => {
  const file = buildPe(PE_MACHINE.X86_64, [['.text', new Uint8Array(10)]]);
  expect(await refusal(write('cut-pe.efi', file.subarray(0, 330)))).toMatchInlineSnapshot(`
    "warmboot: cut-pe.efi, offset 0x148: PE: Name is cut off (needs 8 bytes at offset 0x148, the input has 330); allowed: an input of at least 336 bytes
      Was the file cut off, changed or edited on its way here? Take it again from where it came."
  `);
});

it('an ELF file whose program headers are outside', async () => {
  const file = buildElf64(62, [{ type: 1, paddr: 0n, data: new Uint8Array(10) }]);
  expect(await refusal(write('vmlinux', file.subarray(0, 0x60)))).toMatchInlineSnapshot(`
    "warmboot: vmlinux, offset 0x20: ELF: the place of the program headers is 1 of them at 0x40; allowed: inside the file of 96 bytes
      Was the file cut off, changed or edited on its way here? Take it again from where it came."
  `);
});

it('a gzip file that was damaged', async () => {
  const file = gzipSync(new Uint8Array(readFileSync(capture('README.md'))));
  file.fill(0xff, 100, 200);
  expect(await refusal(write('Image.gz', file))).toMatchInlineSnapshot(`
    "warmboot: Image.gz: gzip: the checksum is not that of what was unpacked; allowed: the CRC-32 and the size at the end of the data (RFC 1952)
      The file was changed or cut off on its way: copy it again."
  `);
});

it('a scenario with a step that nobody knows', async () => {
  const text = 'name: a story\nmachine: { memory: 1G }\nsteps:\n  - plough: dimm1\n';
  expect(await refusal(write('story.yaml', text))).toMatchInlineSnapshot(`
    "warmboot: story.yaml, line 4, column 5: scenario: steps[0].plough is a key that is not known here; allowed: one of 50 words (did you mean plug?)
      Was the file cut off, changed or edited on its way here? Take it again from where it came."
  `);
});

it('a directory that is no capture', async () => {
  expect(await refusal(capture('..') + '/docs')).toMatch(/capture: it is without proc\/iomem/);
});

it('an architecture that there is not', async () => {
  expect(await refusal(capture('arm64-efi-load/fdt.dtb'), '--arch=arm65')).toMatchInlineSnapshot(
    `"warmboot: unknown architecture "arm65". Did you mean arm64? Known: arm64, x86_64."`,
  );
});

it('a recording of an architecture that a plugin brings', async () => {
  expect(await refusal(capture('../captures-riscv64/riscv64-dt-boot'))).toMatchInlineSnapshot(`
    "warmboot: unknown architecture "riscv64". Known: arm64, x86_64.
      It comes with a plugin: --plugin warmboot-arch-riscv64, where its package is named as usual, or --plugin and its folder."
  `);
});
