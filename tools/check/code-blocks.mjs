// Code blocks of a Markdown page, and which of them are examples: those whose output stands below them.

/** Fenced blocks in order, with the 1-based line of their first line of code and the prose before each. */
export const blocksOf = (markdown) => {
  const blocks = [];
  const fence = /^(```+)([^\n]*)\n([^]*?)^\1[ \t]*$/gm;
  let end = 0;
  for (const found of markdown.matchAll(fence)) {
    const [whole, , language, code] = found;
    const line = markdown.slice(0, found.index).split('\n').length + 1;
    blocks.push({ language: language.trim(), code, line, before: markdown.slice(end, found.index) });
    end = found.index + whole.length;
  }
  return blocks;
};

/**
 * Blocks of a language that are followed, in the same section, by a block of `text`: what they print.
 * Other blocks are fragments, which nobody runs.
 */
export const examplesIn = (markdown, language) => {
  const blocks = blocksOf(markdown);
  return blocks.flatMap((block, index) => {
    const next = blocks[index + 1];
    if (block.language !== language || next?.language !== 'text' || /^#/m.test(next.before)) return [];
    return [{ code: block.code, line: block.line, output: next.code }];
  });
};

/** Packages that a program imports, without the entry behind the name. */
export const importedBy = (code) => [
  ...new Set([...code.matchAll(/from '((?:@[^/']+\/)?[^/']+)[^']*'/g)].map(([, name]) => name)),
];
