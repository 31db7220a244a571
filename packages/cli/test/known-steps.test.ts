import { readFileSync } from 'node:fs';
import { parseScenario, play } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { standardFramework } from '../src/session/standard-framework.js';

const story = readFileSync(new URL('../../../examples/thread.yaml', import.meta.url), 'utf8');

const played = (architecture: string, framework = standardFramework(), text = story) =>
  play(framework, parseScenario(framework, text, 'thread.yaml'), { architecture }).steps;

/** What is said of each step. */
const said = (steps: ReturnType<typeof played>) =>
  steps.map(({ answer, log, events, notes, verdicts }) => ({ answer, log, events, notes, verdicts }));

describe.each(['arm64', 'x86_64'])('a story that was played before on %s', (architecture) => {
  const framework = standardFramework();
  const first = played(architecture, framework);

  it('comes to the very same machines', () => {
    for (const [index, { machine }] of played(architecture, framework).entries()) {
      expect(machine).toBe(first[index]!.machine);
    }
  });

  it('comes to what it comes to where nothing was played', () => {
    expect(said(played(architecture, framework))).toEqual(said(played(architecture)));
  });

  it('goes its own way from the step on that somebody changed', () => {
    const changed = played(architecture, framework, story.replace('size: 1G', 'size: 2G'));
    expect(changed[0]!.before).toBe(first[0]!.before);
    expect(changed[0]!.machine).not.toEqual(first[0]!.machine);
  });
});
