import type { LoadRequest } from '@warmboot/core';
import type { CaptureFiles } from './capture-files.js';
import { textOf, valueOf } from './capture-files.js';

/** Where each CPU keeps its registers for a crash: its name, an address in hexadecimal, a size, apart by tabs. */
const CRASH_NOTE = /^(cpu\d+)\t([0-9a-f]+)\t(\d+)$/;

/** drivers/base/cpu.c: crash_notes_show, crash_notes_size_show. CPUs by their numbers. */
export const crashNotesIn = (files: CaptureFiles): LoadRequest['crashNotes'] =>
  (textOf(files, 'crash-notes') ?? '')
    .split('\n')
    .flatMap((line) => {
      const [, cpu, address, size] = CRASH_NOTE.exec(line) ?? [];
      return cpu === undefined ? [] : [{ cpu, address: Number.parseInt(address!, 16), size: Number(size) }];
    })
    .sort((a, b) => Number(a.cpu.slice(3)) - Number(b.cpu.slice(3)));

/** `0x00000000020ec000 1024`: an address and a size, both hexadecimal. kernel/ksysfs.c: vmcoreinfo_show */
export const parseVmcoreinfo = (text: string | undefined): LoadRequest['vmcoreinfo'] => {
  const match = /^(0x[0-9a-f]+) ([0-9a-f]+)$/i.exec(text?.trim() ?? '');
  return match === null ? undefined : { address: Number(match[1]), size: Number.parseInt(match[2]!, 16) };
};

export const vmcoreinfoIn = (files: CaptureFiles): LoadRequest['vmcoreinfo'] =>
  parseVmcoreinfo(valueOf(files, 'sys/kernel/vmcoreinfo'));
