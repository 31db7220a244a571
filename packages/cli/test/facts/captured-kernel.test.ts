import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openCapture } from '../../src/capture/open-capture.js';
import { scratchFolder } from '../scratch.js';
import { refusalIn, warmboot } from '../warmboot.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const machine = (name: string): string => join(ROOT, `examples/machines/debian-12-${name}.tar.gz`);

const scratch = scratchFolder();

/** The capture of a Debian guest as it would be with other files. */
const changed = async (
  name: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> => {
  const directory = mkdtempSync(join(scratch.path, 'capture-'));
  for (const [path, content] of [...(await openCapture(machine(name))), ...Object.entries(files)]) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return directory;
};

const ofRelease = (name: string, release: string): Promise<string> =>
  changed(name, { 'proc/sys/kernel/osrelease': `${release}\n` });

interface Loaded {
  readonly kernel: Readonly<Record<string, unknown>> & {
    readonly sources: Readonly<Record<string, { readonly source: string; readonly where?: string }>>;
  };
  readonly segments: readonly unknown[];
}

const load = async (...argv: readonly string[]): Promise<Loaded & { readonly err: string }> => {
  const { out, err } = await warmboot('load', ...argv, '--json');
  return { ...(JSON.parse(out) as Loaded), err };
};

describe('warmboot load on a capture follows the rules of the release that ran', () => {
  it('6.12: by its own rules, without being told', async () => {
    const capture = await ofRelease('x86_64', '6.12.117-1-amd64');
    const loaded = await load(capture, '-s');
    expect(loaded.kernel).toMatchObject({
      release: '6.12.117-1-amd64',
      profile: 'linux-6.12',
      profile_fit: 'exact',
    });
    expect(loaded.err).toBe('');
    const told = await load(machine('x86_64'), '-s', '--profile=linux-6.12');
    expect(loaded.segments).toEqual(told.segments);
    const before = await load(machine('x86_64'), '-s');
    expect(before.kernel).toMatchObject({ profile: 'linux-6.1', profile_fit: 'exact' });
  });

  it.each([
    ['5.16.0-91-generic', 'linux-5.15'],
    ['6.17.1', 'linux-6.12'],
  ])('%s: says that it answers by the rules of %s', async (release, profile) => {
    const capture = await ofRelease('arm64', release);
    const warning = `Linux ${release}: answered with the rules of ${profile}, the nearest known; what changed between them is not modelled`;
    const { kernel, err } = await load(capture, '-c');
    expect(err.split('\n')[0]).toBe(`warmboot: ${warning}`);
    expect(kernel).toMatchObject({ release, profile, profile_fit: 'nearest', warning });
    const { out } = await warmboot('load', capture, '-c');
    expect(out.split('\n').filter((line) => line.startsWith('kernel  '))).toHaveLength(1);
    expect(out).toContain(`kernel  ${profile}, the nearest to release ${release} (from the capture`);
  });

  it('and so do crashkernel, run, compare, replay and inspect', async () => {
    const capture = await ofRelease('x86_64', '6.9.3-generic');
    const story = join(scratch.path, 'story.yaml');
    writeFileSync(story, 'name: a load\nsteps: [load]\n');
    const recording = join(ROOT, 'captures/x86_64-bios-load');
    const warning =
      /^warmboot: Linux 6\.9\.3-generic: answered with the rules of linux-6\.8, the nearest known/;
    for (const argv of [
      ['crashkernel', '256M', '--machine', capture],
      ['run', story, '--machine', capture],
      ['compare', story, '--machine', capture],
      ['replay', recording, '--machine', capture],
    ]) {
      const { out, err } = await warmboot(...argv);
      expect(err, argv[0]).toMatch(warning);
      expect(err.split('\n'), argv[0]).toHaveLength(1);
      expect(out.replaceAll(/\s+/g, ' '), argv[0]).toContain('the nearest to release 6.9.3-generic');
    }
    expect((await warmboot('inspect', capture)).out).toContain('the nearest to release 6.9.3-generic');
  });
});

describe('a capture tells what its kernel was built with', () => {
  const CONFIG =
    '# CONFIG_MEMORY_HOTPLUG_DEFAULT_ONLINE is not set\nCONFIG_NR_CPUS=8192\nCONFIG_KEXEC_SIG=y\n';

  it.each([
    ['as text', { config: CONFIG }],
    ['packed', { 'proc/config.gz': gzipSync(CONFIG) }],
  ])('by its configuration, %s', async (_, files) => {
    const { kernel } = await load(await changed('x86_64', files), '-c');
    expect(kernel['config']).toMatchObject({
      nr_cpus: 8192,
      kexec_sig: 'checked',
      default_online_type: 'offline',
    });
    expect(kernel.sources['kexec_sig']).toEqual({ source: 'capture', where: "the kernel's configuration" });
    expect(kernel.sources['crash_hotplug']).toEqual({ source: 'nobody' });
  });

  it('by VMCOREINFO and by the options of its architecture', async () => {
    const noted = await changed('arm64', { vmcoreinfo: 'NUMBER(VA_BITS)=52\nNUMBER(TCR_EL1_T1SZ)=0x10\n' });
    const { kernel } = await load(noted, '-c');
    expect(kernel).toMatchObject({ va_bits: 52, va_bits_in_use: 48 });
    expect(kernel.sources['va_bits_in_use']).toEqual({ source: 'capture', where: 'VMCOREINFO' });
    const configured = await load(await changed('arm64', { config: 'CONFIG_ARM64_VA_BITS=39\n' }), '-c');
    expect(configured.kernel).toMatchObject({ va_bits: 39, va_bits_in_use: 39 });
    const { out } = await warmboot('load', noted, '-c');
    expect(out).toContain(
      '4 KiB pages (capture), 52-bit addresses (capture), 48 bits of them in use (capture)',
    );
  });

  it('by files that it shows', async () => {
    const { kernel } = await load(
      await changed('x86_64', { 'sys/kernel/crash_elfcorehdr_size': '65536\n' }),
      '-c',
    );
    expect(kernel.sources['crash_hotplug']).toEqual({ source: 'capture', where: '/sys' });
  });

  it('a page size that nobody asked for is refused, and one that nobody can have', async () => {
    expect(await refusalIn(scratch.path, 'load', machine('x86_64'), '-c', '--page-size', '64K')).toBe(
      'warmboot: kernel build: the page size is 64 KiB (--page-size); allowed: 4 KiB on x86_64',
    );
    expect(await refusalIn(scratch.path, 'load', machine('x86_64'), '-c', '--page-size', 'big')).toBe(
      'warmboot: kernel build: --page-size is "big"; allowed: a power of two, such as 4K or 64K',
    );
    expect(await refusalIn(scratch.path, 'load', machine('x86_64'), '-c', '--va-bits', 'all')).toBe(
      'warmboot: kernel build: --va-bits is "all"; allowed: a number of bits, such as 48',
    );
    expect(await refusalIn(scratch.path, 'load', machine('x86_64'), '-c', '--release', 'bookworm')).toBe(
      'warmboot: kernel build: the release is "bookworm" (--release); allowed: what begins with a version, such as 6.12.117',
    );
  });

  it('a configuration that is none, or that does not unpack', async () => {
    const none = await changed('x86_64', { config: 'hello\n' });
    expect(
      (await refusalIn(scratch.path, 'load', none, '-c')).replace(
        none.slice(scratch.path.length + 1),
        'CAPTURE',
      ),
    ).toBe(
      'warmboot: CAPTURE/config: kernel configuration: the text is without a line that begins with CONFIG_; allowed: lines such as CONFIG_KEXEC=y',
    );
    const cut = await changed('x86_64', { 'proc/config.gz': gzipSync(CONFIG).subarray(0, 30) });
    expect(
      (await refusalIn(scratch.path, 'load', cut, '-c')).replace(
        cut.slice(scratch.path.length + 1),
        'CAPTURE',
      ),
    ).toBe(
      'warmboot: CAPTURE/proc/config.gz: gzip: the compressed data is broken (unexpected EOF); allowed: what gzip wrote, whole\n' +
        '  The file was cut off or changed on its way here: copy it again.',
    );
  });
});

describe('the kernel file that is loaded', () => {
  /** An arm64 Image that says of itself what a kernel with IKCONFIG says. */
  const image = (release: string): string => {
    const head = new Uint8Array(4096);
    const view = new DataView(head.buffer);
    view.setBigUint64(16, 0x20_0000n, true);
    view.setBigUint64(24, 0b1010n, true);
    head.set(new TextEncoder().encode('ARM\x64'), 56);
    const config = gzipSync('CONFIG_RANDOMIZE_BASE=y\n# CONFIG_KEXEC_SIG is not set\n');
    const path = join(scratch.path, `Image-${release}`);
    writeFileSync(
      path,
      Buffer.concat([
        head,
        Buffer.from(`Linux version ${release} (who@where)\0IKCFG_ST`),
        config,
        Buffer.from('IKCFG_ED'),
      ]),
    );
    return path;
  };

  it('tells of the running kernel where it is the same one', async () => {
    const { kernel } = await load(machine('arm64'), image('6.1.0-54-cloud-arm64'), '-s');
    expect(kernel.sources['randomize_base']).toEqual({ source: 'kernel file', where: 'IKCONFIG' });
  });

  it('tells nothing of it where it is another', async () => {
    const { kernel } = await load(machine('arm64'), image('6.12.117'), '-s');
    expect(kernel.sources['randomize_base']).toEqual({ source: 'nobody' });
  });
});
