import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Errno } from '@warmboot/core';
import { ERRNO, errnoGuide } from '@warmboot/core';
import { describe, expect, it } from 'vitest';
import { PACKAGES, ROOT, sourcesBelow } from './workspace.js';

const folder = join(ROOT, 'docs', 'errors');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const known = Object.keys(ERRNO) as Errno[];

/** Names of error numbers that Linux has: what else is written in capitals and begins with E is none. */
const ERRNO_LIKE = /\bE(?!FI\b|LF\b|XT)[A-Z0-9]{2,}\b/g;

describe('docs/errors', () => {
  it('has a page for every error number, and none for another', () => {
    const numbers = pages.flatMap((name) => /^(E[A-Z0-9]+)\.md$/.exec(name)?.[1] ?? []);
    expect(numbers.toSorted()).toEqual([...known].toSorted());
  });

  it.each(pages)('%s speaks of known error numbers only', (name) => {
    const named = read(name).match(ERRNO_LIKE) ?? [];
    expect(named.filter((word) => !(known as string[]).includes(word))).toEqual([]);
  });

  it('has a page for every class of errors that a package exports', () => {
    const classes = PACKAGES.flatMap(({ path }) =>
      sourcesBelow(join(path, 'src')).flatMap((file) => {
        const text = readFileSync(join(path, 'src', file), 'utf8');
        return [...text.matchAll(/^export class (\w+Error) extends/gm)].map(([, name]) => name!);
      }),
    );
    expect(classes).toContain('FormatError');
    const mentioned = pages.map(read).join('\n');
    for (const name of classes) expect(mentioned, name).toMatch(new RegExp(`\\b${name}\\b`));
  });

  it('tells of every code of byte code that went wrong', () => {
    const source = join(ROOT, 'packages', 'firmware-acpi', 'src', 'aml', 'aml-error.ts');
    const union = /export type AmlErrorCode =([^;]+);/.exec(readFileSync(source, 'utf8'))![1]!;
    const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code);
    const told = [...read('AmlError.md').matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
    expect(told).toEqual(codes);
  });
});

describe('the guide to error numbers', () => {
  const specification = ['core', 'firmware-acpi']
    .map((name) => readFileSync(join(ROOT, 'docs', 'spec', `${name}.md`), 'utf8'))
    .join('\n');

  it.each(known)('%s: somebody answers it, something can be done, and its rules exist', (errno) => {
    const { causes, advice } = errnoGuide(errno);
    expect(causes.length).toBeGreaterThan(0);
    expect(advice).toMatch(/\.$/);
    for (const { rule } of causes) {
      for (const [number] of rule?.matchAll(/[RX]\d+(?:\.\d+)?/g) ?? []) {
        expect(specification).toMatch(new RegExp(`\\b${number.replace('.', '\\.')}\\b`));
      }
    }
  });

  it('is what the terminal and the pages show', () => {
    expect(existsSync(join(folder, 'EBUSY.md'))).toBe(true);
    expect(read('EBUSY.md')).toContain(errnoGuide('EBUSY').advice);
  });
});
