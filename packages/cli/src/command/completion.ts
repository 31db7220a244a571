import { Argument, Command } from 'commander';
import { bashCompletion, zshCompletion } from '../completion/bash.js';
import { fishCompletion } from '../completion/fish.js';
import type { Grammar } from '../completion/grammar.js';
import { grammarOf } from '../completion/grammar.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';

const SHELLS: Readonly<Record<string, (grammar: Grammar) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

const EXAMPLES = `
Examples:
  source <(warmboot completion bash)       # in ~/.bashrc
  source <(warmboot completion zsh)        # in ~/.zshrc
  warmboot completion fish | source        # in ~/.config/fish/config.fish`;

/** `warmboot completion SHELL`: prints what the shell has to read once to finish words. */
export const completionCommand = (session: Session): Command => {
  const command = new Command('completion')
    .description('print what a shell has to read to finish words of this command')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SHELLS)))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: string) => {
      const grammar = grammarOf(command.parent!, await openFramework(session.plugins));
      session.terminal.print(SHELLS[shell]!(grammar));
    });
  return command;
};
