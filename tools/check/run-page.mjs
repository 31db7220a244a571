// Follows a page literally: runs its commands in order, and holds what they print against what stands below them.
import { blocksOf } from './code-blocks.mjs';
import { CheckFailed, run } from './run.mjs';

/** npm's advertisements, and its thoughts about the user's settings, are on no page; nor are packages that it has. */
const QUIET = {
  NO_COLOR: '1',
  npm_config_update_notifier: 'false',
  npm_config_loglevel: 'error',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_prefer_offline: 'true',
};

/** Stands behind what a block prints, before the directory in which it ended. */
const ENDED_IN = '\u{1E}ended in ';

/** A command whose line says how long it takes: `# takes 40 s`, `# pairs too; takes 3 minutes`. */
const TAKES_LONG = /#.*\btakes \d+ (?:s|minutes?)\b.*$/;

/** The commands of a block that take no time worth mentioning. */
export const withoutLong = (code) =>
  code
    .split('\n')
    .filter((line) => !TAKES_LONG.test(line))
    .join('\n');

/**
 * Runs every `sh` block of a page in one shell's way: each in the directory in which the one before it ended. A `text`
 * block in the same section is what the commands above it print; a line `...` in it stands for any number of lines.
 * @param quick whether commands that say how long they take are left out
 * @returns the number of blocks that were run
 */
export const followPage = async (page, markdown, { cwd, env = process.env, quick = true }) => {
  const blocks = blocksOf(markdown);
  let count = 0;
  let directory = cwd;
  for (const [index, { language, code, line }] of blocks.entries()) {
    if (language !== 'sh') continue;
    const next = blocks[index + 1];
    const expected = next?.language === 'text' && !/^#/m.test(next.before) ? next.code : undefined;
    // One pipe for both streams keeps their order.
    const script = `exec 2>&1\ntrap 'printf "%s%s" "${ENDED_IN}" "$PWD"' EXIT\n${quick ? withoutLong(code) : code}`;
    const ran = await run('bash', ['-euc', script], { cwd: directory, env: { ...env, ...QUIET } });
    const [output, end] = ran.output.split(ENDED_IN);
    directory = end ?? directory;
    // A command that is shown to fail says so below itself.
    if (!ran.ok && expected === undefined)
      throw new CheckFailed(`${page}:${line} failed:\n${code}\n${output}`);
    if (expected !== undefined && !matches(output, expected)) {
      throw new CheckFailed(
        `${page}:${line}: ${code}\nprints\n\n${output}\nand the page says\n\n${expected}`,
      );
    }
    count += 1;
  }
  return count;
};

const matches = (output, expected) => {
  const pattern = expected
    .trimEnd()
    .split('\n')
    .map((line) => (line === '...' ? '[^]*?' : escaped(line.trimEnd())))
    .join('\n')
    // Any number of lines is none as well.
    .replaceAll('\n[^]*?\n', '\n(?:[^]*\n)??');
  const plain = output
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
  return new RegExp(`^${pattern}$`).test(plain.trimEnd());
};

const escaped = (text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
