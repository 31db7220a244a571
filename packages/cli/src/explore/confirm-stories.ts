import type { Framework } from '@warmboot/core';
import {
  boardOf,
  cacheFolder,
  confirm,
  type Confirmation,
  guestKernel,
  guestTools,
  record,
} from '@warmboot/lab';
import { parseScenario } from '@warmboot/scenario';
import { EXIT } from '../session/exit-status.js';
import type { Session } from '../session/session.js';

/** A story of the explorer's table, as a scenario. */
export interface WrittenStory {
  /** The number that the table has for it. */
  readonly number: number;
  readonly name: string;
  readonly architecture: string;
  readonly policies: readonly string[];
  /** How many steps it was found with. */
  readonly length: number;
  readonly text: string;
}

/** On what kernel stories are confirmed, and how many of them. */
export interface ConfirmChoice {
  readonly kernel: string;
  readonly count: number;
}

/** Plays the shortest stories on a real kernel, and says of each cell what came of it. @throws LabError */
export const confirmStories = async (
  session: Session,
  framework: Framework,
  stories: readonly WrittenStory[],
  { kernel: word, count }: ConfirmChoice,
): Promise<void> => {
  const { terminal } = session;
  const { colour } = terminal;
  const paint: Readonly<Record<Confirmation['verdict'], (text: string) => string>> = {
    confirmed: colour.green,
    contradicted: colour.red,
    'out of reach': colour.dim,
  };
  const counts = new Map<Confirmation['verdict'], number>();
  terminal.print('');
  const shortest = [...stories].sort((a, b) => a.length - b.length || a.number - b.number).slice(0, count);
  for (const [index, { number, name, architecture, policies, text }] of shortest.entries()) {
    const board = boardOf(architecture);
    const kernel = guestKernel(cacheFolder(), board, word);
    const tools = guestTools(cacheFolder(), board);
    const story = parseScenario(framework, text, `${name}.yaml`);
    const policy = policies[0] ?? 'none';
    const { verdict, words } = await confirm(framework, story, architecture, (scenario) =>
      record(
        framework,
        { scenario, architecture, kernel, tools, policy },
        { at: (what) => terminal.status?.(`story ${index + 1} of ${shortest.length}, ${name}: ${what}`) },
      ),
    );
    terminal.status?.('');
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    // A story takes minutes: each is told when it is over.
    terminal.print(`${`[${number}]`.padEnd(5)} ${name}: ${paint[verdict](verdict)}: ${words}`);
    if (verdict === 'contradicted') session.status = EXIT.failed;
  }
  const said = [...counts].map(([verdict, number]) => `${number} ${verdict}`).join(', ');
  terminal.print(`on ${word}: ${said === '' ? 'no story' : said}`);
};
