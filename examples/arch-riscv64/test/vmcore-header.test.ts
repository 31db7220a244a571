import { alignUp, MiB } from '@warmboot/address';
import type { CoreHeader, LoadPath } from '@warmboot/core/plugin';
import { coreHeader } from '@warmboot/core/plugin';
import { describe, expect, it } from 'vitest';
import { readToolMemory } from '../src/index.js';
import { load, machineOf, vmlinux, type Machine, type Version } from './machine.js';

const version = (vaBitsInUse: number): Version => ({ profile: 'linux-6.12', facts: { vaBitsInUse } });

const headerOf = (build: Version, machine: Machine, path: LoadPath): CoreHeader => {
  const request = { type: 'crash' as const, ...(path === 'kexec_load' ? {} : { kernel: vmlinux }) };
  const { crash } = load(build, machine, path, request).machine.kexec;
  return coreHeader.read(crash!.segments.find(({ kind }) => kind === 'elfcorehdr')!.bytes!);
};

const machineFor = (build: Version): Machine => machineOf(build, 'dt', 'crashkernel=256M');

describe('the header that kexec_file_load makes (kernel/crash_core.c)', () => {
  it('riscv64 4.5: has the kernel from _text to _end, at the address that it is linked for', () => {
    const build = version(57);
    const machine = machineFor(build);
    const [kernel] = headerOf(build, machine, 'kexec_file_load').loads;
    const { imageSize } = machine.kernel.image as unknown as { readonly imageSize: number };
    expect(kernel).toEqual({
      paddr: 0x8020_2000n,
      vaddr: 0xffff_ffff_8000_2000n,
      size: BigInt(imageSize - 0x2000),
    });
  });

  it.each([
    [57, 0xff60_0000_0000_0000n],
    [48, 0xffff_af80_0000_0000n],
    [39, 0xffff_ffd6_0000_0000n],
  ])('riscv64 4.5: with %i bits RAM begins at its PAGE_OFFSET', (bits, pageOffset) => {
    const build = version(bits);
    const [, ram] = headerOf(build, machineFor(build), 'kexec_file_load').loads;
    expect(ram).toMatchObject({ paddr: 0x8000_0000n, vaddr: pageOffset });
  });
});

describe('the header that kexec-tools 2.0.32 makes (kexec/arch/riscv/crashdump-riscv.c)', () => {
  const build = version(57);
  const machine = machineFor(build);
  const [kernel, ...ram] = headerOf(build, machine, 'kexec_load').loads;
  const { kernelImage, kernelCode, ranges } = readToolMemory(machine.iomem);

  it('riscv64 3.5: loses the last byte of the kernel', () => {
    expect(kernel).toMatchObject({ paddr: 0x8020_2000n, vaddr: 0xffff_ffff_8000_2000n });
    expect(kernel!.size).toBe(BigInt(kernelImage!.end - kernelImage!.start - 1));
  });

  it('riscv64 3.5: leaves out what is reserved, the crash kernel, and the kernel itself', () => {
    const region = machine.kexec.crashRegion!;
    expect(ram.map(({ paddr }) => Number(paddr))).toEqual(
      ranges.filter(({ start }) => start !== region.start).map(({ start }) => start),
    );
    expect(ram.some(({ paddr }) => paddr === 0x8000_0000n)).toBe(false);
  });

  it('riscv64 3.5: counts addresses from the page before the first boundary behind the code', () => {
    // The described kernel's sections have huge pages of their own.
    const initText = 0xffff_ffff_8000_0000n + BigInt(alignUp(kernelCode!.end, 2 * MiB) - 0x8020_0000);
    expect(ram[0]!.vaddr).toBe(BigInt.asUintN(64, initText - 0x1000n + ram[0]!.paddr));
  });
});
