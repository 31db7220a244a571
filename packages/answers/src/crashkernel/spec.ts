import type { CrashKernelClass, CrashKernelParse } from '@warmboot/core';
import { crashKernel } from '@warmboot/core';

import { FormatError } from '@warmboot/format';

const WORD = 'crashkernel=';

/** Words of a command line from what people type: `512M,high 64M,low`, with `crashkernel=` before each or without. */
export const crashKernelWords = (spec: string): string =>
  spec
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => (word.startsWith(WORD) ? word : `${WORD}${word}`))
    .join(' ');

const CLASSES: readonly CrashKernelClass[] = ['plain', 'high', 'low'];

const FORMS =
  'Forms: SIZE[@PLACE], START-[END]:SIZE,...[@PLACE], SIZE,high and SIZE,low; units K, M, G and T.';

/** Sizes above the RAM are no fault of the grammar; what the kernel says of them is an answer. */
const GRAMMAR = /expected|unrecognized|end <= start/;

/** The kernel takes what it cannot read for nothing; a person who asks gets it pointed out. @throws FormatError with a caret */
export const checkGrammar = (cmdline: string, systemRam: number): void => {
  if (cmdline === '') {
    throw new FormatError({
      format: 'crashkernel',
      field: 'it',
      found: 'empty',
      allowed: 'a size',
      advice: FORMS,
    });
  }
  for (const wanted of CLASSES) {
    const parse = crashKernel.parse(cmdline, systemRam, wanted);
    const { result, value, stoppedAt } = parse;
    if (result.ok || value === undefined || stoppedAt === undefined || !GRAMMAR.test(result.reason)) continue;
    throw fault(parse, value, stoppedAt);
  }
};

const fault = ({ result }: CrashKernelParse, value: string, stoppedAt: number): FormatError => {
  const said = result.ok ? '' : result.reason.replace(/^crashkernel: /, '');
  const indent = ' '.repeat(2 + WORD.length + stoppedAt);
  return new FormatError({
    format: 'crashkernel',
    field: 'the specification',
    found: `broken at character ${stoppedAt + 1} of ${JSON.stringify(value)}`,
    allowed: said.includes('unrecognized') ? 'the end, or @PLACE' : words(said),
    advice: `${WORD}${value}\n${indent}^\n  ${FORMS}`,
  });
};

/** What the kernel's own messages expect, in words. */
const words = (said: string): string => {
  if (/memory value/i.test(said)) return 'a size such as 256M';
  if (said === 'end <= start') return 'an end above its start';
  return said.replace(/ expected$/, '');
};
