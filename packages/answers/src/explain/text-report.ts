import type { Errno } from '@warmboot/core';
import { ERRNO, errnoGuide, strerror } from '@warmboot/core';
import type { Paper } from '../text/paper.js';
import { wrapped } from '../text/wrapped.js';
import type { ExplainedOption, WordsAnswer } from './explain-words.js';
import type { KnownMessage } from './message.js';

/** What words mean, for people. Of words that nobody knows it says so, and what they are like. */
export const showWords = (paper: Paper, answer: WordsAnswer): void => {
  switch (answer.kind) {
    case 'errno':
      return showErrno(paper, answer.errno);
    case 'messages':
      return showMessages(paper, answer.messages);
    case 'option':
      return showOptions(paper, answer.text, answer.options);
    case 'unknown':
      for (const line of unknownLines(answer)) paper.print(line);
  }
};

/** `not known: "…"`, and messages that are like it, a line each. */
export const unknownLines = ({
  text,
  like,
}: Extract<WordsAnswer, { kind: 'unknown' }>): readonly string[] => [
  `not known: ${JSON.stringify(text.slice(0, 120))}`,
  ...like.map(({ example }) => `  Is it like: ${example}`),
];

const showErrno = ({ colour, print, width }: Paper, name: Errno): void => {
  const { causes, advice } = errnoGuide(name);
  print(`${colour.bold(name)} (${ERRNO[name]}): ${strerror(name)}`);
  print('');
  for (const { from, when, rule } of causes) {
    print(colour.bold(from));
    for (const line of wrapped(`${when}${rule === undefined ? '' : ` (${rule})`}`, width - 2)) {
      print(`  ${line}`);
    }
  }
  print('');
  for (const line of wrapped(advice, width)) print(line);
};

/** The message that a line is, and in a line each what else it may be. */
const showMessages = (
  { colour, print, width }: Paper,
  [first, ...others]: readonly [KnownMessage, ...KnownMessage[]],
): void => {
  print(colour.bold(first.example));
  print('');
  for (const [label, text] of [
    ['means', first.means],
    ['look at', first.look],
    ['said by', `${first.by}: ${first.source}`],
  ] as const) {
    for (const [index, line] of wrapped(text, width - 9).entries()) {
      print(`${colour.dim((index === 0 ? label : '').padEnd(9))}${line}`);
    }
  }
  for (const other of others) print(colour.dim(`See too: ${other.example}`));
};

/** Architectures of which the same is true are named together. */
const showOptions = (
  { colour, print, width }: Paper,
  text: string,
  options: readonly ExplainedOption[],
): void => {
  print(colour.bold(text));
  print('');
  const said = new Map<string, string[]>();
  for (const { architecture, row } of options) {
    const { standing, effect, since, until } = row;
    const when = [
      ...(since === undefined ? [] : [`from Linux ${since} on`]),
      ...(until === undefined ? [] : [`until Linux ${until}`]),
    ].join(', ');
    const sentence = `${STANDING[standing]}: ${effect}${when === '' ? '' : ` (${when})`}`;
    said.set(sentence, [...(said.get(sentence) ?? []), architecture]);
  }
  for (const [sentence, on] of said) {
    print(colour.dim(on.join(', ')));
    for (const line of wrapped(`${sentence}.`, width - 2)) print(`  ${line}`);
  }
};

const STANDING = {
  modelled: 'modelled',
  reported: 'matters, and is told of wherever it stands',
  immaterial: 'does not matter here',
} as const;
