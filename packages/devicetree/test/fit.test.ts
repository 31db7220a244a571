import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDtb, serialiseDtb } from '@warmboot/devicetree';
import { parseDts } from '@warmboot/devicetree/dts';
import { checkHashes, isFit, parseFit } from '@warmboot/devicetree/fit';
import { crc32 } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { hasTool, unless } from './external-tool.js';

const KERNEL = Uint8Array.from({ length: 100 }, (_, index) => index * 7);
const FDT = Uint8Array.of(1, 2, 3, 4, 5);
const sha256 = (data: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(data).digest());

/** A FIT whose data are where `kernel` and `fdt` say, and what follows the tree. */
const fit = (kernel: string, fdt: string, ...behind: Uint8Array[]): Uint8Array => {
  const tree = parseDts(`/dts-v1/;
/ {
  description = "two parts";
  timestamp = <0x60000000>;
  images {
    kernel-1 {
      description = "a kernel"; ${kernel} type = "kernel"; arch = "arm64"; os = "linux"; compression = "none";
      load = <0x80000>; entry = <1 0x80000>;
      hash-1 { algo = "crc32"; value = <${crc32(KERNEL)}>; };
      hash-2 { algo = "sha256"; value = [${Buffer.from(sha256(KERNEL)).toString('hex')}]; };
      signature-1 { algo = "sha256,rsa2048"; };
    };
    fdt-1 { ${fdt} type = "flat_dt"; hash@1 { algo = "crc32"; value = <1>; }; };
  };
  configurations {
    default = "conf-1";
    conf-1 { description = "a board"; kernel = "kernel-1"; fdt = "fdt-1", "fdt-1"; compatible = "a,b", "c"; };
  };
};`);
  const blob = serialiseDtb(tree);
  return Uint8Array.from([blob, ...behind].flatMap((part) => [...part]));
};

const bytes = (data: Uint8Array): string => `data = [${Buffer.from(data).toString('hex')}];`;

describe('a FIT', () => {
  it('is read: images, configurations, hashes', () => {
    const blob = fit(bytes(KERNEL), bytes(FDT));
    expect(isFit(parseDtb(blob).root)).toBe(true);
    const { images, configurations, ...rest } = parseFit(blob);
    expect(rest).toEqual({
      description: 'two parts',
      timestamp: 0x6000_0000,
      defaultConfiguration: 'conf-1',
    });
    expect(images[0]).toMatchObject({
      name: 'kernel-1',
      type: 'kernel',
      arch: 'arm64',
      os: 'linux',
      compression: 'none',
      load: 0x8_0000n,
      entry: 0x1_0008_0000n,
      data: KERNEL,
      signatures: ['signature-1'],
    });
    expect(configurations).toEqual([
      {
        name: 'conf-1',
        description: 'a board',
        images: { kernel: ['kernel-1'], fdt: ['fdt-1', 'fdt-1'] },
        compatible: ['a,b', 'c'],
        signatures: [],
      },
    ]);
  });

  it('has hashes that are right, wrong, or of a function that nobody gave', () => {
    const [kernel, fdt] = parseFit(fit(bytes(KERNEL), bytes(FDT))).images;
    const verdicts = (...checked: { verdict: string }[]) => checked.map(({ verdict }) => verdict);
    expect(verdicts(...checkHashes(kernel!))).toEqual(['right', 'unchecked']);
    expect(verdicts(...checkHashes(kernel!, { sha256 }))).toEqual(['right', 'right']);
    expect(verdicts(...checkHashes({ ...kernel!, data: FDT }, { sha256 }))).toEqual(['wrong', 'wrong']);
    expect(verdicts(...checkHashes(fdt!))).toEqual(['wrong']);
  });

  it('may keep its data behind the tree, or anywhere in the file', () => {
    const offsets = fit('data-offset = <8>; data-size = <100>;', 'data-offset = <0>; data-size = <5>;');
    const padding = new Uint8Array(Math.ceil(offsets.length / 4) * 4 - offsets.length);
    const external = Uint8Array.from([...offsets, ...padding, ...FDT, 0, 0, 0, ...KERNEL]);
    expect(parseFit(external).images.map(({ data }) => data)).toEqual([KERNEL, FDT]);
    const positions = fit(
      'data-position = <8192>; data-size = <100>;',
      'data-position = <8300>; data-size = <5>;',
    );
    const placed = new Uint8Array(8305);
    placed.set(positions);
    placed.set(KERNEL, 8192);
    placed.set(FDT, 8300);
    expect(parseFit(placed).images.map(({ data }) => data)).toEqual([KERNEL, FDT]);
  });

  it('is refused where its data are not in the file, or an image is missing', () => {
    expect(() => parseFit(fit('data-offset = <0>; data-size = <100>;', bytes(FDT)))).toThrow(
      /the data of \/images\/kernel-1 is bytes \d+ to \d+ of the file/,
    );
    expect(() => parseFit(fit('', bytes(FDT)))).toThrow('/images/kernel-1 is without data');
    const other = serialiseDtb(
      parseDts('/dts-v1/; / { images { }; configurations { c { kernel = "k"; }; }; };'),
    );
    expect(() => parseFit(other)).toThrow('kernel of /configurations/c is k');
    expect(() => parseFit(serialiseDtb(parseDts('/dts-v1/; / { };')))).toThrow('/images is missing');
  });
});

const canMake = hasTool('mkimage') && hasTool('dtc');

describe.skipIf(!canMake)(`a FIT of mkimage${unless('mkimage')}`, () => {
  it.each([[[]], [['-E']], [['-E', '-p', '0x2000']], [['-E', '-B', '200']]])('with options %j', (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'fit-'));
    try {
      writeFileSync(join(folder, 'kernel'), KERNEL);
      writeFileSync(
        join(folder, 'fit.its'),
        `/dts-v1/; / { description = "x"; images { k { description = "k"; data = /incbin/("kernel"); type = "kernel";
         arch = "arm64"; os = "linux"; compression = "none"; load = <0>; entry = <0>;
         hash-1 { algo = "crc32"; }; hash-2 { algo = "sha256"; }; }; };
         configurations { default = "c"; c { kernel = "k"; }; }; };`,
      );
      execFileSync('mkimage', [...options, '-f', 'fit.its', 'fit.itb'], { cwd: folder, stdio: 'ignore' });
      const [image] = parseFit(new Uint8Array(readFileSync(join(folder, 'fit.itb')))).images;
      expect(image?.data).toEqual(KERNEL);
      expect(checkHashes(image!, { sha256 }).map(({ verdict }) => verdict)).toEqual(['right', 'right']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
