import { describe, expect, it } from 'vitest';
import { Framework } from '@warmboot/core';
import { explainWords } from '../../src/explain/explain-words.js';
import { KNOWN_MESSAGES, messagesIn } from '../../src/explain/known-messages.js';
import { showWords } from '../../src/explain/text-report.js';
import { standardPlugins } from '../../src/framework/standard-plugins.js';
import { linesOn } from '../../src/text/paper.js';

const framework = new Framework(standardPlugins);

const explained = (text: string): readonly string[] =>
  linesOn((paper) => showWords(paper, explainWords(framework, text)));

/** As one line, whichever way it wraps. */
const sentenceOf = (text: string): string => explained(text).join(' ').replaceAll(/\s+/g, ' ');

describe('messages that are known', () => {
  it('are at least eighty, each with who says it, what it means, what to do, and a source', () => {
    expect(KNOWN_MESSAGES.length).toBeGreaterThanOrEqual(80);
    for (const { example, by, means, look, source } of KNOWN_MESSAGES) {
      expect(means, example).toMatch(/[.?]$/);
      expect(look, example).toMatch(/[.?]$/);
      expect(by, example).not.toBe('');
      expect(source, example).not.toBe('');
    }
    expect(new Set(KNOWN_MESSAGES.map(({ example }) => example)).size).toBe(KNOWN_MESSAGES.length);
  });

  it.each(KNOWN_MESSAGES.map((message) => [message.example, message] as const))('%s', (example, message) => {
    expect(messagesIn(example)).toContain(message);
    for (const form of [`[    0.000000] ${example}`, `Nov 30 15:03:38 host kernel: ${example}`]) {
      expect(messagesIn(form), form).toContain(message);
    }
  });

  it.each([
    ['Cannot get kernel _text symbol address', 'kexec/arch/arm64/crashdump-arm64.c'],
    ['crashkernel reservation failed - memory is in use', 'arch/x86/kernel/setup.c'],
    ['Could not find a free area of memory of 0x3fb10000 bytes...', 'kexec/kexec.c, locate_hole'],
    ['locate_hole failed', 'kexec/kexec.c'],
    [
      'Nov 16 23:57:40 node-3 kdumpctl[59212]: kdump: kexec: failed to load kdump kernel',
      'kdumpctl, load_kdump',
    ],
    ['[    1.526580] acpi PNP0C80:00: add_memory failed', 'drivers/acpi/acpi_memhotplug.c'],
  ])('%s is explained first, with its source', (line, source) => {
    expect(sentenceOf(line)).toContain(source);
    expect(explained(line).length).toBeLessThan(24);
  });
});

describe('what else is explained', () => {
  it.each([
    ['EPERM', 'use -s with a signed kernel'],
    [
      'EKEYREJECTED',
      '-a does not fall back after this error; -c does without a signature where lockdown is off',
    ],
    ['ENOKEY', 'no trusted key made this one'],
    ['ENOPKG', 'a hash or a cipher that the running kernel was built without'],
    ['ENODATA', 'the kernel file has none'],
    ['EACCES', 'IMA'],
    ['-16', 'EBUSY (16)'],
    ['EOPNOTSUPP', 'ENOTSUP (95)'],
    ['22', 'EINVAL (22)'],
    ['errno=22', 'EINVAL (22)'],
    ['error -12', 'ENOMEM (12)'],
    ['EBUSY (16)', 'EBUSY (16)'],
    ['Device or resource busy', 'EBUSY (16)'],
  ])('the error number %s', (word, says) => {
    expect(sentenceOf(word)).toContain(says);
  });

  it.each([
    ['kho=on', 'matters, and is told of wherever it stands'],
    ['nr_cpus=1', 'does not matter here'],
    ['crashkernel=256M', 'modelled: reserves memory for a capture kernel'],
    ['mem=512M@1G', 'the size is all that arm64 reads'],
  ])('the boot option %s', (word, says) => {
    expect(sentenceOf(word)).toContain(says);
  });

  it('is not invented: what is not known is said to be not known', () => {
    const [first, like] = explained('the crashkernel memory was reserved low');
    expect(first).toBe('not known: "the crashkernel memory was reserved low"');
    expect(like).toContain('Is it like: ');
    expect(explained('buy milk')).toEqual(['not known: "buy milk"']);
  });
});
