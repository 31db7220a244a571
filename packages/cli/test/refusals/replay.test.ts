import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openCapture } from '../../src/capture/open-capture.js';
import { scratchFolder } from '../scratch.js';
import { refusalIn, warmboot } from '../warmboot.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const RECORDING = join(ROOT, 'captures/x86_64-bios-boot');
const DEBIAN = join(ROOT, 'examples/machines/debian-12-x86_64.tar.gz');

const scratch = scratchFolder();

const refusal = async (...argv: readonly string[]): Promise<string> =>
  (await refusalIn(scratch.path, 'replay', ...argv)).replaceAll(ROOT, '');

/** The Debian guest's capture with files changed; undefined takes one away. */
const changed = async (
  changes: Readonly<Record<string, (text: string) => string | undefined>>,
): Promise<string> => {
  const directory = mkdtempSync(join(scratch.path, 'capture-'));
  for (const [name, bytes] of await openCapture(DEBIAN)) {
    const change = changes[name];
    const content = change === undefined ? bytes : change(new TextDecoder('latin1').decode(bytes));
    if (content === undefined) continue;
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, 'latin1');
  }
  return directory;
};

/** What is said of a changed capture, without the name of its directory. */
const onChanged = async (changes: Parameters<typeof changed>[0]): Promise<string> => {
  const directory = await changed(changes);
  return (await refusal(RECORDING, '--machine', directory)).replaceAll(
    directory.slice(scratch.path.length + 1),
    'CAPTURE',
  );
};

describe('a capture to begin with', () => {
  it('whose addresses are hidden', async () => {
    const zeros = (text: string): string => text.replaceAll(/[0-9a-f]+-[0-9a-f]+ :/g, '00000000-00000000 :');
    expect(await onChanged({ 'proc/iomem': zeros })).toMatchInlineSnapshot(`
      "warmboot: CAPTURE, line 1, column 1: /proc/iomem: every address is zero: the kernel hides addresses from a reader without CAP_SYS_ADMIN; allowed: a copy that was read with CAP_SYS_ADMIN, for instance as root
        Where memory lies is all that matters here: record it again as root."
    `);
  });

  it('without /proc/iomem', async () => {
    expect(await onChanged({ 'proc/iomem': () => undefined })).toMatchInlineSnapshot(`
      "warmboot: CAPTURE: capture: proc/iomem is missing; allowed: what the machine shows in /proc/iomem
        Run the script that \`warmboot capture\` prints on the machine, as root."
    `);
  });

  it('without /proc/zoneinfo, and the script said why', async () => {
    const said = (text: string): string => `${text}missing /proc/zoneinfo: cannot be read; root can\n`;
    expect(await onChanged({ 'proc/zoneinfo': () => undefined, 'capture.txt': said })).toMatchInlineSnapshot(`
      "warmboot: CAPTURE: capture: proc/zoneinfo is missing (cannot be read; root can); allowed: what the machine shows in /proc/zoneinfo
        Run the script that \`warmboot capture\` prints on the machine, as root."
    `);
  });

  it('without memory blocks', async () => {
    expect(await onChanged({ 'memory-blocks': () => undefined })).toMatchInlineSnapshot(`
      "warmboot: CAPTURE: capture: memory-blocks is missing; allowed: what the machine shows in /sys/devices/system/memory
        Run the script that \`warmboot capture\` prints on the machine, as root."
    `);
  });

  it('of a kernel without memory hotplug: it can load a kernel all the same', async () => {
    const file = 'sys/devices/system/memory/block_size_bytes';
    const machine = await changed({ [file]: () => undefined, 'memory-blocks': () => '' });
    const { status, out } = await warmboot(
      'replay',
      join(ROOT, 'captures/x86_64-bios-load'),
      '--machine',
      machine,
    );
    expect(status).toBe(0);
    expect(out).toMatch(/kexec-load +\{"rc":0/);
  });

  it('with a table of blocks that is none', async () => {
    expect(await onChanged({ 'memory-blocks': (text) => text.replaceAll('\t', ' ') })).toMatchInlineSnapshot(
      `"warmboot: CAPTURE/memory-blocks, line 1: capture: the line is of 1 columns; allowed: 7 columns, apart by tabs"`,
    );
  });

  it('with a block size that is none', async () => {
    const file = 'sys/devices/system/memory/block_size_bytes';
    expect(await onChanged({ [file]: () => '128M\n' })).toMatchInlineSnapshot(
      `"warmboot: CAPTURE: observation: /sys/devices/system/memory/block_size_bytes is "128M"; allowed: a power of two in hexadecimal without 0x"`,
    );
  });

  it('with a line in /proc/iomem that is cut off', async () => {
    expect(await onChanged({ 'proc/iomem': (text) => text.slice(0, 905) })).toMatchInlineSnapshot(`
      "warmboot: CAPTURE: capture: proc/iomem is cut off after "  febd4000-febd4fff : 0000:00:"; allowed: whole lines
        Run the script that \`warmboot capture\` prints on the machine again."
    `);
  });

  it('with boot_params cut off', async () => {
    const file = 'sys/kernel/boot_params/data';
    expect(await onChanged({ [file]: (text) => text.slice(0, 100) })).toMatchInlineSnapshot(
      `"warmboot: CAPTURE/sys/kernel/boot_params/data, offset 0x0: boot_params: zero page is cut off (needs 4096 bytes at offset 0x0, the input has 100); allowed: an input of at least 4096 bytes"`,
    );
  });

  it('of a kernel with larger pages', async () => {
    expect(await onChanged({ 'page-size': () => 'KernelPageSize:       64 kB\n' })).toMatchInlineSnapshot(
      `"warmboot: CAPTURE/page-size: kernel build: the page size is 64 KiB (getconf PAGESIZE); allowed: 4 KiB on x86_64"`,
    );
  });

  it('of an architecture that nothing registered', async () => {
    expect(await onChanged({ 'proc/sys/kernel/arch': () => 's390x\n' })).toMatchInlineSnapshot(
      `
      "warmboot: CAPTURE: capture: the architecture is s390x; allowed: arm64, x86_64
        Another architecture comes with a plugin: --plugin warmboot-arch-s390x, where its package is named as usual, or --plugin and its folder."
    `,
    );
  });

  it('of another system', async () => {
    expect(await onChanged({ 'proc/sys/kernel/ostype': () => 'FreeBSD\n' })).toMatchInlineSnapshot(
      `"warmboot: CAPTURE: capture: proc/sys/kernel/ostype is "FreeBSD"; allowed: Linux"`,
    );
  });

  it('of another architecture than the steps', async () => {
    const arm64 = join(ROOT, 'captures/arm64-efi-boot');
    expect(await refusal(arm64, '--machine', DEBIAN)).toMatchInlineSnapshot(
      `"warmboot: captures/arm64-efi-boot: replay: the machine to begin with is one of x86_64; allowed: one of arm64, like the recorded steps"`,
    );
  });
});

describe('a recording', () => {
  /** The recording with its trace.json changed. */
  const traced = async (change: (text: string) => string): Promise<string> => {
    const directory = join(scratch.path, 'recording');
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'boot_params.bin'), readFileSync(join(RECORDING, 'boot_params.bin')));
    writeFileSync(join(directory, 'trace.json'), change(readFileSync(join(RECORDING, 'trace.json'), 'utf8')));
    return refusal(directory);
  };

  it('that is a capture: it has no steps', async () => {
    expect(await refusal(DEBIAN)).toMatchInlineSnapshot(
      `
      "warmboot: examples/machines/debian-12-x86_64.tar.gz/trace.json: trace: trace.json is missing; allowed: a directory or a tar that holds trace.json
        This is a machine without steps: play steps on it with \`warmboot run SCENARIO --machine\`."
    `,
    );
  });

  it('whose trace is no JSON', async () => {
    expect(await traced(() => '{"name":')).toMatchInlineSnapshot(
      `"warmboot: recording/trace.json: trace.json: the text is broken (Unexpected end of JSON input); allowed: JSON"`,
    );
  });

  it('without its kernel', async () => {
    expect(await traced((text) => text.replace('"kernel_image"', '"kernel_imagine"'))).toMatchInlineSnapshot(
      `"warmboot: recording/trace.json: trace.json: the whole is without kernel_image; allowed: name, arch, firmware, qemu, policy, cmdline, kernel_image, initrd, tools, crash_notes and steps must be there"`,
    );
  });

  it('of a policy that nobody knows', async () => {
    expect(
      await traced((text) =>
        text
          .replace('"policy": "none"', '"policy": "notifier"')
          .replace('"policy":"none"', '"policy":"notifier"'),
      ),
    ).toMatchInlineSnapshot(
      `"warmboot: unknown policy "notifier". Did you mean notifier-trylock or notifier-as-posted or notifier-corrected?"`,
    );
  });

  it('that begins with another step', async () => {
    expect(
      await traced((text) => text.replace(/"action": ?"boot"/, '"action":"online"')),
    ).toMatchInlineSnapshot(
      `"warmboot: recording: trace: steps[0] is "online"; allowed: the action "boot" with its observation"`,
    );
  });
});
