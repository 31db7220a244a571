import { describe, expect, test } from 'vitest';
import type { HandoverInput, KexecImage, Machine } from '@warmboot/core/plugin';
import { FileBuffers, NO_PAGES, memblocks, resources } from '@warmboot/core/plugin';
import { bytesOf, hasFile, logOf, type Trace } from '@warmboot/testing/recorded';
import { architecture, EFI_MEMORY_MAP_FILE, bootLogReader, FDT_FILE } from '../src/index.js';
import { earlyBoot } from './built.js';
import { bootLog, machineBefore, requestOf, stepsOf } from './recorded.js';

const jumps = stepsOf('kexec-exec', 'crash');

/** The image that the last successful load before the jump left, as the kernel would keep it. */
const imageFor = (trace: Trace, index: number): KexecImage | undefined => {
  const crash = trace.steps[index]?.action === 'crash';
  const at = trace.steps.findLastIndex(
    (step, number) =>
      number < index &&
      step.action === 'kexec-load' &&
      (step.kind === '-p') === crash &&
      step.result?.rc === 0,
  );
  if (at < 0) return undefined;
  const machine = machineBefore(trace, at);
  const request = requestOf(trace, trace.steps[at]!);
  const base = {
    type: request.type,
    preserveContext: false,
    kernel: request.kernel,
    verifiesDigest: false,
    pages: NO_PAGES,
    layoutGeneration: -1,
  };
  if (trace.steps[at]!.opts?.includes('-s') === true) {
    const ranges = crash ? [machine.kexec.crashRegion!] : memblocks.free(machine.memblock!, false);
    const buffers = new FileBuffers(
      ranges,
      true,
      { topDownWalksDescending: false, topDownOffByOne: true },
      4096,
    );
    const entry = architecture.fileLoader!.load(machine, request, buffers);
    return entry.ok
      ? { ...base, fileMode: true, entry: BigInt(entry.value), segments: buffers.segments }
      : undefined;
  }
  const load = architecture.userSpaceLoader!.load(machine, request);
  if (!load.ok) return undefined;
  const segments = load.segments.map(({ kind = 'other', mem, memsz, bufsz, bytes }) => ({
    kind,
    mem: Number(mem),
    memsz: Number(memsz),
    bufsz: Number(bufsz),
    ...(bytes === undefined ? {} : { bytes }),
  }));
  return { ...base, fileMode: false, entry: load.entry, segments };
};

/** Sections of the recorded kernel, from where the first one showed them. */
const sectionsOf = (machine: Machine, kernel: HandoverInput['kernel']) => {
  const names = architecture.resourceNames.kernelSections;
  const found = [...resources.preorder(machine.iomem.root)]
    .map(({ resource }) => resource)
    .filter(({ name }) => names.includes(name));
  const base = architecture.resourceNames.kernelBase(found, kernel);
  return found.map(({ name, start, end }) => ({ name, start: start - base, end: end - base }));
};

const inputFor = (trace: Trace, index: number, image: KexecImage): HandoverInput => {
  const machine = machineBefore(trace, index);
  const recovered = bootLogReader.recover(bootLog(trace)).files;
  return {
    platform: machine.platform,
    kernel: image.kernel!,
    kernelAt: image.segments.find(({ kind }) => kind === 'kernel')!.mem,
    sections: sectionsOf(machine, image.kernel!),
    segments: image.segments,
    files: new Map([...recovered, ...machine.files]),
  };
};

const COMPARED = new Set(['System RAM', 'Kernel code', 'Kernel data', 'Crash kernel']);

const comparedLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => COMPARED.has(line.split(' : ')[1] ?? ''));

describe('every recorded jump on arm64', () => {
  test('there are recordings to compare with', () => expect(jumps.length).toBeGreaterThanOrEqual(12));

  const jumped = jumps.filter(({ step }) => step.result?.outcome !== 'refused');

  test.each(jumped)('arm64 5.5, 6: $title ends as recorded', ({ trace, step, index }) => {
    const image = imageFor(trace, index);
    const outcome = step.result?.outcome;
    if (image === undefined) {
      // A panic without a loaded image just resets the machine: nothing of arm64's is asked.
      expect(outcome).toBe('reset');
      return;
    }
    const machine = machineBefore(trace, index);
    const arrival = earlyBoot.jump(machine, image);
    if (outcome === 'hang') {
      expect(arrival.outcome).toBe('hang');
      return;
    }
    expect(arrival.outcome).toBe('arrived');
    expect(earlyBoot.boot(inputFor(trace, index, image)).outcome).toBe(outcome);
  });

  const booted = jumps.filter(({ step }) => step.result?.outcome === 'booted');

  test.each(booted)('arm64 2.1, 6: $title: memory as the next kernel shows it', ({ trace, step, index }) => {
    const image = imageFor(trace, index)!;
    const outcome = earlyBoot.boot(inputFor(trace, index, image));
    if (outcome.outcome !== 'booted') throw new Error(outcome.reason);
    const { acpi, iomem, isCapture, ram } = outcome.kernel;
    expect(acpi).toBe(trace.firmware === 'efi');
    expect(isCapture).toBe(step.action === 'crash');
    let tree = iomem;
    // Devices are found again later, by the generic code: where there is ACPI, what is still plugged in comes back.
    for (const { range } of acpi ? machineBefore(trace, index).platform.dimms.values() : []) {
      const added = resources.request(
        tree,
        resources.make({ ...range, name: 'System RAM', flags: resources.BUSY_SYSTEM_RAM }),
      );
      if (added.ok) tree = added.tree;
    }
    expect(comparedLines(resources.printIomem(tree))).toEqual(comparedLines(step.observed?.iomem ?? ''));
    const top = (text: string) =>
      text.split('\n').filter((line) => line.endsWith(' : reserved') && !line.startsWith(' '));
    expect(top(resources.printIomem(iomem))).toEqual(top(step.observed?.iomem ?? ''));
    const early = logOf(step)
      .map((line) => /^ {2}node {3}0: \[mem 0x([0-9a-f]+)-0x([0-9a-f]+)\]$/.exec(line))
      .filter((match) => match !== null);
    expect(early.length).toBeGreaterThan(0);
    expect(ram).toEqual(
      early.map(([, start, last]) => ({ start: Number(`0x${start}`), end: Number(`0x${last}`) + 1 })),
    );
  });

  test.each(booted.filter(({ trace }) => hasFile(trace, 'after-fdt.dtb')))(
    'arm64 3.5, 4.6: $title: the next kernel shows the tree that it was given',
    ({ trace, index }) => {
      const outcome = earlyBoot.boot(inputFor(trace, index, imageFor(trace, index)!));
      const fdt = outcome.outcome === 'booted' ? outcome.kernel.files.get(FDT_FILE) : undefined;
      expect(Buffer.from(fdt ?? []).toString('hex')).toBe(
        Buffer.from(bytesOf(trace, 'after-fdt.dtb')).toString('hex'),
      );
    },
  );

  test.each(booted)('arm64 6.2: $title: the log tells of the vmcore header', ({ trace, step, index }) => {
    const outcome = earlyBoot.boot(inputFor(trace, index, imageFor(trace, index)!));
    const said = outcome.outcome === 'booted' ? (outcome.kernel.log ?? []).map(({ text }) => text) : [];
    const recorded = logOf(step).filter((line) => line.includes('elfcorehdr'));
    expect(said.filter((line) => line.includes('elfcorehdr'))).toEqual(recorded);
  });
});

describe('the first kernel of every recorded machine', () => {
  const first = stepsOf('boot');

  test.each(first)('arm64 2.1, 6.4: $title: System RAM from its own hand-over', ({ trace, step }) => {
    const text = step.observed?.iomem ?? '';
    const machine = machineBefore(trace, 1);
    const kernel = architecture.images[0]!.fromRecord(trace.kernel_image);
    const sections = sectionsOf(machine, kernel);
    const code = /([0-9a-f]+)-[0-9a-f]+ : Kernel code/.exec(text)![1]!;
    const outcome = earlyBoot.boot({
      platform: machine.platform,
      kernel,
      kernelAt: Number(`0x${code}`) - sections[0]!.start,
      sections,
      segments: [
        {
          kind: 'dtb',
          mem: trace.firmware === 'dt' ? 0x4860_0000 : fdtAddress(trace),
          memsz: 0x10_0000,
          bufsz: bytesOf(trace, 'fdt.dtb').length,
          bytes: bytesOf(trace, 'fdt.dtb'),
        },
      ],
      files: new Map([...bootLogReader.recover(bootLog(trace)).files, ...machine.files]),
    });
    if (outcome.outcome !== 'booted') throw new Error(outcome.reason);
    const without = (lines: string[]) => lines.filter((line) => !line.endsWith(': Crash kernel'));
    expect(without(comparedLines(resources.printIomem(outcome.kernel.iomem)))).toEqual(
      without(comparedLines(text)),
    );
  });

  const crashing = first.filter(
    ({ trace }) => trace.firmware === 'dt' && trace.cmdline.includes('crashkernel='),
  );

  test.each(crashing)(
    'arm64 8: $title: crashkernel=256M lies below the memory map, as recorded',
    ({ trace }) => {
      const machine = machineBefore(trace, 1);
      const kernel = architecture.images[0]!.fromRecord(trace.kernel_image);
      const fdt = bytesOf(trace, 'fdt.dtb');
      const outcome = earlyBoot.boot({
        platform: machine.platform,
        kernel,
        kernelAt: 0x4020_0000,
        sections: sectionsOf(machine, kernel),
        segments: [{ kind: 'dtb', mem: 0x4860_0000, memsz: fdt.length, bufsz: fdt.length, bytes: fdt }],
        files: machine.files,
      });
      const crash = outcome.outcome === 'booted' ? outcome.kernel.crashRegion : undefined;
      expect(crash).toEqual(machine.kexec.crashRegion);
      const log = outcome.outcome === 'booted' ? (outcome.kernel.log ?? []).map(({ text }) => text) : [];
      expect(bootLog(trace)).toEqual(expect.arrayContaining(log));
      expect(log).toEqual(['crashkernel reserved: 0x00000000ada00000 - 0x00000000bda00000 (256 MB)']);
    },
  );
});

/** Where the EFI stub put the tree: the first reservation that the kernel made. */
const fdtAddress = (trace: Trace): number => {
  const { iomem } = machineBefore(trace, 1);
  const ram = [...resources.parseIomem(resources.printIomem(iomem)).root.children.values()].find(
    ({ name }) => name === 'System RAM',
  )!;
  return [...ram.children.values()].find(({ start, end }) => end - start === 0x1000 && start > 0x7000_0000)!
    .start;
};

test('arm64 6.4: the EFI map travels as a file of the machine', () => {
  const efi = stepsOf('boot').filter(({ trace }) => trace.firmware === 'efi');
  for (const { trace } of efi) {
    expect(bootLogReader.recover(bootLog(trace)).files.has(EFI_MEMORY_MAP_FILE)).toBe(true);
  }
  const dt = stepsOf('boot').filter(({ trace }) => trace.firmware === 'dt');
  for (const { trace } of dt) expect(bootLogReader.recover(bootLog(trace)).files.size).toBe(0);
});
