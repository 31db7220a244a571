import { rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { GiB, MiB } from '@warmboot/address';
import { crashKernel } from '@warmboot/core';
import { machineSrat } from '@warmboot/firmware-acpi';
import type { MemoryNeed } from '@warmboot/core';
import { afterAll, describe, expect, it, test } from 'vitest';
import { openFramework } from '../../src/session/standard-framework.js';
import { warmboot } from '../warmboot.js';
import type { MeasuredCapture } from './measured.js';
import { MEASURED, regionOf } from './measured.js';

const folder = mkdtempSync(join(tmpdir(), 'warmboot-capture-memory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** A newc archive with one file of zeros. */
const archive = (size: number): Uint8Array => {
  const entry = (name: string, bytes: number): Buffer => {
    const field = (value: number): string => value.toString(16).padStart(8, '0');
    const fields = [1, 0o100644, 0, 0, 1, 0, bytes, 0, 0, 0, 0, name.length + 1, 0].map(field).join('');
    const head = Buffer.from(`070701${fields}${name}\0`);
    const pad = (length: number): number => (4 - (length % 4)) % 4;
    return Buffer.concat([head, Buffer.alloc(pad(head.length) + bytes + pad(bytes))]);
  };
  return Buffer.concat([entry('zeros', size), entry('TRAILER!!!', 0)]);
};

/** The table of a machine whose memory ends there, or may. */
const sratUpTo = (end: number): Uint8Array =>
  machineSrat(
    { oemId: 'TEST', oemTableId: 'TEST', oemRevision: 1, creatorId: 'TEST', creatorRevision: 1 },
    { processors: [], memory: [{ range: { start: 0, end }, domain: 0 }] },
  );

const needOf = async (capture: MeasuredCapture, size: number): Promise<MemoryNeed> => {
  const framework = await openFramework([]);
  const { architecture, build } = framework.kernel({ architecture: capture.architecture });
  const { packed, unpacked, append = '' } = capture;
  return crashKernel.captureNeed(architecture, build.config, {
    regions: [regionOf(capture, size)],
    cmdline: `nr_cpus=1 ${append}`,
    initrd: { fileSize: packed, unpackedSize: unpacked },
  })!;
};

describe('the smallest region in which Debian’s kernel came up', () => {
  it.each(MEASURED)(
    '$architecture, an initrd of $packed bytes, $append: $boots MiB, within 15 %',
    async (capture) => {
      const { need } = await needOf(capture, capture.fails);
      expect(need / MiB).toBeGreaterThan(capture.boots * 0.85);
      expect(need / MiB).toBeLessThan(capture.boots * 1.15);
    },
  );

  it.each(MEASURED)('$architecture, $packed bytes, $append: a fifth more is enough', async (capture) => {
    expect((await needOf(capture, Math.ceil(capture.boots * 1.2))).verdict).toBe('enough');
  });

  it.each(MEASURED)('$architecture, $packed bytes, $append: a fifth less is not', async (capture) => {
    // Without room for it, contiguous memory is not set aside, and what is left may suffice.
    if (capture.architecture === 'arm64' && capture.boots < 200) return;
    expect((await needOf(capture, Math.floor(capture.boots * 0.8))).verdict).not.toBe('enough');
  });
});

describe('the rules of the need', () => {
  const [, large] = MEASURED as [MeasuredCapture, MeasuredCapture];

  test('core R6.21: the rest of a tmpfs is half of what is left; root= makes it ramfs, rootfstype=tmpfs undoes that', async () => {
    const need = async (append: string) => needOf({ ...large, append }, 300);
    expect(await need('')).toMatchObject({ moment: 'root file system', verdict: 'write error' });
    expect(await need('root=/dev/vda1')).toMatchObject({ moment: 'unpacking', verdict: 'enough' });
    expect(await need('root=/dev/vda1 rootfstype=tmpfs')).toMatchObject({ verdict: 'write error' });
    expect(await need('rootfstype=ramfs')).toMatchObject({ verdict: 'enough' });
  });

  test('core R6.22: contiguous memory is set aside where there is room, and cma=0 leaves it to the kernel', async () => {
    const arm64 = MEASURED.find(
      ({ architecture, unpacked }) => architecture === 'arm64' && unpacked < 2 * MiB,
    )!;
    const [with64, without] = [await needOf(arm64, 116), await needOf({ ...arm64, append: 'cma=0' }, 116)];
    expect(with64).toMatchObject({ moment: 'kernel allocations', verdict: 'doubtful' });
    expect(without.verdict).toBe('enough');
    expect(with64.need - without.need).toBeGreaterThan(50 * MiB);
  });

  test('the parts add up, and estimates are called so', async () => {
    const { need, parts } = await needOf(large, 200);
    expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(need);
    expect(parts.filter(({ basis }) => basis === 'exact').map(({ name }) => name)).toEqual([
      'memory map',
      'initrd, packed',
      'initrd, unpacked',
      'as much again, which tmpfs leaves alone',
    ]);
  });

  test('core R6.25: a capture kernel bounces for memory that its firmware tells of; arm64’s sees its region alone', async () => {
    const framework = await openFramework([]);
    const bounced = (architecture: string, end: number): number | undefined => {
      const kernel = framework.kernel({ architecture });
      const capture = MEASURED.find((one) => one.architecture === architecture)!;
      return crashKernel
        .captureNeed(kernel.architecture, kernel.build.config, {
          regions: [regionOf(capture, 256)],
          cmdline: 'nr_cpus=1',
          files: new Map([['/sys/firmware/acpi/tables/SRAT', sratUpTo(end)]]),
        })!
        .parts.find(({ name }) => name === 'bounce buffers (swiotlb)')?.bytes;
    };
    expect(bounced('x86_64', 8 * GiB)).toBe(64 * MiB);
    expect(bounced('x86_64', GiB)).toBeUndefined();
    expect(bounced('arm64', 8 * GiB)).toBeUndefined();
  });

  test('a CPU more has per-CPU data of its own', async () => {
    const [one, four] = [await needOf(large, 400), await needOf({ ...large, append: 'nr_cpus=4' }, 400)];
    expect(four.parts.find(({ name }) => name.startsWith('per-CPU'))).toMatchObject({
      name: 'per-CPU data of 4 CPUs',
      bytes: 4 * one.parts.find(({ name }) => name.startsWith('per-CPU'))!.bytes,
    });
  });
});

const CASE = `name: crash image larger than what the capture kernel can unpack
machine: { memory: 1G, append: 'crashkernel=192M' }
arch: [ARCH]
initrd: 100M
steps:
  - load: { call: -s, panic: true, append: 'nr_cpus=1' }
  - crash:
`;

describe('where it is printed', () => {
  test.each(['x86_64', 'arm64'])('run, %s: 192 MiB cannot hold an initrd of 100 MiB twice', async (arch) => {
    const { out } = await warmboot('run', file(`ck-${arch}.yaml`, CASE.replace('ARCH', arch)));
    expect(out).toContain('System is deadlocked on memory');
    expect(out).toMatch(/needs about \d+ MiB, has 19[23] MiB: it runs out of memory while it comes up/);
    expect(out).not.toMatch(/the kernel panics\s+boots/);
  });

  test('run: a region that suffices says so too', async () => {
    const text = CASE.replace('ARCH', 'x86_64').replace('100M', '10M');
    const { out } = await warmboot('run', file('small.yaml', text));
    expect(out).toMatch(/needs about \d+ MiB, has 193 MiB$/m);
    expect(out).toMatch(/the kernel panics\s+boots/);
  });

  test('load -p: what an initrd unpacks to is read from the file', async () => {
    const initrd = file('initrd.gz', gzipSync(archive(90 * MiB)));
    const capture = new URL('../../../../captures/x86_64-bios-kdump-s', import.meta.url).pathname;
    const argv = ['load', capture, '-p', '-s', `--initrd=${initrd}`];
    const { out } = await warmboot(...argv, '--json');
    const { next } = JSON.parse(out) as { next: { need: MemoryNeed } };
    expect(next.need.parts).toContainEqual({
      name: 'initrd, unpacked',
      bytes: archive(90 * MiB).length,
      basis: 'exact',
    });
    const said = await warmboot(...argv, '--all');
    expect(said.out).toMatch(/It needs about \d+ MiB, has \d+ MiB/);
    expect(said.out).toMatch(/hash tables\s+estimate/);
  });

  test('crashkernel: whether it suffices, with an initrd and without', async () => {
    const initrd = file('large.cpio', archive(90 * MiB));
    const argv = ['crashkernel', '256M', '--ram', '8G', '--arch', 'x86_64', '--profile', 'linux-6.1'];
    const without = (await warmboot(...argv)).out.replaceAll(/\s+/g, ' ');
    expect(without).toMatch(/no initrd needs about \d+ MiB, has 256 MiB; \d+ MiB are left for an initrd/);
    const withIt = (await warmboot(...argv, `--initrd=${initrd}`)).out.replaceAll(/\s+/g, ' ');
    expect(withIt).toMatch(
      /this initrd needs about 3\d\d MiB, has 256 MiB: unpacking ends with "write error"/,
    );
  });
});
