import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KnownAnswers } from '../../src/answer/known-answers.js';

/** How often each question was worked out, when these are asked in turn. */
const workFor = (questions: readonly unknown[], most = 1000): number => {
  const known = new KnownAnswers<object>(most);
  let worked = 0;
  for (const question of questions) known.once(question, () => ({ answer: ++worked }));
  return worked;
};

describe('known answers', () => {
  it('are worked out once for questions of one value', () => {
    const known = new KnownAnswers<object>(4);
    const first = known.once({ memory: 1, kernel: { size: 2n } }, () => ({}));
    expect(known.once({ memory: 1, kernel: { size: 2n } }, () => ({}))).toBe(first);
    expect(known.once({ memory: 1, kernel: { size: 3n } }, () => ({}))).not.toBe(first);
  });

  it('tell what JSON does not have from what it has', () => {
    expect(workFor([1n, 1, '1', '\u00001', [undefined], [null], [], new Uint8Array([1, 2]), '1,2'])).toBe(9);
  });

  it('are not kept for what is more than plain data', () => {
    const data = [new Uint8Array(4096), new Map(), Symbol('s'), Number.NaN, '\u0000'];
    for (const value of data) expect(workFor([{ value }, { value }])).toBe(2);
  });

  it('tell functions apart by which they are', () => {
    const one = (): number => 1;
    expect(workFor([{ one }, { one }, { one: (): number => 1 }])).toBe(2);
  });

  it('are kept up to a number, and the first goes first', () => {
    expect(workFor([1, 2, 1, 2], 2)).toBe(2);
    expect(workFor([1, 2, 3, 2, 3, 1], 2)).toBe(4);
  });

  it('are never those of another question', () => {
    const data = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);
    fc.assert(
      fc.property(data, data, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(workFor([one, other])).toBe(2);
      }),
    );
  });
});
