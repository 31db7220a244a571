import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { warmboot } from '../warmboot.js';

/*
 * Questions that people asked in public, with the answers that real kernels gave. What is compared is the answer, not its
 * layout: blanks and line ends are one.
 */

const here = (name: string): string =>
  fileURLToPath(new URL(`../../../../examples/cases/${name}`, import.meta.url));
const machine = (name: string): string =>
  fileURLToPath(new URL(`../../../../examples/machines/${name}.tar.gz`, import.meta.url));

const asked = async (...argv: readonly string[]): Promise<string> => {
  const { out } = await warmboot(...argv);
  return out.replaceAll(/\s+/g, ' ');
};

describe('does arm64 support mem=xxx@yyy?', () => {
  it.each([
    ['debian-12-arm64', 'mem=512M@0x60000000', '0x40000000-0x5fffffff 512 MiB'],
    ['debian-12-arm64', 'mem=512M', '0x40000000-0x5fffffff 512 MiB'],
    ['debian-12-x86_64', 'mem=512M@0x20000000', '0x00100000-0x1fffffff 511 MiB'],
    ['debian-12-x86_64', 'mem=512M', '0x00100000-0x1fffffff 511 MiB'],
  ])('%s with %s boots with what the real kernel had', async (name, append, ram) => {
    const answer = await asked('load', machine(name), '-c', `--append=${append}`);
    expect(answer).toContain(ram);
    expect(answer.includes('the size is all that')).toBe(append.includes('@'));
  });

  it('a limit beyond its load leaves an x86_64 kernel its own image, unless KASLR moves it below', async () => {
    const answer = (mem: string) => asked('load', machine('debian-12-x86_64'), '-c', `--append=mem=${mem}`);
    expect(await answer('512M')).toContain('its own image, which is RAM whatever its command line says');
    const moved = await answer('768M');
    expect(moved).toContain('boots with 768 MiB of RAM');
    expect(moved).toMatch(/KASLR moves it to one of \d+ places at each boot/);
    expect(await answer('768M nokaslr')).not.toContain('KASLR moves it');
  });

  it('is told of in a story as well', async () => {
    for (const arch of ['arm64', 'x86_64']) {
      const answer = await asked('run', here('mem-at.yaml'), '--arch', arch);
      expect(answer).toContain('mem=512M@0x60000000: the size is all that');
    }
  });

  it.each(['kho=on', 'lockdown=integrity', 'hugepages=64', 'cma=128M', 'reserve_mem=2M:4096:trace'])(
    'says of %s what is not modelled, on both kernels’ command lines',
    async (word) => {
      const answer = await asked('load', machine('debian-12-x86_64'), '-s', `--append=${word} quiet`);
      expect(answer).toContain(`${word}: `);
      expect(answer).not.toContain('quiet: ');
    },
  );
});

describe('where is the RSDP after kexec with efi=noruntime?', () => {
  it('tells what the next kernel gets of EFI and ACPI', async () => {
    const answer = await asked('run', here('efi-noruntime.yaml'));
    expect(answer).toContain('efi_info: none (efi=noruntime), so the next kernel has no EFI');
    expect(answer).toContain('acpi_rsdp_addr: 0x7f77d014, by which alone the next kernel finds ACPI');
    expect(answer).toContain('gives none, and then it finds no ACPI');
  });
});

describe('why is crashkernel=X@Y reserved in some boots only?', () => {
  interface Row {
    readonly reserved: { readonly start: string } | null;
    readonly chance?: { readonly reserved: number };
    readonly why: readonly string[];
  }
  const rows = async (...argv: readonly string[]): Promise<readonly Row[]> => {
    const { out } = await warmboot('crashkernel', ...argv, '--json');
    return out.split('\n').map((line) => JSON.parse(line) as Row);
  };

  it.each([
    ['--ram', '1G', '--arch', 'x86_64'],
    ['--machine', machine('debian-12-x86_64')],
  ])('KASLR is chance: %s %s', async (...argv) => {
    const [row] = await rows('256M@128M', ...argv);
    expect(row!.reserved).toMatchObject({ start: '0x8000000' });
    // Of twelve boots of the recorded machine eight reserved it.
    expect(row!.chance!.reserved).toBeGreaterThan(0.6);
    expect(row!.chance!.reserved).toBeLessThan(0.8);
    expect(row!.why.join('; ')).toContain('leave @ out');
  });

  it('more memory leaves less to chance', async () => {
    const [row] = await rows('256M@128M', '--ram', '64G', '--arch', 'x86_64');
    expect(row!.chance!.reserved).toBeGreaterThan(0.98);
  });

  it('says of a size below the half of memory that every place will do', async () => {
    const [row] = await rows('256M', '--ram', '8G', '--arch', 'x86_64');
    expect(row!.chance).toMatchObject({ reserved: 1 });
  });
});

describe('why is crashkernel=4G crashkernel=512M,low given 128 MiB?', () => {
  it.each([
    ['arm64', '128 MiB'],
    ['x86_64', '256 MiB'],
  ])('%s: ,low is not read beside a plain size', async (arch, size) => {
    const answer = await asked(
      'crashkernel',
      '4G 512M,low',
      '--ram',
      '64G',
      '--arch',
      arch,
      '--profile',
      'linux-6.8',
    );
    expect(answer).toContain(`${size} below 4 GiB for devices that reach no further, this kernel’s default`);
    expect(answer).toContain('512M,low is not read beside a plain size: say 4G,high 512M,low');
  });

  it('x86_64 before the shared rules reads it, and says so', async () => {
    const argv = ['crashkernel', '4G 512M,low', '--ram', '64G', '--arch', 'x86_64', '--profile', 'linux-6.1'];
    expect(await asked(...argv)).toContain(
      '512 MiB below 4 GiB for devices that reach no further, as ,low asks',
    );
  });
});

describe('what is in the dump of a guest that grew?', () => {
  it.each([
    ['linux-6.1', 'lacks d1, d2, d3 and d4, 480 GiB: the capture kernel was loaded before they came'],
    ['linux-6.8', '/proc/vmcore has all memory of the kernel that crashed, 511.5 GiB'],
  ])('%s says it unasked', async (profile, says) => {
    const argv = [here('grows-and-crashes.yaml'), '--arch', 'x86_64', '--profile', profile];
    expect(await asked('compare', ...argv)).toContain(says);
    expect(await asked('run', ...argv)).toContain(says);
  });

  it('load -p says it, and what becomes of memory that comes later', async () => {
    const answer = (profile: string) =>
      asked('load', machine('debian-12-x86_64'), '-p', '-s', '--profile', profile);
    expect(await answer('linux-6.1')).toContain('Memory that is plugged later will not be in it');
    expect(await answer('linux-6.8')).toContain('Memory that is plugged later will be in it too');
  });

  it('run folds blocks that do the same', async () => {
    const { out } = await warmboot('run', here('grows-and-crashes.yaml'), '--arch', 'x86_64');
    expect(out).toContain('memory272 to memory1231 (960 blocks), zone Normal');
    expect(out.split('\n').length).toBeLessThan(80);
  });
});

describe('can a DIMM be plugged beyond 256 GiB on arm64?', () => {
  it('every distribution’s kernel has 48 bits, and nothing is refused', async () => {
    for (const file of ['arm64-far-dimms.yaml', 'arm64-recorded-dimm.yaml']) {
      const answer = await asked('run', here(file));
      expect(answer).toContain('dimm:plugged');
      expect(answer).not.toContain('refused');
    }
  });

  it('2 TiB ask for what the range of 2 TiB says', async () => {
    const argv = ['crashkernel', '1G-64G:256M,64G-1T:512M,1T-:1G', '--ram', '2T', '--arch', 'arm64'];
    expect(await asked(...argv)).toContain('2 TiB of RAM asks for 1 GiB');
  });
});

describe('what does code do that nobody knows?', () => {
  it('is not known, and not called a hang', async () => {
    const answer = await asked('run', here('unknown-code.yaml'));
    expect(answer).toContain('2 kexec -e not known');
    expect(answer).not.toContain('hangs');
  });
});
