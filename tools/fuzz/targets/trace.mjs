// Recordings: read, replayed and checked.
import { checkTrace, readTrace, replayTrace } from '@warmboot/scenario';
import { machineIn } from '@warmboot/answers';
import { recordedTraces } from '../corpus.mjs';
import { framework } from '../framework.mjs';
import { textMutator } from '../mutate/text.mjs';
import { mutateValue } from '../mutate/value.mjs';

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const mutateText = textMutator(['"action"', '"observed"', '"steps"', 'kexec-load', 'null']);

const filesWith = (bytes) => new Map([['trace.json', bytes]]);

export const target = {
  room: 'scenario',
  corpus: () => recordedTraces(24).map((trace) => encoder.encode(JSON.stringify(trace))),
  mutate: (random, input, corpus) =>
    random.once(4)
      ? mutateText(random, input, corpus)
      : encoder.encode(JSON.stringify(mutateValue(random, JSON.parse(decoder.decode(input))))),
  run: (bytes) => [
    () => {
      const directory = readTrace(filesWith(bytes));
      checkTrace(directory, replayTrace(framework(), directory));
    },
    () => machineIn(framework(), filesWith(bytes), 'a recording'),
  ],
};
