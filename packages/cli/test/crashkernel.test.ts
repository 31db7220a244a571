import { describe, expect, test } from 'vitest';
import { GiB, MiB, sizeOf } from '@warmboot/address';
import { resources } from '@warmboot/core/plugin';
import { parseScenario, prepare } from '@warmboot/scenario';
import { standardFramework } from '../src/session/standard-framework.js';

const framework = standardFramework();

/** The machine of a scenario with 8 GiB that starts with this command line. */
const started = (architecture: string, crashkernel: string, profile = 'linux-6.1') => {
  const machine = { memory: '8G', cmdline: `quiet ${crashkernel}` };
  const text = JSON.stringify({ name: crashkernel, profile, machine, steps: ['crash'] });
  return prepare(framework, parseScenario(framework, text, 'a test'), { architecture }).start.machine;
};

const placed = (architecture: string, crashkernel: string, profile?: string) => {
  const { kexec, iomem } = started(architecture, crashkernel, profile);
  const { crashRegion: region, crashLowRegion: low } = kexec;
  const shown = resources
    .printIomem(iomem)
    .split('\n')
    .filter((line) => line.includes('Crash kernel'));
  expect(shown).toHaveLength([region, low].filter((part) => part !== undefined).length);
  const part = (range: typeof region) =>
    range && { high: range.start >= 4 * GiB, size: sizeOf(range) / MiB, start: range.start };
  return { region: part(region), low: part(low) };
};

describe.each(['x86_64', 'arm64'])('core 6.1 crashkernel= on %s from a cold start', (architecture) => {
  test('plain: below 4 GiB, without a low part', () => {
    expect(placed(architecture, 'crashkernel=256M')).toMatchObject({
      region: { high: false, size: 256 },
      low: undefined,
    });
  });

  test('ranges: by the size of RAM', () => {
    const found = placed(architecture, 'crashkernel=1G-4G:64M,4G-16G:192M,16G-:512M');
    expect(found).toMatchObject({ region: { high: false, size: 192 } });
    expect(placed(architecture, 'crashkernel=16G-:512M').region).toBeUndefined();
  });

  test('a fixed place: there, or nowhere', () => {
    expect(placed(architecture, 'crashkernel=64M@0x60000000').region?.start).toBe(0x6000_0000);
    expect(placed(architecture, 'crashkernel=64M@0x60000800').region).toBeUndefined();
    expect(placed(architecture, 'crashkernel=64M@64G').region).toBeUndefined();
  });

  test('ranges with a fixed place', () => {
    const found = placed(architecture, 'crashkernel=1G-:64M@0x60000000');
    expect(found.region).toMatchObject({ start: 0x6000_0000, size: 64 });
  });

  test('high, with the low part that was asked for', () => {
    const found = placed(architecture, 'crashkernel=512M,high crashkernel=64M,low');
    expect(found).toMatchObject({ region: { high: true, size: 512 }, low: { high: false, size: 64 } });
  });

  test('the last of a class counts', () => {
    expect(placed(architecture, 'crashkernel=64M crashkernel=128M').region?.size).toBe(128);
  });
});

describe('core 6.3 what a version and an architecture make of the same words', () => {
  const low = (architecture: string, words: string, profile: string) =>
    placed(architecture, words, profile).low?.size;

  test(',high without ,low', () => {
    const words = 'crashkernel=512M,high';
    expect(low('x86_64', words, 'linux-6.1')).toBe(256);
    expect(low('arm64', words, 'linux-6.1')).toBeUndefined();
    expect(low('x86_64', words, 'linux-6.8')).toBe(256);
    expect(low('arm64', words, 'linux-6.8')).toBe(128);
  });

  test('a plain form that does not fit low', () => {
    const words = 'crashkernel=3200M';
    expect(placed('arm64', words, 'linux-6.1').region).toBeUndefined();
    expect(placed('arm64', words, 'linux-6.8')).toMatchObject({
      region: { high: true, size: 3200 },
      low: { high: false, size: 128 },
    });
  });

  test('a fixed place that is not aligned as others are', () => {
    const words = 'crashkernel=64M@0x60100000';
    expect(placed('x86_64', words, 'linux-6.1').region?.start).toBe(0x6010_0000);
    expect(placed('x86_64', words, 'linux-6.8').region).toBeUndefined();
  });
});
