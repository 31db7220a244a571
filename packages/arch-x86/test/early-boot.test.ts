import { describe, expect, test } from 'vitest';
import type { AddressRange } from '@warmboot/address';
import { bareHex, covers } from '@warmboot/address';
import type { EarlyBootOutcome, HandoverInput, KexecImage, KexecSegment } from '@warmboot/core/plugin';
import { FileBuffers, linux61, NO_PAGES, resources } from '@warmboot/core/plugin';

import { bytesOf, hasFile, type Recorded } from '@warmboot/testing/recorded';
import {
  architecture,
  BOOT_PARAMS_FILE,
  earlyBoot,
  fileLoader,
  resourceNames,
  userSpaceLoader,
} from '../src/index.js';
import { machineBefore, requestOf, runningCmdline, sectionsOf, stepsOf } from './recorded.js';

const jumps = stepsOf('kexec-exec', 'crash').filter(({ step }) => step.result?.outcome !== 'refused');
const booted = jumps.filter(({ step }) => step.result?.outcome === 'booted');
const failed = jumps.filter(({ step }) => step.result?.outcome !== 'booted');

/** What the load before the jump put into memory. */
const imageOf = ({ trace, index }: Recorded): KexecImage => {
  const at = trace.steps.slice(0, index).findLastIndex(({ action }) => action === 'kexec-load');
  const step = trace.steps[at]!;
  const machine = machineBefore(trace, at);
  const request = requestOf({ title: '', trace, step, index: at });
  const common = {
    type: request.type,
    preserveContext: false,
    kernel: request.kernel,
    verifiesDigest: true,
    pages: NO_PAGES,
    layoutGeneration: 0,
  };
  if (step.opts?.includes('-s') === true) {
    const ranges =
      request.type === 'crash'
        ? [machine.kexec.crashRegion!]
        : [...resources.walkSystemRam(machine.iomem)].filter(
            ({ flags }) => !resources.hasFlags(flags, resources.SYSRAM_DRIVER_MANAGED),
          );
    const buffers = new FileBuffers(ranges, false, linux61.search, 4096);
    const entry = fileLoader.load(machine, request, buffers);
    if (!entry.ok) throw new Error(entry.reason);
    return { ...common, fileMode: true, entry: BigInt(entry.value), segments: buffers.segments };
  }
  const loaded = userSpaceLoader.load(machine, request);
  if (!loaded.ok) throw new Error(loaded.output.join('\n'));
  const segments = loaded.segments.map(({ kind = 'other', mem, memsz, bufsz, bytes }): KexecSegment => ({
    kind,
    mem: Number(mem),
    memsz: Number(memsz),
    bufsz: Number(bufsz),
    ...(bytes === undefined ? {} : { bytes }),
  }));
  return { ...common, fileMode: false, entry: loaded.entry, segments };
};

const inputOf = (recorded: Recorded, image: KexecImage): HandoverInput => {
  const machine = machineBefore(recorded.trace, recorded.index);
  return {
    platform: machine.platform,
    kernel: image.kernel!,
    kernelAt: image.segments.find(({ kind }) => kind === 'kernel')!.mem,
    sections: sectionsOf(recorded.trace),
    segments: image.segments,
    files: machine.files,
  };
};

const bootOf = (recorded: Recorded): EarlyBootOutcome => {
  const image = imageOf(recorded);
  expect(earlyBoot.jump(machineBefore(recorded.trace, recorded.index), image)).toEqual({
    outcome: 'arrived',
  });
  return earlyBoot.boot(inputOf(recorded, image));
};

const kernelOf = (recorded: Recorded) => {
  const outcome = bootOf(recorded);
  if (outcome.outcome !== 'booted') throw new Error(outcome.reason);
  return outcome.kernel;
};

/** Devices that the hand-over does not describe: the kernel finds them again through ACPI, after early boot. */
const rediscovered = (recorded: Recorded, ram: readonly AddressRange[]): AddressRange[] =>
  [...machineBefore(recorded.trace, recorded.index).platform.dimms.values()]
    .map(({ range }) => range)
    .filter((range) => !ram.some((known) => covers(known, range)));

const line = ({ start, end }: AddressRange): string =>
  `${bareHex(start, 8)}-${bareHex(end - 1, 8)} : System RAM`;

const COMPARED = /: (?:System RAM|Kernel \w+|Crash kernel|RAM buffer|ACPI Tables|ACPI Non-volatile Storage)$/;

describe('kernels that came up after a jump', () => {
  test('there are recordings to compare with', () => expect(booted.length).toBeGreaterThanOrEqual(12));

  test.each(booted)('x86 2.2 to 2.4, 6.2: $title: /proc/iomem from the hand-over', (recorded) => {
    const kernel = kernelOf(recorded);
    const added = new Set(rediscovered(recorded, kernel.ram).map(line));
    const theirs = (recorded.step.observed?.iomem ?? '')
      .split('\n')
      .filter((text) => COMPARED.test(text) && !added.has(text));
    const ours = resources
      .printIomem(kernel.iomem)
      .split('\n')
      .filter((text) => COMPARED.test(text));
    expect(ours).toEqual(theirs);
  });

  test.each(booted)('x86 2.4: $title: reserved ranges and their order', (recorded) => {
    const reserved = (tree: ReturnType<typeof resources.parseIomem>) =>
      [...resources.preorder(tree.root)]
        .filter(({ resource }) => resource.name === 'Reserved')
        .map(({ resource: { start, end, flags } }) => [start, end, flags]);
    expect(reserved(kernelOf(recorded).iomem)).toEqual(
      reserved(resources.parseIomem(recorded.step.observed?.iomem ?? '', resourceNames.classify)).map(
        ([start, end, flags]) => [
          start,
          end,
          // Below 1 MiB the kernel marks them busy, which the text does not show.
          start! < 0x10_0000 ? flags! + 0x8000_0000 : flags,
        ],
      ),
    );
  });

  test.each(booted)('x86 2.5: $title: /sys/firmware/memmap', (recorded) => {
    const kernel = kernelOf(recorded);
    const again = rediscovered(recorded, kernel.ram);
    const theirs = (recorded.step.observed?.firmware_memmap ?? [])
      .map(({ start, end, type }) => ({ range: { start: Number(start), end: Number(end) + 1 }, type }))
      .filter(({ range }) => !again.some(({ start, end }) => start === range.start && end === range.end));
    expect(kernel.firmwareMap?.entries.map(({ range, type }) => ({ range, type }))).toEqual(theirs);
  });

  test.each(booted)('x86 7.1: $title: block size', (recorded) => {
    const { ram } = kernelOf(recorded);
    expect(bareHex(architecture.memory.blockSize({ bootRam: ram, hypervisor: true }))).toBe(
      recorded.step.observed?.sys?.['/sys/devices/system/memory/block_size_bytes'],
    );
  });

  test.each(booted.filter(({ trace }) => hasFile(trace, 'after-boot_params.bin')))(
    'x86 1.2: $title: boot_params of the second kernel',
    (recorded) => {
      const ours = kernelOf(recorded).files.get(BOOT_PARAMS_FILE);
      expect(Buffer.from(ours!).toString('hex')).toBe(
        Buffer.from(bytesOf(recorded.trace, 'after-boot_params.bin')).toString('hex'),
      );
    },
  );

  test.each(booted)('x86 3.6, 4.4: $title: command line, capture mark, initrd', (recorded) => {
    const kernel = kernelOf(recorded);
    const crash = recorded.step.action === 'crash';
    expect(kernel.isCapture).toBe(crash);
    if (!crash) expect(kernel.cmdline).toBe(runningCmdline(recorded.trace));
    expect(kernel.initrd!.end - kernel.initrd!.start).toBe(recorded.trace.initrd.file_size);
    expect(kernel.acpi).toBe(true);
  });
});

describe('jumps that did not end well', () => {
  test('there are recordings to compare with', () => expect(failed.length).toBeGreaterThanOrEqual(3));

  test.each(failed)('x86 5.3, 5.4: $title', (recorded) => {
    const machine = machineBefore(recorded.trace, recorded.index);
    const image = imageOf(recorded);
    const jump = earlyBoot.jump(machine, image);
    const outcome = jump.outcome === 'arrived' ? earlyBoot.boot(inputOf(recorded, image)) : jump;
    expect(outcome.outcome).toBe(recorded.step.result?.outcome);
  });
});
