import type { SkeletonFacts } from './skeleton.js';

/** Commands, with what each is for in a column of its own. */
export const commandLines = (commands: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(...commands.filter(([, what]) => what !== '').map(([command]) => command.length));
  return commands.map(([command, what]) => (what === '' ? command : `${command.padEnd(width)}   # ${what}`));
};

/** The README of a skeleton. */
export const readme = (
  { kind, name, packageName }: SkeletonFacts,
  commands: readonly (readonly [string, string])[],
): string => `# ${packageName}

${kind === 'arch' ? name : `The ${kind} ${name}`} for Warmboot.

\`\`\`sh
${commandLines(commands).join('\n')}
\`\`\`
`;
