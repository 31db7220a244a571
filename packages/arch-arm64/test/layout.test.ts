import { describe, expect, test } from 'vitest';
import { GiB, KiB, MiB, TiB } from '@warmboot/address';
import { layoutOf } from '../src/index.js';
import { buildWith, recorded612, recordedBuild } from './built.js';

/** PHYS_OFFSET as the VMCOREINFO note of /proc/kcore has it, of a machine whose memory begins below `memstartAlign`. */
const physOffset = (build: Parameters<typeof layoutOf>[0]): string =>
  BigInt.asUintN(64, -BigInt(layoutOf(build).physOffsetShift)).toString(16);

/** Linux 6.12 with these pages, 52 bits built, on a CPU without LVA. */
const without52 = (pageSize: number) =>
  buildWith({ release: '6.12.117', pageSize, vaBits: 52, vaBitsInUse: 48 });

describe('what follows from how a kernel was built', () => {
  test('arm64 7.2: the linear map has half of the addresses in use', () => {
    expect(layoutOf(recordedBuild).linearMapSize).toBe(256 * GiB);
    expect(layoutOf(buildWith({ vaBits: 48 })).linearMapSize).toBe(128 * TiB);
    expect(layoutOf(recorded612).linearMapSize).toBe(128 * TiB);
    expect(layoutOf(buildWith({ pageSize: 64 * KiB, vaBits: 42 })).linearMapSize).toBe(2 * TiB);
  });

  test('arm64 0: with 52 bits in use the map ends where that of the fallback does', () => {
    const { linearMapSize, linearMapStart, physOffsetShift } = layoutOf(buildWith({ vaBits: 52 }));
    expect(linearMapSize).toBe(2 ** 52 - 2 ** 47);
    expect(linearMapStart).toBe(0xfff0_0000_0000_0000n);
    expect(physOffsetShift).toBe(0);
  });

  test('arm64 0: a kernel of 52 bits that goes on with 48 moves PHYS_OFFSET down, as recorded', () => {
    expect(physOffset(recorded612)).toBe('fff1000000000000');
    expect(physOffset(without52(64 * KiB))).toBe('fff1000000000000');
    expect(physOffset(recordedBuild)).toBe('0');
  });

  test('arm64 0: with pages of 16 KiB it goes on with 47, as recorded', () => {
    expect(physOffset(without52(16 * KiB))).toBe('fff0800000000000');
    expect(layoutOf(without52(16 * KiB)).linearMapSize).toBe(64 * TiB);
  });

  test('arm64 4.5: the image is mapped above the modules, which have 2 GiB from 6.5 on', () => {
    expect(layoutOf(recordedBuild).imageAddress).toBe(0xffff_ffc0_0800_0000n);
    expect(layoutOf(recorded612).imageAddress).toBe(0xffff_8000_8000_0000n);
  });

  test('arm64 7.1: sections have 512 MiB with pages of 64 KiB and 128 MiB with others', () => {
    const sections = [4, 16, 64].map((pages) => layoutOf(without52(pages * KiB)).sectionSize / MiB);
    expect(sections).toEqual([128, 128, 512]);
  });

  test('arm64 6.5.2: the linear map starts at a multiple of what one entry of an upper table maps', () => {
    const aligns = [4, 16, 64].map((pages) => layoutOf(without52(pages * KiB)).memstartAlign / MiB);
    expect(aligns).toEqual([1024, 1024, 512]);
  });

  test('arm64 6.5.1: addresses of more than 48 bits need 64 KiB pages, or LPA2 with 52 bits in use', () => {
    const limit = (facts: Parameters<typeof buildWith>[0]) =>
      Math.log2(layoutOf(buildWith(facts)).physicalLimit);
    expect(limit({ pageSize: 64 * KiB, paBits: 52 })).toBe(52);
    expect(limit({ pageSize: 64 * KiB })).toBe(48);
    expect(limit({ vaBits: 52, vaBitsInUse: 48, paBits: 52 })).toBe(48);
    expect(limit({ vaBits: 52, paBits: 52 })).toBe(52);
  });
});
