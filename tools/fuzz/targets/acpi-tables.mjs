// ACPI tables of every kind: read, written again, and what Linux reads in them.
import {
  parseAcpiTable,
  parseFacs,
  parseRsdp,
  rootTableAddress,
  serialiseAcpiTable,
  sratMemoryRanges,
  sratNodes,
  tablesInFile,
} from '@warmboot/firmware-acpi';
import { filesOf, recorded } from '../corpus.mjs';
import { mutateBytes, mutateNumbers } from '../mutate/bytes.mjs';
import { sealAcpiTable, sealing } from '../mutate/sealed.mjs';

/** Names that a table may take: its bytes are read as those of another kind then. */
const rename = (random, input, corpus) => {
  const bytes = mutateNumbers(random, input);
  bytes.set(random.of(corpus).subarray(0, 4).subarray(0, bytes.length));
  return bytes;
};

export const target = {
  room: 'firmware-acpi',
  corpus: () => [
    ...filesOf(['packages/firmware-acpi/test/fixtures/tables'], /\.(aml|bin)$/, 60),
    ...recorded(/acpi-(?!DSDT)[A-Z0-9]+\.bin$/, 40),
  ],
  mutate: (random, input, corpus) =>
    sealing(random.of([mutateBytes, mutateNumbers, rename]), sealAcpiTable)(random, input, corpus),
  run: (bytes) => [
    () => parseAcpiTable(bytes),
    () => serialiseAcpiTable(parseAcpiTable(bytes, { onWrongChecksum: () => undefined })),
    () => {
      const table = parseAcpiTable(bytes, { onWrongChecksum: () => undefined });
      if (table.kind === 'SRAT') sratMemoryRanges(table);
    },
    () => sratNodes(bytes),
    () => tablesInFile(bytes),
    () => parseFacs(bytes),
    () => rootTableAddress(parseRsdp(bytes)),
  ],
};
