// A developer's quick loop: the sources by themselves, and the tests that what is not committed yet can have changed.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ledger } from './check/ledger.mjs';
import { staticChecks } from './check/static.mjs';
import { runTests } from './check/tests.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'warmboot check ')));
const ledger = new Ledger();

try {
  await staticChecks(ledger, root);
  await ledger.check('tests of what changed: vitest', () =>
    runTests(root, scratch, '--changed', '--passWithNoTests'),
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
ledger.conclude();
