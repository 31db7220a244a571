// The same seed gives the same bytes, on every Node; packages/studio/test/same-bytes.test.ts holds it in a browser.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { digestOfSequences } from '../tools/fuzz/digest.mjs';
import { ROOT } from './workspace.js';

test('what seeded sequences come to is known', () => {
  // Another digest is right where the model says something else than before: `npx vitest run test/sequences.test.ts -u`.
  expect(digestOfSequences()).toMatchSnapshot();
});

/** Other Nodes, as paths with colons between them. */
const others = (process.env['WARMBOOT_NODES'] ?? '').split(':').filter((path) => path !== '');

test.runIf(others.length > 0)('and other versions of Node come to the same (WARMBOOT_NODES)', () => {
  const here = digestOfSequences();
  const script = "import('./tools/fuzz/digest.mjs').then((it) => console.log(it.digestOfSequences()))";
  for (const node of others) {
    const digest = execFileSync(node, ['--eval', script], { cwd: ROOT, encoding: 'utf8' }).trim();
    expect(digest, node).toBe(here);
  }
});
