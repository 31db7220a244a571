// A picture of the story that the README tells: where the image is to go, and what is there when it goes. Every range,
// segment and ending in it is what `warmboot compare --json` says of the scenario.
import { main } from '../../packages/cli/dist/main.js';
import { terminalOn } from '../../packages/cli/dist/print/terminal.js';

const WIDTH = 860;
const LEFT = 96;
const BAR = 300;
const GAP = 64;
const ROW = 74;
const HEIGHT = 34;
const TOP = 64;

/** Narrower than this nobody sees an image. */
const LEAST = 5;

const COLOURS = {
  memory: '#dbe7f3',
  edge: '#5b7690',
  image: '#2b6cb0',
  lost: '#c53030',
  text: '#1a202c',
  faint: '#5a6675',
};

/** Addresses are texts there, in hexadecimal. */
const addresses = (_, value) =>
  typeof value === 'string' && /^0x[0-9a-f]+$/.test(value) ? Number(value) : value;

/** What the command prints. Standard error is not shown: what it says is no part of the picture. */
const printed = async (...words) => {
  const out = [];
  const status = await main(
    [...words, '--policy', 'none', '--json'],
    terminalOn(
      (line) => out.push(line),
      () => undefined,
    ),
  );
  if (status !== 0) throw new Error(`warmboot ${words.join(' ')} ends with status ${status}`);
  return out.map((line) => JSON.parse(line, addresses));
};

const compared = async (scenario) => {
  const [comparison] = await printed('compare', scenario);
  const dimms = new Map();
  for (const { architecture } of comparison.machines) {
    const steps = await printed('run', scenario, '--arch', architecture);
    const { range } = steps.flatMap(({ events = [] }) => events).find(({ type }) => type === 'dimm:plugged');
    dimms.set(architecture, range);
  }
  return { ...comparison, dimms };
};

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const text = (x, y, words, { size = 12, colour = COLOURS.text, anchor = 'start', bold = false } = {}) =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}" text-anchor="${anchor}"${bold ? ' font-weight="600"' : ''}>${escaped(words)}</text>`;

const hex = (address) => `0x${address.toString(16)}`;

const answerOf = (steps, verb, architecture) => {
  const step = steps.find(({ title }) => title.startsWith(verb));
  return {
    number: step.step,
    ...step.answers.find((answer) => answer.architecture === architecture),
    shown: step.differences
      .find(({ aspect }) => aspect === 'outcome')
      ?.on.find((side) => side.architecture === architecture).shown,
  };
};

/** One strip of addresses: memory, with an image in it or without. */
const strip = (y, { range, name, gone }, x) => {
  const dashes = gone ? ' stroke-dasharray="5 4" fill="none"' : ` fill="${COLOURS.memory}"`;
  return [
    `<rect x="${x}" y="${y}" width="${BAR}" height="${HEIGHT}" rx="3" stroke="${COLOURS.edge}"${dashes}/>`,
    text(x + BAR / 2, y + 21, gone ? `${name} is gone` : name, { anchor: 'middle', colour: COLOURS.faint }),
    text(x, y + HEIGHT + 14, hex(range.start), { size: 10, colour: COLOURS.faint }),
    text(x + BAR, y + HEIGHT + 14, hex(range.end - 1), { size: 10, colour: COLOURS.faint, anchor: 'end' }),
  ].join('\n');
};

/** The image inside a strip: true to scale, but never too narrow to see. */
const image = (y, segments, range, x, colour) =>
  segments
    .filter(({ mem }) => mem >= range.start && mem < range.end)
    .map(({ mem, memsz }) => {
      const scale = BAR / (range.end - range.start);
      const width = Math.max(LEAST, memsz * scale);
      const at = Math.min(x + (mem - range.start) * scale, x + BAR - width);
      return `<rect x="${at.toFixed(1)}" y="${y + 1}" width="${width.toFixed(1)}" height="${HEIGHT - 2}" fill="${colour}"/>`;
    })
    .join('\n');

const side = ({ dimms, steps }, { architecture, bootRam }, y) => {
  const [boot] = bootRam;
  const dimm = { range: dimms.get(architecture), name: 'dimm1' };
  const { segments, number: loaded } = answerOf(steps, 'kexec -l', architecture);
  const jump = answerOf(steps, 'kexec -e', architecture);
  const far = LEFT + BAR + GAP;
  const kernel = segments.find(({ kind }) => kind === 'kernel');
  const second = y + ROW;
  return [
    text(12, y + 14, architecture, { size: 14, bold: true }),
    text(12, y + 31, `step ${loaded}`, { size: 11, colour: COLOURS.faint }),
    strip(y, { range: boot, name: 'boot memory' }, LEFT),
    strip(y, dimm, far),
    image(y, segments, dimm.range, far, COLOURS.image),
    text(far + BAR / 2, y + HEIGHT + 14, `kernel to ${hex(kernel.mem)}`, {
      size: 10,
      colour: COLOURS.image,
      anchor: 'middle',
    }),
    text(12, second + 20, `step ${jump.number}`, { size: 11, colour: COLOURS.faint }),
    strip(second, { range: boot, name: 'boot memory' }, LEFT),
    strip(second, { ...dimm, gone: true }, far),
    image(second, segments, dimm.range, far, COLOURS.lost),
    text(far + BAR / 2, second + HEIGHT + 14, jump.shown, {
      size: 12,
      colour: COLOURS.lost,
      anchor: 'middle',
      bold: true,
    }),
  ].join('\n');
};

/** @returns the picture of a scenario that plugs a DIMM, loads into it, and loses it, as SVG */
export const memoryPicture = async (scenario) => {
  const comparison = await compared(scenario);
  const { machines } = comparison;
  const height = TOP + machines.length * (2 * ROW + 26);
  const sides = machines.map((machine, index) => side(comparison, machine, TOP + index * (2 * ROW + 26)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" role="img">
<title>${escaped(comparison.scenario)}</title>
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
${text(12, 24, `${comparison.scenario}: memory by address`, { size: 16, bold: true })}
${text(12, 44, 'kexec -l puts the next kernel into a DIMM; the DIMM is pulled; kexec -e jumps.', { colour: COLOURS.faint })}
${sides.join('\n')}
</svg>
`;
};
