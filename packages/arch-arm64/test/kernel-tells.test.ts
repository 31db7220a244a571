import { describe, expect, it } from 'vitest';
import { architecture } from '../src/architecture.js';

const { builds } = architecture;

const config = (...options: readonly (readonly [string, string])[]) => builds!.fromConfig!(new Map(options));

describe('a kernel of arm64 tells what it was built with', () => {
  // arch/arm64/Kconfig: the choices of page size, of virtual and of physical addresses
  it('by its configuration', () => {
    expect(config(['ARM64_64K_PAGES', 'y'], ['ARM64_4K_PAGES', 'n'])).toMatchObject({ pageSize: 65536 });
    expect(config(['ARM64_VA_BITS', '52'], ['ARM64_PA_BITS', '48'])).toMatchObject({
      vaBits: 52,
      paBits: 48,
    });
    expect(config(['ARM64_VA_BITS_39', 'y'])).toMatchObject({ vaBits: 39 });
    expect(config(['KEXEC', 'y'])).toEqual({ pageSize: undefined, vaBits: undefined, paBits: undefined });
  });

  it('names every option that it reads', () => {
    const read = new Set<string>();
    class Watched extends Map<string, string> {
      override get(name: string): string | undefined {
        read.add(name);
        return undefined;
      }
    }
    builds!.fromConfig!(new Watched());
    expect([...read].sort()).toEqual([...builds!.options!].sort());
  });

  // arch/arm64/kernel/vmcore_info.c: arch_crash_save_vmcoreinfo; T1SZ is what 64 bits have too many
  it('by VMCOREINFO: bits that were built, and bits that the CPU uses', () => {
    const lines = new Map([
      ['NUMBER(VA_BITS)', '52'],
      ['NUMBER(TCR_EL1_T1SZ)', '0x10'],
    ]);
    expect(builds!.fromVmcoreinfo!(lines)).toEqual({ vaBits: 52, vaBitsInUse: 48 });
    expect(builds!.fromVmcoreinfo!(new Map([['NUMBER(TCR_EL1_T1SZ)', 'x']]))).toEqual({
      vaBits: undefined,
      vaBitsInUse: undefined,
    });
  });

  // Documentation/arch/arm64/booting.rst: flags, bits 1 and 2
  it.each([
    [0b0010, 4096],
    [0b0100, 16_384],
    [0b0110, 65_536],
    [0b0000, undefined],
  ])('by the flags of its Image: %i', (flags, pageSize) => {
    const [format] = architecture.images;
    const image = format!.fromRecord({ text_offset: 0, image_size: 0x20_0000, flags, file_size: 0x10_0000 });
    expect(builds!.fromImage!(image)).toEqual({ pageSize });
  });
});
