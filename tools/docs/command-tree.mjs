// The command as its own help knows it: for pages of the site and for man pages.
import { warmbootCommand } from '../../packages/cli/dist/program.js';
import { terminalOn } from '../../packages/cli/dist/print/terminal.js';

const nothing = () => undefined;

/** @typedef {{ term: string, text: string }} Line */

const linesOf = (things, term, text) => things.map((thing) => ({ term: term(thing), text: text(thing) }));

/** What stands after the options: sections that the command wrote itself, by their title. */
const afterwordOf = (command) => {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
  const plain = text.slice(text.search(/^(?:Examples|Exit status):/m));
  return /^(?:Examples|Exit status):/.test(plain) ? plain.trimEnd() : '';
};

const examplesOf = (afterword) =>
  /^Examples:\n((?: {2}.*\n?)*)/m
    .exec(`${afterword}\n`)?.[1]
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '') ?? [];

const describe = (command, help) => {
  const afterword = afterwordOf(command);
  return {
    name: command.name(),
    usage: help.commandUsage(command),
    description: help.commandDescription(command),
    arguments: linesOf(
      help.visibleArguments(command),
      (argument) => help.argumentTerm(argument),
      (argument) => help.argumentDescription(argument),
    ),
    options: linesOf(
      help.visibleOptions(command),
      (option) => help.optionTerm(option),
      (option) => help.optionDescription(option),
    ),
    /** Lines as somebody would type them, with remarks. */
    examples: examplesOf(afterword),
    /** Sentences after the examples. */
    notes: afterword.replace(/^Examples:\n(?: {2}.*\n?)*/m, '').trim(),
    commands: command.commands.filter((sub) => sub.name() !== 'help').map((sub) => describe(sub, help)),
  };
};

/** The command and all below it. */
export const commandTree = async () => {
  const session = { terminal: terminalOn(nothing, nothing), plugins: [], status: 0 };
  // Without words it is about all of its commands.
  const program = await warmbootCommand(session, []);
  return describe(program, program.createHelp());
};
