import { CommanderError } from 'commander';
import { EXIT, reportFailure } from './session/exit-status.js';
import { NeedsPackages } from './plugins/in-bundle.js';
import { warmbootCommand } from './program.js';
import type { Session } from './session/session.js';
import type { Terminal } from './print/terminal.js';
import { processTerminal } from './print/terminal.js';

/**
 * The `warmboot` command.
 * @param argv words after the command's name
 * @returns exit status: 0 fine, 1 an expectation or a check failed, 2 usage or bad input
 */
export const main = async (
  argv: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<number> => {
  const session: Session = { terminal, plugins: [], status: EXIT.fine };
  try {
    const command = await warmbootCommand(session, argv);
    await command.parseAsync([...argv], { from: 'user' });
    return session.status;
  } catch (error) {
    if (error instanceof CommanderError && error.code === 'commander.help') return EXIT.badInput;
    if (error instanceof NeedsPackages) return (await ofPackages()).main(argv, terminal);
    return reportFailure(terminal, error);
  }
};

/** The command as the packages have it; the bundle lies in a folder beside it. */
const ofPackages = async (): Promise<{ readonly main: typeof main }> =>
  (await import(new URL('../main.js', import.meta.url).href)) as { readonly main: typeof main };
