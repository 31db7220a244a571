/** `memory32 to memory95 (64 blocks)`, `memory3`; several stretches are set apart by commas. */
export const blockStretches = (blocks: readonly number[]): string => {
  const stretches: { readonly first: number; last: number }[] = [];
  for (const block of [...blocks].sort((a, b) => a - b)) {
    const open = stretches.at(-1);
    if (open !== undefined && block <= open.last + 1) open.last = block;
    else stretches.push({ first: block, last: block });
  }
  const names = stretches.map(({ first, last }) =>
    first === last ? `memory${first}` : `memory${first} to memory${last}`,
  );
  return `${names.join(', ')}${blocks.length > 1 ? ` (${blocks.length} blocks)` : ''}`;
};
