// Flattened devicetrees: read, printed, written again, edited as libfdt edits them, and read as Linux reads them.
import { FlatTree, parseDtb, printDts, serialiseDtb } from '@warmboot/devicetree';
import { readHandover } from '@warmboot/devicetree/linux';
import { recorded } from '../corpus.mjs';
import { mutateBytes, mutateNumbers, numberAt, putNumber } from '../mutate/bytes.mjs';
import { sealDevicetree, sealing } from '../mutate/sealed.mjs';

/** A word of the structure block becomes another: a token, a length, an offset of a name. */
const mutateTokens = (random, input) => {
  const bytes = input.slice();
  const start = Number(numberAt(bytes, 8, 4, true));
  const words = Math.floor(Number(numberAt(bytes, 36, 4, true)) / 4);
  for (let left = random.few(); left > 0; left -= 1) {
    const value = random.once(2) ? random.of([1n, 2n, 3n, 4n, 9n]) : BigInt(random.below(2 * bytes.length));
    putNumber(bytes, start + 4 * random.below(words), 4, value, true);
  }
  return bytes;
};

const reader = { commandLineSize: 2048, readUefi: (property) => property('linux,uefi-system-table') };

const onNode = (path, edit) => (tree) => (tree.hasNode(path) ? edit(tree) : tree);

/** Edits that are right for any tree with room for them. */
const edits = [
  onNode('/chosen', (tree) => tree.setProperty('/chosen', 'bootargs', new Uint8Array(9))),
  onNode('/chosen', (tree) => tree.deleteNode('/chosen')),
  (tree) => (tree.hasNode('/added') ? tree : tree.addSubnode('/', 'added')),
  (tree) => tree.addReservation({ address: 0x1000n, size: 0x1000n }),
  (tree) => tree.pack(),
];

/** What an edit may add. Bytes. */
const ROOM = 4096;

export const target = {
  room: 'devicetree',
  corpus: () => recorded(/\.dtb$/),
  mutate: (random, input, corpus) =>
    random.of([sealing(mutateBytes, sealDevicetree), mutateNumbers, mutateTokens])(random, input, corpus),
  run: (bytes) => [
    () => printDts(parseDtb(bytes)),
    () => serialiseDtb(parseDtb(bytes)),
    () => readHandover(bytes, reader),
    ...edits.map((edit) => () => edit(FlatTree.open(bytes, bytes.length + ROOM)).toTree()),
  ],
};
