import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { warmboot } from './warmboot.js';

const MACHINES = fileURLToPath(new URL('../../../examples/machines/', import.meta.url));

interface Row {
  readonly architecture: string;
  readonly profile: string;
  readonly reserved: { readonly start: string; readonly size: number } | null;
  readonly low: { readonly size: number } | null;
  readonly why: readonly string[];
}

const rows = async (...argv: readonly string[]): Promise<readonly Row[]> => {
  const { out } = await warmboot('crashkernel', ...argv, '--json');
  return out.split('\n').map((line) => JSON.parse(line) as Row);
};

describe('warmboot crashkernel', () => {
  it('shows both architectures and both generations of rules', async () => {
    const found = await rows('512M,high', '--ram', '8G');
    expect(found.map(({ architecture, profile, low }) => [architecture, profile, low?.size])).toEqual([
      ['arm64', 'linux-6.1', undefined],
      ['arm64', 'linux-6.8', 0x800_0000],
      ['x86_64', 'linux-6.1', 0x1000_0000],
      ['x86_64', 'linux-6.8', 0x1000_0000],
    ]);
  });

  it('says why it fell back, and why not', async () => {
    const found = await rows('crashkernel=3200M', '--ram', '8G', '--arch', 'arm64');
    expect(found[0]).toMatchObject({ profile: 'linux-6.1', reserved: null });
    expect(found[0]!.why.join()).toContain('these rules do not look there for a plain size: say ,high');
    expect(found[1]!.why.join()).toContain('so it fell back to memory above 4 GiB');
  });

  it.each(['x86_64', 'arm64'])('reserves again what the recorded %s kernel had reserved', async (name) => {
    const found = await rows(
      '128M',
      '--machine',
      `${MACHINES}debian-12-${name}.tar.gz`,
      '--profile',
      'linux-6.1',
    );
    expect(found).toHaveLength(1);
    // As in the /proc/iomem of the capture.
    const start = name === 'arm64' ? '0x6ce00000' : '0x37000000';
    expect(found[0]).toMatchObject({ architecture: name, reserved: { size: 0x800_0000 }, low: null });
    expect(found[0]!.reserved!.start).toBe(start);
  });
});
