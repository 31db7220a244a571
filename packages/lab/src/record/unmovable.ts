const PFN = /^page:.* pfn:(0x[0-9a-f]+)/;

/** Frame numbers of the pages that a log says could not move, in order. mm/debug.c: __dump_page */
const dumped = (log: readonly string[]): string[] =>
  log.flatMap((line) => {
    const pfn = PFN.exec(line)?.[1];
    return pfn === undefined ? [] : [pfn];
  });

/**
 * Which pages could not move is chance, and so an input of the step that met them. An ejection tries every block once and
 * then once more, up to the first that stays: the first page of a block that is told was in the way at the first pass, the
 * next one at the second.
 * @param pagesOfBlock frames of a memory block
 */
export const unmovablePages = (
  action: string,
  log: readonly string[],
  pagesOfBlock: number,
): readonly string[] | readonly (readonly string[])[] | undefined => {
  const pages = dumped(log);
  if (pages.length === 0) return undefined;
  if (action !== 'dimm-del') return [...new Set(pages)];
  const passes: [string[], string[]] = [[], []];
  const seen = new Set<number>();
  for (const page of pages) {
    const block = Math.floor(Number(page) / pagesOfBlock);
    passes[seen.has(block) ? 1 : 0].push(page);
    seen.add(block);
  }
  return passes;
};
