// Scenarios: read and played on every architecture.
import { explain, parseScenario, play } from '@warmboot/scenario';
import { FormatError } from '@warmboot/format';
import { captureFiles } from '@warmboot/answers';
import { parse, stringify } from 'yaml';
import { fileAt, filesOf } from '../corpus.mjs';
import { framework } from '../framework.mjs';
import { textMutator } from '../mutate/text.mjs';
import { mutateValue } from '../mutate/value.mjs';

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const mutateText = textMutator([
  'plug',
  'online',
  'load',
  'exec',
  'unplug',
  'expect',
  'dimm1',
  '!!js',
  '&a',
  '*a',
  '<<',
  '1G',
  'mem-min',
]);

const captures = new Map();

/** What a scenario may stand on: the machines of the examples, wherever it says they are. */
const surroundings = {
  openCapture: (path) => {
    const found = captures.get(path.split('/').at(-1));
    if (found !== undefined) return found;
    const allowed = [...captures.keys()].join(', ');
    throw new FormatError({ format: 'capture', file: path, field: 'it', found: 'not there', allowed });
  },
  openFile: (path) => fileAt('package.json').subarray(0, 16 * path.length),
};

export const target = {
  room: 'scenario',
  corpus: async () => {
    for (const machine of ['debian-12-arm64.tar.gz', 'debian-12-x86_64.tar.gz']) {
      captures.set(machine, await captureFiles(fileAt(`examples/machines/${machine}`), machine));
    }
    return filesOf(['examples'], /^examples\/(cases\/)?[^/]*\.yaml$/, 40);
  },
  mutate: (random, input, corpus) =>
    random.once(3)
      ? mutateText(random, input, corpus)
      : encoder.encode(stringify(mutateValue(random, parse(decoder.decode(input))))),
  run: (bytes) => {
    const scenario = () => parseScenario(framework(), decoder.decode(bytes), 'story.yaml');
    return [
      scenario,
      ...['arm64', 'x86_64'].map((architecture) => () => {
        const { steps } = play(framework(), scenario(), { architecture, ...surroundings });
        for (const [index, step] of steps.entries()) explain(step, steps.slice(0, index));
      }),
    ];
  },
};
