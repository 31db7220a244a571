import type { Architecture, KnownFacts, ToldFacts } from '@warmboot/core';
import { KiB } from '@warmboot/address';
import { parsingFile } from '@warmboot/format';
import { factsOfCpuinfo } from '../facts/cpuinfo.js';
import { factsOfOptions, parseKernelConfig } from '../facts/kernel-config.js';
import { factsOfVmcoreinfo, parseVmcoreinfoLines } from '../facts/vmcoreinfo.js';
import type { CaptureFiles } from './capture-files.js';
import { textOf, valueOf } from './capture-files.js';
import { imageIn } from './captured-facts.js';

const RELEASE = 'proc/sys/kernel/osrelease';
const PAGE_SIZE = 'page-size';
/** The configuration, where the machine had a text; what /proc/config.gz holds is unpacked by whoever opens the capture. */
const CONFIG = 'config';
const VMCOREINFO = 'vmcoreinfo';
const CPUINFO = 'proc/cpuinfo';
const RUNTIME_MAP = 'sys/firmware/efi/runtime-map/';
const CRASH_HEADER = 'sys/kernel/crash_elfcorehdr_size';

/** `KernelPageSize:       64 kB` of /proc/self/smaps, or `getconf PAGESIZE: 65536`. Bytes. */
export const pageSizeIn = (files: CaptureFiles): number | undefined => {
  const text = textOf(files, PAGE_SIZE) ?? '';
  const [, kib] = /(\d+) kB/.exec(text) ?? [];
  if (kib !== undefined) return Number(kib) * KiB;
  const [, bytes] = /PAGESIZE: (\d+)/.exec(text) ?? [];
  return bytes === undefined ? undefined : Number(bytes);
};

/** Files that a kernel shows when it was built for them, whatever its configuration says. */
const shownIn = (files: CaptureFiles): KnownFacts => ({
  ...(files.has(CRASH_HEADER) ? { crashHotplug: true } : {}),
  ...([...files.keys()].some((name) => name.startsWith(RUNTIME_MAP)) ? { efiRuntimeMap: true } : {}),
});

/** What a capture tells of the kernel that ran, in the order in which its parts are believed. @throws FormatError */
export const capturedBuild = (architecture: Architecture, files: CaptureFiles): readonly ToldFacts[] => {
  const captured = (where: string, file: string, facts: KnownFacts): ToldFacts => ({
    source: 'capture',
    where,
    file,
    facts,
  });
  const config = textOf(files, CONFIG);
  const vmcoreinfo = textOf(files, VMCOREINFO);
  const image = imageIn(architecture, files);
  return [
    captured('uname -r', RELEASE, { release: valueOf(files, RELEASE) }),
    captured('getconf PAGESIZE', PAGE_SIZE, { pageSize: pageSizeIn(files) }),
    captured('/sys', 'sys', shownIn(files)),
    captured(
      'VMCOREINFO',
      VMCOREINFO,
      vmcoreinfo === undefined ? {} : factsOfVmcoreinfo(architecture, parseVmcoreinfoLines(vmcoreinfo)),
    ),
    captured('/proc/cpuinfo', CPUINFO, factsOfCpuinfo(textOf(files, CPUINFO) ?? '')),
    captured(
      "the kernel's configuration",
      CONFIG,
      config === undefined
        ? {}
        : factsOfOptions(
            architecture,
            parsingFile(CONFIG, () => parseKernelConfig(config)),
          ),
    ),
    {
      source: 'kernel file',
      where: 'its header',
      file: 'kernel-image',
      facts: (image && architecture.builds?.fromImage?.(image)) ?? {},
    },
  ];
};
