// Captures: archives as a whole, and one of their files changed.
import { captureFiles, machineIn } from '@warmboot/answers';
import { packTar } from 'modern-tar';
import { gunzipSync } from 'node:zlib';
import { fileAt } from '../corpus.mjs';
import { framework } from '../framework.mjs';
import { mutateBytes, numberAt } from '../mutate/bytes.mjs';
import { textMutator } from '../mutate/text.mjs';

const MACHINES = ['debian-12-arm64', 'debian-12-x86_64'];
const mutateText = textMutator([
  'System RAM',
  'online',
  'Movable',
  'Node 0,',
  'y',
  'n',
  'crashkernel=1G',
  '4096',
  'x86_64',
]);

const files = new Map();

/** The files of an archive of the corpus, read once. */
const filesIn = async (archive) => {
  if (!files.has(archive)) files.set(archive, await captureFiles(archive, 'capture.tar'));
  return files.get(archive);
};

const isText = (bytes) => !bytes.subarray(0, 4096).includes(0) && numberAt(bytes, 0, 4, true) !== 0xd00dfeedn;

const changedFiles = async (random, archive) => {
  const changed = new Map(await filesIn(archive));
  for (let left = random.few(4); left > 0; left -= 1) {
    const name = random.of([...changed.keys()]);
    const bytes = changed.get(name);
    if (random.once(8)) changed.delete(name);
    else changed.set(name, (isText(bytes) ? mutateText : mutateBytes)(random, bytes, [...changed.values()]));
  }
  return packTar(
    [...changed].map(([name, body]) => ({ header: { name, size: body.length, type: 'file' }, body })),
  );
};

export const target = {
  room: 'answers',
  corpus: () =>
    MACHINES.map((name) => new Uint8Array(gunzipSync(fileAt(`examples/machines/${name}.tar.gz`)))),
  mutate: (random, input, corpus) =>
    random.once(4) ? mutateBytes(random, input, corpus) : changedFiles(random, input),
  run: (bytes) => [
    async () => machineIn(framework(), await captureFiles(bytes, 'capture.tar'), 'capture.tar'),
  ],
};
