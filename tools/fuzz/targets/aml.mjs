// Definition blocks: loaded, evaluated, listed, and printed as source.
import {
  AmlInterpreter,
  DEFAULT_AML_LIMITS,
  disassemble,
  findDevices,
  formatNamespace,
  initialiseNamespace,
  listNamespace,
  parseDefinitionBlock,
} from '@warmboot/firmware-acpi';
import { filesOf, recorded } from '../corpus.mjs';
import { mutateBytes, mutateNumbers, spliced } from '../mutate/bytes.mjs';
import { sealAcpiTable, sealing } from '../mutate/sealed.mjs';

/** Opcodes of a byte, and of two with the prefix 0x5b (ACPI 6.4, table 20.2). */
const OPCODES = [
  0x00, 0x01, 0x06, 0x08, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x2e, 0x2f, 0x5c,
  0x5e, 0x60, 0x61, 0x68, 0x69, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x7d, 0x80,
  0x83, 0x84, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x93, 0x95, 0x96, 0x97, 0x99,
  0x9c, 0x9e, 0x9f, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xcc, 0xff,
];
const EXTENDED = [
  0x01, 0x02, 0x12, 0x13, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x30, 0x31,
  0x32, 0x33, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88,
];
const HEADER = 36;

/** Opcodes become others, or are put between what is there. */
const mutateTerms = (random, input) => {
  let bytes = input.slice();
  for (let left = random.few(); left > 0; left -= 1) {
    const at = HEADER + random.below(bytes.length - HEADER);
    const code = random.once(3) ? [0x5b, random.of(EXTENDED)] : [random.of(OPCODES)];
    bytes = spliced(bytes, at, random.once(2) ? at : at + code.length, Uint8Array.from(code));
  }
  return bytes;
};

/** What code may use here is less than what it may in a machine: it is tried thousands of times. */
const limits = { ...DEFAULT_AML_LIMITS, steps: 20_000, loopRounds: 2_000, allocatedBytes: 1 << 22 };

/** Memory and ports that answer with what they are. */
const device = { read: (address) => BigInt(address) & 0xffn, write: () => undefined };
const handlers = { SystemMemory: device, SystemIO: device, PCI_Config: device, EmbeddedControl: device };

const METHODS = ['_STA', '_CRS', '_PXM', '_INI', '_OST', '_PRT', 'MRST', 'MSCN', 'MAIN'];

const loaded = (bytes, onError) => {
  const interpreter = new AmlInterpreter({ limits, handlers, onWrongChecksum: () => undefined, onError });
  interpreter.load(bytes);
  return interpreter;
};

const evaluateAll = (interpreter, allowed) => {
  let left = 40;
  for (const { path } of listNamespace(interpreter)) {
    if (!METHODS.some((name) => path.endsWith(name)) || (left -= 1) < 0) continue;
    try {
      interpreter.evaluate(
        path,
        [0, 1, 2].map((value) => ({ type: 'integer', value: BigInt(value) })),
      );
    } catch (error) {
      if (!allowed(error)) throw error;
    }
  }
};

export const target = {
  room: 'firmware-acpi',
  corpus: () => [
    ...filesOf(['packages/firmware-acpi/test'], /\.aml$/, 40).filter((bytes) =>
      /^[DS]SDT/.test(String.fromCharCode(...bytes.subarray(0, 4))),
    ),
    ...recorded(/acpi-DSDT\.bin$/, 8),
  ],
  mutate: (random, input, corpus) =>
    sealing(random.of([mutateBytes, mutateNumbers, mutateTerms, mutateTerms]), sealAcpiTable)(
      random,
      input,
      corpus,
    ),
  run: (bytes, allowed) => [
    () => parseDefinitionBlock(bytes),
    () => disassemble(bytes, { onWrongChecksum: () => undefined }),
    () => evaluateAll(loaded(bytes), allowed),
    () => {
      const interpreter = loaded(bytes, () => 'go-on');
      initialiseNamespace(interpreter);
      findDevices(interpreter, ['PNP0C80', 'PNP0A06']);
      formatNamespace(listNamespace(interpreter));
    },
  ],
};
