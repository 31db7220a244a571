import type { Architecture, KnownFacts } from '@warmboot/core';

/**
 * Lines of the VMCOREINFO note, by what stands before `=`: the first of each, since what follows the note in
 * /proc/kcore is not the note's. Kernel: kernel/vmcore_info.c, kernel/crash_core.c before Linux 6.9
 */
export const parseVmcoreinfoLines = (text: string): ReadonlyMap<string, string> => {
  const lines = new Map<string, string>();
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0 && !lines.has(line.slice(0, at))) lines.set(line.slice(0, at), line.slice(at + 1));
  }
  return lines;
};

/** What the note tells of a build. */
export const factsOfVmcoreinfo = (
  { builds }: Pick<Architecture, 'builds'>,
  lines: ReadonlyMap<string, string>,
): KnownFacts => {
  const size = Number(lines.get('PAGESIZE'));
  return {
    release: lines.get('OSRELEASE'),
    ...(Number.isSafeInteger(size) && size > 0 ? { pageSize: size } : {}),
    ...builds?.fromVmcoreinfo?.(lines),
  };
};
