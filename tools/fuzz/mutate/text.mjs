// Mutations of texts: of lines, of words, and of the numbers in them.
import { mutateBytes } from './bytes.mjs';

const NUMBERS = [
  '0',
  '1',
  '-1',
  '2',
  '00',
  '007',
  '0x',
  '0x0',
  '0xffffffff',
  '0x100000000',
  '4294967295',
  '4294967296',
  '9007199254740991',
  '9007199254740992',
  '18446744073709551615',
  '18446744073709551616',
  '0xffffffffffffffff',
  '0x1fffffffffffffff0',
  '1e9',
  '1e309',
  '0.5',
  'NaN',
  'Infinity',
  '1G',
  '1T',
  '16E',
  '99999999999G',
  '0b1',
  '0o7',
];

const ODDITIES = [
  '',
  ' ',
  '\t',
  '\r',
  '\u0000',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '\ud800',
  'é',
  '𝒳',
  '"',
  "'",
  '\\',
  ',',
  ':',
  ';',
  '@',
  '-',
  '=',
  '#',
  '%s',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '<',
  '>',
  '|',
  '&',
  '*',
  '!',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'true',
  'undefined',
  '../../etc/passwd',
  'a'.repeat(300),
];

const NUMBER = /0x[0-9a-f]+|\b[0-9a-f]{6,16}\b|\d+/gi;
const WORD = /[A-Za-z_][\w.-]*/g;

/** One match of a pattern replaced by what `make` says. */
const replaceOne = (random, text, pattern, make) => {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { 0: word, index } = random.of(found);
  return text.slice(0, index) + make(word) + text.slice(index + word.length);
};

/** What becomes of a number: an edge, its neighbour, or itself with digits more or less. */
const otherNumber = (random, word) => {
  switch (random.below(4)) {
    case 0:
      return random.of(NUMBERS);
    case 1:
      return word + random.of(['0', '00000000', 'f', 'K', 'M', 'G', 'T', '.5', '-', ' ']);
    case 2:
      return word.slice(0, random.below(word.length));
    default: {
      const hex = /^0x|[a-f]/i.test(word);
      const value = BigInt(hex ? `0x${word.replace(/^0x/i, '') || '0'}` : word) + BigInt(random.below(5) - 2);
      const shown = (value < 0n ? 0n : value).toString(hex ? 16 : 10);
      return word.startsWith('0x') ? `0x${shown}` : shown.padStart(word.length, '0');
    }
  }
};

const CHANGES = [
  (random, text) => replaceOne(random, text, NUMBER, (word) => otherNumber(random, word)),
  (random, text) => replaceOne(random, text, NUMBER, (word) => otherNumber(random, word)),
  (random, text, words) => replaceOne(random, text, WORD, () => random.of(words)),
  (random, text) => replaceOne(random, text, WORD, () => random.of(ODDITIES)),
  (random, text) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.of(ODDITIES) + text.slice(at);
  },
  (random, text) => {
    const at = random.below(text.length);
    return text.slice(0, at) + text.slice(at + random.few(16));
  },
  (random, text) => text.slice(0, random.below(text.length + 1)),
];

const LINE_CHANGES = [
  (random, lines) => lines.toSpliced(random.below(lines.length), random.few()),
  (random, lines) => lines.toSpliced(random.below(lines.length), 0, random.of(lines)),
  (random, lines) => {
    const at = random.below(lines.length);
    return lines.with(at, random.of(lines)).with(random.below(lines.length), lines[at]);
  },
  (random, lines) => {
    const at = random.below(lines.length);
    return lines.with(at, random.of(['', ' ', '  ', '\t', '- ']) + lines[at].trimStart());
  },
  (random, lines) => {
    const at = random.below(lines.length);
    return lines.toSpliced(at, 1, ...Array(random.of([2, 20, 200])).fill(lines[at]));
  },
];

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** A mutator of texts. @param {readonly string[]} words that the format knows */
export const textMutator = (words) => (random, input, corpus) => {
  if (random.once(16)) return mutateBytes(random, input, corpus);
  let text = decoder.decode(input);
  for (let left = random.few(); left > 0; left -= 1) {
    if (random.once(12)) {
      const other = decoder.decode(random.of(corpus)).split('\n');
      text = text
        .split('\n')
        .toSpliced(random.below(32), 0, ...other.slice(random.below(other.length)).slice(0, 8))
        .join('\n');
    } else if (random.once(3)) text = random.of(LINE_CHANGES)(random, text.split('\n')).join('\n');
    else text = random.of(CHANGES)(random, text, words);
  }
  return encoder.encode(text).slice(0, 1 << 20);
};
