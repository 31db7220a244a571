// Results as lines of a terminal and as a page.

const time = (ms) => {
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return ms >= 1 ? `${ms.toFixed(1)} ms` : `${(ms * 1000).toFixed(1)} µs`;
};

/** `1.4 times`, `1/2.5`, `1/8400`; a time, or so many of its unit, where there is no peer. */
const sized = ({ peerName, unit }, value) => {
  if (unit !== undefined) return `${value.toFixed(2)} ${unit}`;
  if (peerName === undefined) return time(value);
  if (value >= 0.5) return `${value.toFixed(value < 10 ? 2 : 1)} times`;
  return `1/${Number((1 / value).toFixed(value > 0.1 ? 1 : 0))}`;
};

export const standing = (result) => sized(result, result.value);

const goalOf = (result) => `at most ${sized(result, result.goal)}`;

const mark = ({ value, goal }) => (value <= goal ? 'met' : 'not met');

export const lineOf = (result) => {
  const { name, peerName, skipped } = result;
  const what = `${name}${peerName === undefined ? '' : `, beside ${peerName}`}`;
  if (skipped !== undefined) return `-   ${what}: ${skipped}`;
  const of = result.peerName === undefined ? '' : ` (${time(result.ours)} to ${time(result.peer)})`;
  return `${mark(result) === 'met' ? 'ok ' : '>  '} ${what}: ${standing(result)}${of}; goal ${goalOf(result)}`;
};

export const pageOf = (results, computer) => `# How fast it is

Made by \`npm run bench -- --write\`; \`npm run bench\` measures again, and fails where a row is half as slow again as it was
when this page was made. Times are of processors, not of clocks, and of one computer (${computer}): what holds elsewhere is
the ratio to the peer, which ran in the same run.

| what | beside | here | goal | |
| --- | --- | --- | --- | --- |
${results
  .map((result) =>
    result.skipped === undefined
      ? `| ${result.name} | ${result.peerName ?? ''} | ${standing(result)}${result.peerName === undefined ? '' : `: ${time(result.ours)} to ${time(result.peer)}`} | ${goalOf(result)} | ${mark(result)} |`
      : `| ${result.name} | ${result.peerName ?? ''} | ${result.skipped} | | |`,
  )
  .join('\n')}

${results.flatMap(({ name, note }) => (note === undefined ? [] : [`- **${name}**: ${note}`])).join('\n')}

What single parts cost at several sizes is in the benchmarks beside the sources: \`npm run bench:groups\`.
`;
