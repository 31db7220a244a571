// Asks the registry for advisories about what our packages depend on. A registry that cannot be asked is no failure: it is
// told, and nothing is concluded.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './check/run.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const answerOf = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const { stdout, output } = await run(
  process.execPath,
  [
    join(root, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs'),
    'audit',
    '--prod',
    '--json',
    ...process.argv.slice(2),
  ],
  { cwd: root },
);
const { advisories, error } = answerOf(stdout) ?? { error: { message: output.trim() } };
if (advisories === undefined) {
  console.log(`skipped: the registry tells no advisories (${error?.message ?? 'no answer'})`);
} else {
  const known = Object.values(advisories);
  for (const { module_name: name, severity, title, url, patched_versions: patched } of known) {
    console.log(`${severity}: ${name}: ${title}\n  ${url}; mended in ${patched}`);
  }
  console.log(`${known.length} advisories`);
  process.exitCode = known.length === 0 ? 0 : 1;
}
