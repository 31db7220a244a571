import { describe, expect, test } from 'vitest';
import type { ColdStart, HandoverInput, KexecSegment } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';
import { GiB, hex, MiB } from '@warmboot/address';

import { bytesOf, logOf, type Trace } from '@warmboot/testing/recorded';
import {
  earlyBoot,
  imageFormat,
  parseBootParams,
  parseE820Log,
  readHandover,
  referenceMachine,
} from '../src/index.js';
import { installed, machineBefore, runningCmdline, sectionsOf, traces } from './recorded.js';

const COMPARED = /: (?:System RAM|Kernel \w+|ACPI Tables|ACPI Non-volatile Storage|Crash kernel)$/;

const linesOf = (text: string): string[] => text.split('\n').filter((line) => COMPARED.test(line));

const bootedFrom = (input: HandoverInput) => {
  const outcome = earlyBoot.boot(input);
  if (outcome.outcome !== 'booted') throw new Error(outcome.reason);
  return outcome.kernel;
};

/** What the first kernel of a recording was given: its zero page, and its command line where the page points. */
const recordedStart = (trace: Trace): HandoverInput => {
  const page = bytesOf(trace, 'boot_params.bin');
  const { cmdLinePtr } = parseBootParams(page);
  const cmdline = new TextEncoder().encode(`${runningCmdline(trace)}\0`);
  const base = Number(cmdLinePtr) - (Number(cmdLinePtr) % 4096);
  const bytes = new Uint8Array(8192);
  bytes.set(cmdline, Number(cmdLinePtr) % 4096);
  const segments: KexecSegment[] = [
    { kind: 'boot_params', mem: 0x1_0000, memsz: 4096, bufsz: 4096, bytes: page },
    { kind: 'other', mem: base, memsz: 8192, bufsz: 8192, bytes },
  ];
  const code = /([0-9a-f]+)-[0-9a-f]+ : Kernel code/.exec(trace.steps[0]?.observed?.iomem ?? '');
  return {
    platform: machineBefore(trace, 0).platform,
    kernel: imageFormat.fromRecord(trace.kernel_image),
    kernelAt: Number(`0x${code?.[1]}`),
    sections: sectionsOf(trace),
    segments,
    files: new Map(),
  };
};

describe('the first kernel of every recording', () => {
  test.each(traces.map((trace) => ({ title: trace.name, trace })))(
    'x86 2.2 to 2.4: $title: /proc/iomem from boot_params',
    ({ trace }) => {
      const kernel = bootedFrom(recordedStart(trace));
      const isEfi = trace.firmware === 'efi';
      // What EFI firmware allocated is not in boot_params, so where the crash kernel goes cannot be told from them.
      const wanted = linesOf(trace.steps[0]?.observed?.iomem ?? '').filter(
        (line) => !isEfi || !line.endsWith('Crash kernel'),
      );
      expect(
        linesOf(resources.printIomem(kernel.iomem)).filter(
          (line) => !isEfi || !line.endsWith('Crash kernel'),
        ),
      ).toEqual(wanted);
    },
  );

  test.each(traces.map((trace) => ({ title: trace.name, trace })))(
    'x86 2.2: $title: the map in boot_params is the one in the log',
    ({ trace }) => {
      expect(parseBootParams(bytesOf(trace, 'boot_params.bin')).e820).toEqual(
        parseE820Log(logOf(trace.steps[0])),
      );
    },
  );

  test.each(traces.filter(({ cmdline, firmware }) => /crashkernel/.test(cmdline) && firmware === 'bios'))(
    'x86 8: $name: where the crash kernel goes and what the log says',
    (trace) => {
      const kernel = bootedFrom(recordedStart(trace));
      const said = logOf(trace.steps[0]).filter((line) => /for crashkernel/.test(line));
      expect(kernel.log?.map(({ text }) => text)).toEqual(said);
      expect(said).toHaveLength(1);
    },
  );
});

const cold = (firmware: string, memorySize: number, cmdline = 'quiet'): ColdStart => ({
  firmware,
  memorySize,
  maxMemory: 16 * GiB,
  slots: 8,
  cmdline,
  kernel: imageFormat.fromRecord(referenceMachine.kernel),
  initrd: referenceMachine.initrd,
  hypervisor: true,
  nodes: [0],
});

const startCold = (request: ColdStart): HandoverInput => {
  const start = earlyBoot.coldStart!(request);
  if (!start.ok) throw new Error(start.reason);
  return start.value;
};

describe('a machine described by its memory', () => {
  const plain = traces.filter(({ qemu, name }) => !name.includes('numa') && /^[12]G/.test(qemu.memory));

  test.each(plain)('$name: firmware hands over the map that it handed over there', (trace) => {
    const request = cold(trace.firmware, installed(trace)[0]!.end);
    const handover = readHandover(startCold(request).segments)!;
    const recorded = parseBootParams(bytesOf(trace, 'boot_params.bin'));
    expect(handover.params.e820).toEqual(recorded.e820);
    expect(handover.params.efiInfo.systemTable).toBe(recorded.efiInfo.systemTable);
    expect(handover.params.typeOfLoader).toBe(recorded.typeOfLoader);
    expect(handover.params.acpiRsdp).toBe(recorded.acpiRsdp);
  });

  test.each(plain)('$name: the kernel is where it was there', (trace) => {
    const start = startCold(cold(trace.firmware, installed(trace)[0]!.end));
    expect(hex(start.kernelAt)).toBe(hex(recordedStart(trace).kernelAt));
  });

  test('RAM that does not fit below 2.75 GiB is split at 2 GiB', () => {
    const kernel = bootedFrom(startCold(cold('bios', 6 * GiB)));
    expect(kernel.ram.at(-1)).toEqual({ start: 4 * GiB, end: 8 * GiB });
    expect(kernel.ram.at(-2)!.end).toBe(2 * GiB - 128 * 1024);
    const fits = bootedFrom(startCold(cold('bios', 2 * GiB + 512 * MiB)));
    expect(fits.ram.at(-1)!.end).toBe(2 * GiB + 512 * MiB - 128 * 1024);
  });

  test.each(['bios', 'efi'])('%s: the kernel gets its command line, its initrd and ACPI', (firmware) => {
    const kernel = bootedFrom(startCold(cold(firmware, GiB, 'quiet panic=-1')));
    expect(kernel.cmdline).toBe('quiet panic=-1');
    expect(kernel.initrd!.end - kernel.initrd!.start).toBe(referenceMachine.initrd.fileSize);
    expect(kernel.acpi).toBe(true);
    expect(linesOf(resources.printIomem(kernel.iomem)).filter((line) => /Kernel/.test(line))).toHaveLength(4);
  });

  test('crashkernel= of a described machine', () => {
    expect(bootedFrom(startCold(cold('bios', 2 * GiB, 'crashkernel=256M'))).crashRegion).toEqual({
      start: 0x6f00_0000,
      end: 0x7f00_0000,
    });
  });

  test.each([
    ['bios', 100 * MiB],
    ['bios', GiB + 1],
    ['coreboot', GiB],
  ])('refuses %s with %d bytes', (firmware, memory) => {
    expect(earlyBoot.coldStart!(cold(firmware, memory))).toMatchObject({ ok: false, errno: 'EINVAL' });
  });
});
