import { jsonLine } from '@warmboot/answers/text';
import { Command } from 'commander';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';

const EXAMPLES = `
Examples:
  warmboot policies
  warmboot policies --json | jq -r .name
  warmboot run examples/thread.yaml --policy notifier-corrected`;

/** `warmboot policies`: the protections that can be put into a kernel. */
export const policiesCommand = (session: Session): Command =>
  new Command('policies')
    .description('list the protections that can be put into a kernel')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json = false }: { json?: boolean }) => {
      const { terminal } = session;
      const { policies } = await openFramework(session.plugins);
      const all = policies.all();
      const width = Math.max(...all.map(({ name }) => name.length));
      for (const { name, summary, origin } of all) {
        if (json) {
          terminal.print(jsonLine({ name, summary, origin, plugin: policies.originOf(name) }));
        } else {
          terminal.print(`${terminal.colour.bold(name.padEnd(width))}  ${summary}`);
          terminal.print(terminal.colour.dim(`${' '.repeat(width)}  ${origin}`));
        }
      }
    });
