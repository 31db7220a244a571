// One page for each error number that the model can answer, and the list of all errors. The text of the pages is the
// code's own (`errnoGuide`); pages of error classes are written by hand and listed here.
import { ERRNO, errnoGuide, strerror } from '../../packages/core/dist/index.js';

/** Pages that people write: what is thrown, and what the command leaves. */
const WRITTEN_PAGES = {
  FormatError: 'a file is not what it should be',
  UnknownNameError: 'a name that nothing registered',
  PluginError: 'a plugin that cannot be used',
  LabError: 'a real kernel that could not be recorded',
  QueueError: 'a queue for searches that cannot be used',
  AmlError: 'byte code of the firmware that goes wrong',
  TypeError: 'the library is used wrongly',
  'exit-status': 'what the command tells its caller',
};

const errnoPage = (errno) => {
  const { causes, advice } = errnoGuide(errno);
  return `# ${errno}

${strerror(errno)} (${ERRNO[errno]}).

| answered by | when | rule |
| --- | --- | --- |
${causes.map(({ from, when, rule = '' }) => `| ${from} | ${when} | ${rule} |`).join('\n')}

## What to do

${advice}

The same on the terminal: \`warmboot explain ${errno}\`. Rules are those of [the specification](../spec/core.md).
`;
};

const index = () => `# Errors

A refusal that a kernel would give is a value: an error number, a reason in words, and the lines of the log. What is
thrown is for broken input and for mistakes of programs.

## Answers

| error | number | in words |
| --- | --- | --- |
${Object.keys(ERRNO)
  .map((errno) => `| [${errno}](${errno}.md) | ${ERRNO[errno]} | ${strerror(errno)} |`)
  .join('\n')}

## What is thrown, and what is left

| page | what it is about |
| --- | --- |
${Object.entries(WRITTEN_PAGES)
  .map(([name, about]) => `| [${name}](${name}.md) | ${about} |`)
  .join('\n')}
`;

/** Generated pages by path below docs/errors. */
export const errorPages = () =>
  new Map([['README.md', index()], ...Object.keys(ERRNO).map((errno) => [`${errno}.md`, errnoPage(errno)])]);
