import type { Framework } from '@warmboot/core';
import { parsingDirectory } from '@warmboot/format';
import type { MachineRecord } from '@warmboot/scenario';
import { readMachine } from '@warmboot/scenario';
import { openCapture } from './open-capture.js';

/**
 * The machine of a capture or a recording, read whole: what is broken in it is found here, and named with its path.
 * @throws FormatError
 * @throws UnknownNameError for a machine of an architecture that nothing registered
 */
export const openMachine = async ({ architectures }: Framework, path: string): Promise<MachineRecord> => {
  const files = await openCapture(path);
  const record = parsingDirectory(path, () => readMachine(files));
  const architecture = architectures.get(record.arch);
  const seen = parsingDirectory(path, () => record.observe(architecture));
  const facts = parsingDirectory(path, () => record.facts(architecture));
  return { ...record, observe: () => seen, facts: () => facts };
};
