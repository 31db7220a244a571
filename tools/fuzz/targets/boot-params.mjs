// boot_params: its fields, its e820, its list of setup_data, and what the next kernel reads in it.
import {
  BOOT_PARAMS_SIZE,
  editBootParams,
  parseBootParams,
  parseE820Entries,
  parseSetupData,
  parseSetupIndirect,
  retypeE820,
  sanitiseE820,
  walkSetupData,
} from '@warmboot/arch-x86';
import { recorded } from '../corpus.mjs';
import { EDGES, mutateBytes, mutateNumbers, putNumber } from '../mutate/bytes.mjs';

/** Offsets of the table of e820 entries and of their count. Linux, Documentation/arch/x86/zero-page.rst */
const E820 = { table: 0x2d0, count: 0x1e8, entry: 20 };

const mutateE820 = (random, input) => {
  const bytes = input.slice();
  for (let left = random.few(); left > 0; left -= 1) {
    const at = E820.table + E820.entry * random.below(16);
    const field = random.of([0, 8, 16]);
    if (random.once(4)) bytes[E820.count] = random.below(256);
    else if (random.once(2)) putNumber(bytes, at + field, field === 16 ? 4 : 8, random.of(EDGES), false);
    else bytes.copyWithin(at, E820.table + E820.entry * random.below(16), at + E820.entry);
  }
  return bytes;
};

export const target = {
  room: 'arch-x86',
  corpus: () => recorded(/boot_params\.bin$/),
  mutate: (random, input, corpus) =>
    random.of([mutateBytes, mutateNumbers, mutateE820])(random, input, corpus),
  run: (bytes) => [
    () => editBootParams(bytes, parseBootParams(bytes)),
    () => sanitiseE820(parseE820Entries(bytes.subarray(E820.table), bytes[E820.count] ?? 0)),
    () => retypeE820(parseE820Entries(bytes.subarray(0, 400)), { start: 0, end: 1 << 20 }, 1, 2),
    () =>
      walkSetupData(BigInt(bytes[0] ?? 0), (address, size) => {
        const at = Number(BigInt.asUintN(12, address));
        return at + size <= bytes.length ? bytes.subarray(at, at + size) : undefined;
      }),
    () => parseSetupData(bytes.subarray(0, BOOT_PARAMS_SIZE)),
    () => parseSetupIndirect(bytes),
  ],
};
