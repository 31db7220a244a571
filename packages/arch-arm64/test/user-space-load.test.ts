import { describe, expect, test } from 'vitest';
import { hex } from '@warmboot/address';
import { coreHeader } from '@warmboot/core/plugin';
import { bytesOf } from '@warmboot/testing/recorded';
import { layoutOf, readToolMemory, userSpaceLoaderOf } from '../src/index.js';
import { buildWith, userSpaceLoader } from './built.js';
import { machineBefore, requestOf, stepsOf } from './recorded.js';

const loads = stepsOf('kexec-load').filter(({ step }) => step.opts?.includes('-c'));

/** Segments as the tool printed them: complete where the recording of what the kernel took is not. */
const printed = (output: string): string[] =>
  [
    ...output.matchAll(
      /segment\[\d+\]\.bufsz = (\S+)\nsegment\[\d+\]\.mem {3}= (\S+)\nsegment\[\d+\]\.memsz = (\S+)/g,
    ),
  ].map(([, bufsz, mem, memsz]) => `${mem} ${memsz} ${bufsz}`);

describe('kexec -c on every recorded arm64 machine', () => {
  test('there are recordings to compare with', () => expect(loads.length).toBeGreaterThan(15));

  test.each(loads)('arm64 3.4, 3.6: $title: segments', ({ trace, step, index }) => {
    const load = userSpaceLoader.load(machineBefore(trace, index), requestOf(trace, step));
    expect(load.ok).toBe(step.result?.rc === 0);
    if (!load.ok) {
      expect(load.status).toBe(step.result?.rc);
      const said = (step.result?.out ?? '').split('\n');
      expect(said).toEqual(expect.arrayContaining(load.output.slice(-3)));
      return;
    }
    expect(load.segments.map(({ mem, memsz, bufsz }) => `${hex(mem)} ${hex(memsz)} ${hex(bufsz)}`)).toEqual(
      printed(step.result?.out ?? ''),
    );
    expect(step.result?.out).toContain(`kexec_load: entry = ${hex(load.entry)} `);
    if (step.image !== undefined) expect(hex(load.entry)).toBe(step.image.start);
    for (const recorded of step.segments ?? []) {
      const same = load.segments.find(({ mem }) => hex(mem) === recorded.mem);
      expect(same).toBeDefined();
      expect([hex(same!.memsz), hex(same!.bufsz)]).toEqual([recorded.memsz, recorded.bufsz]);
      if (recorded.kind !== 'other') expect(same!.kind).toBe(recorded.kind);
      if (recorded.kind === 'dtb' && recorded.file !== undefined) {
        expect(Buffer.from(same!.bytes!).toString('hex')).toBe(
          Buffer.from(bytesOf(trace, recorded.file)).toString('hex'),
        );
      }
    }
  });

  test('arm64 3.6: the capture kernel shows the tree that the tool made', () => {
    const { trace, step, index } = loads.find(({ trace }) => trace.name === 'arm64-efi-kdump-c')!;
    const load = userSpaceLoader.load(machineBefore(trace, index), requestOf(trace, step));
    const dtb = load.ok ? load.segments.find(({ kind }) => kind === 'dtb') : undefined;
    expect(Buffer.from(dtb!.bytes!).toString('hex')).toBe(
      Buffer.from(bytesOf(trace, 'after-fdt.dtb')).toString('hex'),
    );
  });

  test('arm64 3.6: the program headers of the vmcore are those that the tool printed', () => {
    const { trace, step, index } = loads.find(({ trace }) => trace.name === 'arm64-efi-kdump-c')!;
    const load = userSpaceLoader.load(machineBefore(trace, index), requestOf(trace, step));
    const header = load.ok ? load.segments.find(({ kind }) => kind === 'elfcorehdr') : undefined;
    const { notes, loads: ranges } = coreHeader.read(header!.bytes!);
    const said = [...(step.result?.out ?? '').matchAll(/p_paddr = (\S+) p_vaddr = (\S+) p_filesz = (\S+)/g)];
    expect([
      ...notes.map(({ address, size }) => `${hex(address)} 0x0 ${hex(size)}`),
      ...ranges.map(({ paddr, vaddr, size }) => `${hex(paddr)} ${hex(vaddr)} ${hex(size)}`),
    ]).toEqual(said.map(([, paddr, vaddr, size]) => `${paddr} ${vaddr} ${size}`));
  });

  test.each(loads)('arm64 3.2: $title: memory ranges', ({ trace, step, index }) => {
    const { ranges } = readToolMemory(machineBefore(trace, index).iomem);
    const lines = ranges.map(
      ({ start, end }) =>
        `${start.toString(16).padStart(16, '0')}-${(end - 1).toString(16).padStart(16, '0')} (0)`,
    );
    const said = (step.result?.out ?? '').split('\n');
    const from = said.indexOf('System RAM ranges;') + 1;
    expect(lines).toEqual(said.slice(from, from + lines.length));
    expect(said[from + lines.length]).not.toMatch(/^[0-9a-f]{16}-/);
  });
});

describe('the core header of a kernel whose /proc/kallsyms has `_text`', () => {
  const { trace, step, index } = loads.find(({ trace }) => trace.name === 'arm64-efi-kdump-c')!;

  /** Virtual addresses of the core header's loads on that machine, if its kernel were built so. */
  const addresses = (facts: Parameters<typeof buildWith>[0]) => {
    const load = userSpaceLoaderOf(layoutOf(buildWith(facts))).load(
      machineBefore(trace, index),
      requestOf(trace, step),
    );
    const header = load.ok ? load.segments.find(({ kind }) => kind === 'elfcorehdr') : undefined;
    return coreHeader.read(header!.bytes!).loads;
  };

  // As Debian's 6.12.117 answered, whose memory begins at 1 GiB too: 0xffff800080000000 for the text that lies at a
  // multiple of 2 MiB, and 0xffff000040000000 for the first range, with 52 bits built and 48 in use.
  test('arm64 3.6: the text has its address, ranges count from the page offset of the bits that were built', () => {
    const built = { release: '6.12.117', pageSize: 4096, vaBits: 52, vaBitsInUse: 48 };
    const [text, first] = addresses({ ...built, kallsymsAll: true });
    const [unnamed, firstUnnamed] = addresses(built);
    expect(hex(text!.vaddr)).toBe(hex(0xffff_8000_8000_0000n + (text!.paddr % 0x20_0000n)));
    expect(unnamed!.vaddr).toBe(0xffff_ffff_ffff_ffffn);
    expect(BigInt.asUintN(64, first!.vaddr - firstUnnamed!.vaddr)).toBe(0xfff0_0000_0000_0000n);
  });

  test('arm64 3.6: what is before `_stext` is subtracted as it is, without an address that wraps around', () => {
    const built = { release: '6.1.192', pageSize: 4096, vaBits: 39 };
    const [text] = addresses({ ...built, kallsymsAll: true });
    const [unnamed] = addresses(built);
    expect(text!.paddr % 0x1_0000n).toBe(0n);
    expect(BigInt.asUintN(64, unnamed!.paddr + text!.vaddr)).toBe(text!.paddr);
    expect(unnamed!.vaddr).toBe(0xffff_ffff_ffff_ffffn);
  });
});
