// Resource templates: what _CRS of a device answers with.
import {
  AmlInterpreter,
  deviceMemoryRanges,
  listNamespace,
  parseResourceTemplate,
  serialiseResourceTemplate,
} from '@warmboot/firmware-acpi';
import { fileAt, recorded } from '../corpus.mjs';
import { mutateBytes, mutateNumbers, putNumber, spliced } from '../mutate/bytes.mjs';

/** Every buffer of a definition block that is a template. */
const templatesIn = (table) => {
  const interpreter = new AmlInterpreter();
  interpreter.load(table);
  return [...listNamespace(interpreter)].flatMap(({ object }) => {
    if (object.type !== 'buffer') return [];
    try {
      parseResourceTemplate(object.bytes);
      return [object.bytes];
    } catch {
      return [];
    }
  });
};

/** A descriptor's tag or length becomes another (ACPI 6.4, 6.4.2 and 6.4.3). */
const mutateTags = (random, input) => {
  const bytes = input.slice();
  const at = random.below(bytes.length);
  if (random.once(2))
    bytes[at] = random.once(2) ? 0x80 + random.below(0x14) : random.below(16) * 8 + random.below(8);
  else putNumber(bytes, at, 2, BigInt(random.below(2 * bytes.length)), false);
  return random.once(4) ? spliced(bytes, bytes.length, bytes.length, Uint8Array.of(0x79, 0)) : bytes;
};

export const target = {
  room: 'firmware-acpi',
  corpus: () =>
    [
      fileAt('packages/firmware-acpi/test/resources/templates.aml'),
      ...recorded(/acpi-DSDT\.bin$/, 4),
    ].flatMap(templatesIn),
  mutate: (random, input, corpus) =>
    random.of([mutateBytes, mutateNumbers, mutateTags])(random, input, corpus),
  run: (bytes) => [
    () => serialiseResourceTemplate(parseResourceTemplate(bytes)),
    () => deviceMemoryRanges(parseResourceTemplate(bytes)),
  ],
};
