import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { serialiseImageHeader } from '@warmboot/arch-arm64';
import { buildElf64, buildPe, buildZboot, PE_MACHINE, serialiseUImage, UIMAGE } from '@warmboot/boot-image';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../scratch.js';
import { refusalIn, warmboot } from '../warmboot.js';

const capture = (name: string): string =>
  fileURLToPath(new URL(`../../../../captures/${name}`, import.meta.url));
const PC = capture('x86_64-bios-load');
const ARM = capture('arm64-efi-load');

const scratch = scratchFolder();
const { write } = scratch;

/** What `load` says of a kernel that kexec(8) would not load: status 1, nothing on standard output, four lines at most. */
const failure = async (...argv: readonly string[]): Promise<string> => {
  const { status, out, err } = await warmboot('load', '--tools=2.0.32', ...argv);
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(err).toMatch(/^warmboot: /);
  expect(err.split('\n').length).toBeLessThanOrEqual(4);
  return err.replaceAll(`${scratch.path}/`, '');
};

const refusal = async (...argv: readonly string[]): Promise<string> =>
  refusalIn(scratch.path, 'load', ...argv);

const image = (): Uint8Array => {
  const file = new Uint8Array(0x1000);
  file.set(
    serialiseImageHeader({
      code0: 0x5a4d,
      code1: 0,
      textOffset: 0n,
      imageSize: 0x20_0000n,
      flags: 0x0an,
      reserved: [0n, 0n, 0n],
      peHeader: 0,
    }),
  );
  return file;
};

const bzImage = (version = 0x020f): Uint8Array => {
  const file = new Uint8Array(0x4000);
  const view = new DataView(file.buffer);
  file[0x1f1] = 1;
  view.setUint16(0x1fe, 0xaa55, true);
  file.set([0xeb, 0x6a, 0x48, 0x64, 0x72, 0x53], 0x200);
  view.setUint16(0x206, version, true);
  file[0x211] = 1;
  view.setUint32(0x22c, 0x7fff_ffff, true);
  view.setUint32(0x230, 0x20_0000, true);
  file[0x234] = 1;
  view.setUint16(0x236, 3, true);
  view.setUint32(0x238, 2047, true);
  view.setBigUint64(0x258, 0x100_0000n, true);
  view.setUint32(0x260, 0x10_0000, true);
  return file;
};

const vmlinux = (paddr: bigint): Uint8Array =>
  buildElf64(62, [{ type: 1, paddr, data: new Uint8Array(0x1000) }]);

describe('kexec would not load it: status 1', () => {
  it('a file that is no kernel', async () => {
    expect(await failure(PC, write('notes.txt', 'buy milk\n'.repeat(200)))).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: Cannot determine the file type of notes.txt
        Why: no loader of kexec-tools 2.0.32 for x86_64 takes it; uki says: Not a PE file.
        \`warmboot inspect notes.txt\` says what it is; -d here, what every loader said."
    `);
  });

  it('a kernel of the other architecture', async () => {
    expect(await failure(PC, write('Image', image()))).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: Cannot determine the file type of Image
        Why: it is a kernel for arm64, and the machine is x86_64.
        \`warmboot inspect Image\` says what it is; -d here, what every loader said."
    `);
  });

  it('a kernel of the other architecture, the other way round', async () => {
    expect(await failure(ARM, write('bzImage', bzImage()))).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: Cannot determine the file type of bzImage
        Why: it is a kernel for x86_64, and the machine is arm64.
        \`warmboot inspect bzImage\` says what it is; -d here, what every loader said."
    `);
  });

  it('a zboot image and a tool that is too old for it', async () => {
    const file = write('vmlinuz.efi', buildZboot(PE_MACHINE.ARM64, gzipSync(image()), 'gzip'));
    expect(await failure(ARM, '--tools=2.0.25', file)).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: Cannot determine the file type of vmlinuz.efi
        Why: it is an arm64 Image in an EFI zboot image, packed with gzip, which kexec-tools knows since 2.0.27, and this is 2.0.25.
        \`warmboot inspect vmlinuz.efi\` says what it is; -d here, what every loader said."
    `);
  });

  it('a zboot image packed in a way that no tool undoes', async () => {
    const file = write('lz4.efi', buildZboot(PE_MACHINE.ARM64, image(), 'lz4'));
    expect(await failure(ARM, file)).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: Cannot determine the file type of lz4.efi
        Why: no loader of kexec-tools 2.0.32 for arm64 takes it; vmlinuz says: kexec can only decompress gziped, lzma and zstd images, and this one is packed with lz4.
        \`warmboot inspect lz4.efi\` says what it is; -d here, what every loader said."
    `);
  });

  it('a uImage by kexec_file_load', async () => {
    const header = { time: 0, load: 0, entry: 0, name: '', os: UIMAGE.OS_LINUX, arch: UIMAGE.ARCH_ARM64 };
    const kind = { type: UIMAGE.TYPE_KERNEL, compression: UIMAGE.COMP_NONE };
    const file = write('uImage', serialiseUImage({ ...header, ...kind }, image()));
    expect(await failure(ARM, '-s', file)).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 1: uImage is not supported in kexec_file
        Why: the kernel knows nothing of uImages.
        Use -c, or the Image inside."
    `);
  });

  it('a vmlinux by kexec_file_load, arm64', async () => {
    const entry = 0xffff_8000_0800_0000n;
    const file = write('vmlinux', buildElf64(183, [{ type: 1, paddr: entry, data: image() }], { entry }));
    expect(await failure(ARM, '-a', file)).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 1: ELF executable is not supported in kexec_file
        Why: the kernel loads an Image only.
        Use -c, or the Image of the same build."
    `);
  });

  it('a vmlinux by kexec_file_load, x86', async () => {
    expect(await failure(PC, write('vmlinux', vmlinux(0x100_0000n)))).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 1: Invalid memory segment 0x1000000 - 0x1000fff
        Why: the tool places ELF files itself also with -s, where it has read no memory map.
        Load the bzImage or Image of the same build, which can go anywhere."
    `);
  });

  it('a vmlinux with a ramdisk', async () => {
    const file = write('vmlinux', vmlinux(0x200_0000n));
    expect(await failure(PC, '-c', file, `--initrd=${write('initrd', 'x')}`)).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 1: Ramdisks not supported with generic elf arguments
        Why: on x86 kexec-tools starts an ELF kernel with ELF boot notes, which have no place for an initrd.
        Load the bzImage of the same build: Linux needs its boot_params anyway."
    `);
  });

  it('a vmlinux that was linked to where there is no memory', async () => {
    expect(await failure(PC, '-c', write('vmlinux', vmlinux(0xfec0_0000n)))).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 1: Invalid memory segment 0xfec00000 - 0xfec00fff
        Why: the file wants to be at 0xfec00000-0xfec00fff, and that is not all free RAM.
        Load the bzImage or Image of the same build, which can go anywhere."
    `);
  });

  it('a UKI by kexec_load', async () => {
    const file = write('linux.efi', buildPe(PE_MACHINE.X86_64, [['.linux', bzImage()]]));
    expect(await failure(PC, '-c', file)).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: Cannot load linux.efi
        Why: for kexec_load the tool gives its bzImage64 loader the whole UKI instead of its .linux section, which is no kernel that can start.
        Try -s; -d shows all that was said."
    `);
  });

  it('a bzImage of an old protocol by kexec_file_load', async () => {
    expect(await failure(PC, '-s', write('old', bzImage(0x020b)))).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 1: Cannot load old
        Why: the tool places such a bzImage itself also with -s, where it has read no memory map; the kernel would refuse it too.
        Try -c; -d shows all that was said."
    `);
  });

  it('a bzImage that was cut off', async () => {
    const cut = bzImage().subarray(0, 0x400);
    cut[0x1f1] = 30;
    expect(await failure(PC, '-c', write('cut', cut))).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: BzImage truncated?
        Why: the file ends before the kernel that its header announces.
        Copy the kernel again: the file was cut off on its way."
    `);
  });

  it('a command line that is too long, x86', async () => {
    expect(await failure(PC, '-c', `--append=${'a'.repeat(2100)}`)).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: Kernel command line too long for kernel!
        Why: it has 2101 bytes with its end, more than this kernel takes on x86_64.
        Shorten --append, or leave --reuse-cmdline out and give the whole line."
    `);
  });

  it('a command line that is too long, arm64', async () => {
    expect(await failure(ARM, '-c', `--append=${'a'.repeat(2100)}`)).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: Kernel command line too long for kernel!
        Why: it has 2101 bytes with its end, more than this kernel takes on arm64.
        Shorten --append, or leave --reuse-cmdline out and give the whole line."
    `);
  });

  it('a window that is too small', async () => {
    expect(await failure(PC, '-c', '--mem-min=0x1000', '--mem-max=0x90000')).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 1: Could not find a free area of memory of 0x10dc000 bytes...
        Why: a segment needs 16.9 MiB (0x10dc000), and the largest piece of System RAM from 0x1000 to 0x90000 has 572 KiB, less what is placed already.
        Widen --mem-min and --mem-max, or leave them out."
    `);
  });

  it('a window where there is no memory', async () => {
    expect(await failure(ARM, '-c', '--mem-max=0x3fffffff')).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: Could not find a free area of memory of 0x4f0000 bytes...
        Why: a segment needs 4.94 MiB (0x4f0000), and the largest piece of System RAM from 0x0 to 0x3fffffff has 0 B, less what is placed already.
        Widen --mem-min and --mem-max, or leave them out."
    `);
  });

  it('an initrd that is larger than any piece of memory', async () => {
    const path = join(scratch.path, 'huge');
    writeFileSync(path, '');
    truncateSync(path, 1024 * 1024 * 1024);
    expect(await failure(capture('x86_64-bios-boot'), '-c', `--initrd=${path}`)).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 1: Could not find a free area of memory of 0x40000000 bytes...
        Why: a segment needs 1 GiB (0x40000000), and the largest piece of System RAM has 1023 MiB, less what is placed already.
        Take a smaller initrd, or a machine with more memory in one piece."
    `);
  });

  it('a panic kernel and no memory for it', async () => {
    expect(await failure(PC, '-p')).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 1: Memory for crashkernel is not reserved
        Why: -p loads into memory that was set aside at boot, and /proc/iomem has no "Crash kernel" line.
        Boot with crashkernel=256M; \`warmboot crashkernel\` says what a machine would reserve."
    `);
  });

  it('a type that the tool does not have', async () => {
    expect(await failure(ARM, '-c', '-t', 'zImage', write('Image', image()))).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: Unsupported kernel type zImage
        Why: kexec-tools 2.0.32 has no such type on arm64.
        Leave -t out: the tool finds the type by itself. -d shows the types."
    `);
  });

  it('a type that the file is not of', async () => {
    expect(await failure(ARM, '-c', '-t', 'uImage', write('Image', image()))).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: Wrong file type uImage, file matches type Image
        Why: -t uImage allows this type alone.
        Say -t Image, or leave -t out."
    `);
  });

  it('a devicetree that is none', async () => {
    expect(await failure(ARM, '-c', `--dtb=${write('notes.dtb', 'buy milk')}`)).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: kexec: setup_2nd_dtb failed.
        Why: it is no devicetree blob, or not a whole one.
        \`warmboot inspect\` says what the file of --dtb is; without --dtb the running machine’s tree is taken."
    `);
  });

  it('a devicetree whose seed was not wiped', async () => {
    expect(await failure(capture('arm64-dt-load'), '-c')).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: kexec: setup_2nd_dtb failed.
        Why: kaslr-seed is not wiped to 0.
        Give a devicetree with --dtb whose /chosen/kaslr-seed is zero or missing, or use -s."
    `);
  });
});

describe('bad input: status 2', () => {
  it('no such capture', async () => {
    expect(await refusal(join(scratch.path, 'nowhere'))).toMatchInlineSnapshot(
      `"warmboot: nowhere: there is no such file or directory"`,
    );
  });

  it('no such kernel', async () => {
    expect(await refusal(PC, join(scratch.path, 'vmlinuz-6.1'))).toMatchInlineSnapshot(
      `"warmboot: vmlinuz-6.1: there is no such file or directory"`,
    );
  });

  it('a directory instead of a kernel', async () => {
    mkdirSync(join(scratch.path, 'boot'));
    expect(await refusal(PC, join(scratch.path, 'boot'))).toMatchInlineSnapshot(`
      "warmboot: boot: kernel: it is a directory; allowed: a file of at most 1 GiB
        Name the file itself, as kexec(8) wants it."
    `);
  });

  it('an empty kernel', async () => {
    expect(await refusal(PC, write('empty', ''))).toMatchInlineSnapshot(`
      "warmboot: empty: kernel: it is an empty file; allowed: a file of at most 1 GiB
        Name the file itself, as kexec(8) wants it."
    `);
  });

  it('an address that is none', async () => {
    expect(await refusal(PC, '--mem-min=top')).toMatchInlineSnapshot(`
      "warmboot: kexec: --mem-min is "top"; allowed: an address such as 0x100000000 or 4G
        kexec(8) says: Bad option value, and does nothing."
    `);
  });

  it('a release that is none', async () => {
    expect(await refusal(PC, '--tools=newest')).toMatchInlineSnapshot(`
      "warmboot: kexec-tools: --tools is "newest"; allowed: a release such as 2.0.25
        \`kexec --version\` says which release a machine has."
    `);
  });

  it('a device of no size', async () => {
    expect(await refusal(PC, '--plug=big')).toMatchInlineSnapshot(
      `"warmboot: --plug: the device is "big"; allowed: a size, and an address after @ where it matters: 1G or 1G@0x100000000"`,
    );
  });

  it('a device where there is memory already', async () => {
    expect(await refusal(PC, '--plug=1G@0x40000000')).toMatchInlineSnapshot(
      `
      "warmboot: --plug: device 1 is refused ([mem 0x0000000040000000-0x000000007fffffff] overlaps memory at [mem 0x0000000000100000-0x000000007ffdffff]); allowed: memory that the machine can take
        The next place that is free begins at 0x100000000."
    `,
    );
  });

  it('a policy that nobody proposed', async () => {
    expect(await refusal(PC, '--policy=notifier-corected')).toMatchInlineSnapshot(
      `"warmboot: unknown policy "notifier-corected". Did you mean notifier-corrected or notifier-as-posted?"`,
    );
  });

  it('-d of a release that tells a kernel which has never heard of it', async () => {
    const { status, err } = await warmboot('load', PC, '-c', '-d', '--tools=2.0.32');
    expect(status).toBe(1);
    expect(err).toMatchInlineSnapshot(`
      "warmboot: kexec fails with status 255: kexec_load failed: Invalid argument
        Why: flags 0x10 are not all known: kexec-tools 2.0.32 tells the kernel of -d, and this kernel does not know that flag.
        Leave -d out, or name the release that the machine has: --tools=2.0.25."
    `);
  });

  it('-d of the release that a recorded machine had is heard by the tool alone', async () => {
    const { status, err } = await warmboot('load', PC, '-c', '-d');
    expect({ status, err }).toEqual({ status: 0, err: '' });
  });

  it('a kernel profile that there is not', async () => {
    expect(await refusal(PC, '--profile=linux-7.0')).toMatchInlineSnapshot(
      `"warmboot: unknown kernel profile "linux-7.0". Did you mean linux-6.1 or linux-6.6 or linux-6.8? Known: linux-6.1, linux-6.6, linux-6.8, linux-6.10, linux-6.12, linux-5.15, linux-5.14, linux-5.10, linux-5.4, linux-4.18."`,
    );
  });

  it('a directory that holds something', async () => {
    const directory = join(scratch.path, 'full');
    mkdirSync(directory);
    writeFileSync(join(directory, 'precious'), '');
    const { status, err } = await warmboot('load', PC, `--write=${directory}`);
    expect(status).toBe(2);
    expect(err.replaceAll(`${scratch.path}/`, '')).toMatchInlineSnapshot(`
      "warmboot: full: --write: the directory is not empty (it holds precious); allowed: a new directory or an empty one
        Nothing that is there is written over: name another directory, or empty this one."
    `);
  });
});
