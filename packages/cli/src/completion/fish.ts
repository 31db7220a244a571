import type { CommandGrammar, Grammar, OptionGrammar } from './grammar.js';

const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;

const optionLine = (name: string, command: string, option: OptionGrammar): string =>
  [
    `complete -c ${name} -n ${quoted(`__fish_seen_subcommand_from ${command}`)}`,
    ...(option.short === undefined ? [] : [`-s ${option.short.slice(1)}`]),
    `-l ${option.long.replace(/^--/, '')}`,
    ...(option.takesValue ? ['-r'] : []),
    ...(option.choices === undefined ? [] : [`-f -a ${quoted(option.choices.join(' '))}`]),
    `-d ${quoted(option.description)}`,
  ].join(' ');

const linesOf = (
  name: string,
  { name: command, description, options, choices }: CommandGrammar,
): string[] => [
  `complete -c ${name} -n __fish_use_subcommand -f -a ${command} -d ${quoted(description)}`,
  ...(choices === undefined
    ? []
    : [
        `complete -c ${name} -n ${quoted(`__fish_seen_subcommand_from ${command}`)} -f -a ${quoted(choices.join(' '))}`,
      ]),
  ...options.map((option) => optionLine(name, command, option)),
];

export const fishCompletion = ({ name, commands }: Grammar): string =>
  [
    `# ${name}: completion for fish. Load it with  ${name} completion fish | source`,
    ...commands.flatMap((command) => linesOf(name, command)),
  ].join('\n');
