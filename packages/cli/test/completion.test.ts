import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { warmboot } from './warmboot.js';

/** What bash offers after these words of a command line, by the function that it calls for it. */
const offeredBy = async (completer: string, ...line: readonly string[]): Promise<string[]> => {
  const { out: script } = await warmboot('completion', 'bash');
  const quoted = line.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${quoted}); COMP_CWORD=${line.length - 1}; ${completer}; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', `${script}\n${ask}`], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
};

const offered = (...words: readonly string[]): Promise<string[]> =>
  offeredBy('_warmboot', 'warmboot', ...words);

const bash = spawnSync('bash', ['--version']).status === 0;

describe.skipIf(!bash)(`completion in bash${bash ? '' : ' (skipped: there is no bash here)'}`, () => {
  it('finishes commands', async () => {
    expect(await offered('c')).toEqual(['compare', 'capture', 'crashkernel', 'completion']);
  });

  it('finishes options of the command', async () => {
    expect(await offered('run', 'x.yaml', '--po')).toEqual(['--policy']);
    expect(await offered('capture', '--po')).toEqual([]);
  });

  it('finishes architectures, policies and profiles, whichever are registered', async () => {
    expect(await offered('run', '--arch', 'a')).toEqual(['arm64']);
    expect(await offered('compare', '--policy', 'notifier-')).toEqual([
      'notifier-as-posted',
      'notifier-corrected',
      'notifier-trylock',
    ]);
    expect(await offered('crashkernel', '256M', '--profile', '')).toContain('linux-6.8');
  });

  it('does so behind npx, and leaves what else npx starts alone', async () => {
    expect(await offeredBy('_npx_warmboot', 'npx', 'warmboot', 'comp')).toEqual(['compare', 'completion']);
    expect(await offeredBy('_npx_warmboot', 'npx', 'warmboot', 'run', '--arch', 'a')).toEqual(['arm64']);
    expect(await offeredBy('_npx_warmboot', 'npx', 'warm')).toEqual([]);
    expect(await offeredBy('_npx_warmboot', 'npx', 'tsc', 'comp')).toEqual([]);
  });

  it('leaves files to the shell', async () => {
    expect(await offered('run', 'exam')).toEqual([]);
    expect(await offered('run', '--machine', '')).toEqual([]);
  });
});

it('speaks fish and zsh', async () => {
  const fish = await warmboot('completion', 'fish');
  expect(fish.out).toContain(
    "complete -c warmboot -n '__fish_seen_subcommand_from run' -l arch -r -f -a 'arm64 x86_64'",
  );
  expect((await warmboot('completion', 'zsh')).out).toMatch(/^bashcompinit$/m);
});

it('no other shell', async () => {
  const { status, err } = await warmboot('completion', 'tcsh');
  expect(status).toBe(2);
  expect(err).toContain('Allowed choices are bash, zsh, fish.');
});
