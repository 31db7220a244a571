// What can be said of the sources without running them.
import { join } from 'node:path';
import { architecturesNamedIn } from './core-names-no-architecture.mjs';
import { CheckFailed, mustRun } from './run.mjs';

/** Format, rules, types, arrows and names, two at a time, since each of them uses one core. */
export const staticChecks = async (ledger, root) => {
  const cli = (name, ...args) =>
    mustRun(join(root, 'node_modules', '.bin', name), args, {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1' },
    });
  const form = async () => {
    await ledger.check('format: prettier', () => cli('prettier', '--check', '--log-level', 'warn', '.'));
    await ledger.check('lint: oxlint', () => cli('oxlint', '--deny-warnings'));
    await ledger.check('core names no architecture', () => {
      const named = architecturesNamedIn(join(root, 'packages', 'core', 'src'));
      if (named.length > 0) throw new CheckFailed(named.join('\n'));
    });
    await ledger.check('nothing unused: knip', () => cli('knip', '--no-progress', '--no-config-hints'));
  };
  const meaning = async () => {
    await ledger.check('types of the tests: tsc', () => cli('tsc', '-p', 'tsconfig.test.json'));
    await ledger.check('arrows between the packages: dependency-cruiser', () =>
      cli('depcruise', '--config', '.dependency-cruiser.mjs', 'packages', 'test', 'tools'),
    );
  };
  await Promise.all([form(), meaning()]);
};

/** Every public name says what it is. */
export const documented = (ledger, root) =>
  ledger.check('every public name is documented: typedoc', () =>
    mustRun(
      join(root, 'node_modules', '.bin', 'typedoc'),
      ['--emit', 'none', '--treatWarningsAsErrors', '--logLevel', 'Warn'],
      { cwd: root, env: { ...process.env, NO_COLOR: '1' } },
    ),
  );
