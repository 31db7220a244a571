import type { LoadRequest } from '@warmboot/core';
import type { CaptureFiles } from './capture-files.js';
import { valueOf } from './capture-files.js';

const CPU = /^sys\/devices\/system\/cpu\/(cpu\d+)\/crash_notes$/;

/** Where each CPU keeps its registers for a crash; drivers/base/cpu.c: crash_notes_show. */
export const crashNotesIn = (files: CaptureFiles): LoadRequest['crashNotes'] =>
  [...files.keys()]
    .flatMap((name) => {
      const cpu = CPU.exec(name)?.[1];
      const address = Number.parseInt(valueOf(files, name) ?? '', 16);
      const size = Number(valueOf(files, `${name}_size`));
      return cpu === undefined || Number.isNaN(address) || Number.isNaN(size) ? [] : [{ cpu, address, size }];
    })
    .sort((a, b) => Number(a.cpu.slice(3)) - Number(b.cpu.slice(3)));

/** `0x00000000020ec000 1024`: an address and a size, both hexadecimal. kernel/ksysfs.c: vmcoreinfo_show */
export const parseVmcoreinfo = (text: string | undefined): LoadRequest['vmcoreinfo'] => {
  const match = /^(0x[0-9a-f]+) ([0-9a-f]+)$/i.exec(text?.trim() ?? '');
  return match === null ? undefined : { address: Number(match[1]), size: Number.parseInt(match[2]!, 16) };
};

export const vmcoreinfoIn = (files: CaptureFiles): LoadRequest['vmcoreinfo'] =>
  parseVmcoreinfo(valueOf(files, 'sys/kernel/vmcoreinfo'));
