import type { CommandGrammar, Grammar } from './grammar.js';

/** Nothing of ours has a quote in it, but plugins bring names too. */
const quoted = (words: readonly string[]): string => `'${words.join(' ').replaceAll("'", '')}'`;

const caseOf = ({ name, options, choices = [] }: CommandGrammar): string => {
  const flags = options.flatMap(({ long, short }) => (short === undefined ? [long] : [short, long]));
  const values = options.filter((option) => option.choices !== undefined);
  const others = options.filter((option) => option.takesValue && option.choices === undefined);
  return [
    `    ${name})`,
    '      case $previous in',
    ...values.map(({ long, choices: words = [] }) => `        ${long}) words=${quoted(words)} ;;`),
    ...(others.length === 0 ? [] : [`        ${others.map(({ long }) => long).join(' | ')}) return ;;`]),
    `        *) words=${quoted([...flags, ...choices])} ;;`,
    '      esac',
    '      ;;',
  ].join('\n');
};

/** Where a word finishes as nothing of ours, bash offers files: that is `-o default`. */
export const bashCompletion = ({
  name,
  commands,
}: Grammar): string => `# ${name}: completion for bash. Load it with  source <(${name} completion bash)
_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    words=${quoted(commands.map((command) => command.name))}
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case \${COMP_WORDS[1]} in
${commands.map(caseOf).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _${name} ${name}

# The same behind npx: what it starts is the command, and its words are one further to the left.
_npx_${name}() {
  [ "\${COMP_WORDS[1]}" = ${name} ] || return
  local COMP_WORDS=("\${COMP_WORDS[@]:1}") COMP_CWORD=$((COMP_CWORD - 1))
  [ "$COMP_CWORD" -eq 0 ] || _${name}
}
complete -o default -F _npx_${name} npx`;

/** zsh runs bash's completions when it is told to. */
export const zshCompletion = (
  grammar: Grammar,
): string => `# ${grammar.name}: completion for zsh. Load it with  source <(${grammar.name} completion zsh)
autoload -Uz compinit bashcompinit
compinit
bashcompinit
${bashCompletion(grammar).replace(/^#.*\n/, '')}`;
