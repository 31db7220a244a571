import type { Architecture, Framework, ToldFacts } from '@warmboot/core';
import { UnknownNameError } from '@warmboot/core';

import { FormatError, parsingDirectory } from '@warmboot/format';
import type { MachineRecord } from '@warmboot/scenario';
import { kernelFor, readMachine, tellerIn } from '@warmboot/scenario';
import { openCapture } from './open-capture.js';

/**
 * The machine of a capture or a recording, read whole: what is broken in it is found here, and named with its path.
 * @param said what the user says of its kernel
 * @throws FormatError
 */
export const openMachine = async (
  framework: Framework,
  path: string,
  said: readonly ToldFacts[] = [],
): Promise<MachineRecord> => {
  const files = await openCapture(path);
  const record = parsingDirectory(path, () => readMachine(files));
  const { name } = architectureOf(framework, path, record);
  const teller = tellerIn(path, record);
  const kernel = kernelFor(framework, { architecture: name, said, record: teller });
  const seen = parsingDirectory(path, () => {
    const observation = record.observe(kernel.architecture);
    kernel.fromObservation(observation);
    return observation;
  });
  const facts = parsingDirectory(path, () => record.facts(kernel.architecture));
  return { ...record, ...teller, observe: () => seen, facts: () => facts };
};

const architectureOf = (
  { architectures }: Framework,
  path: string,
  { arch }: MachineRecord,
): Architecture => {
  try {
    return architectures.get(arch);
  } catch (error) {
    if (!(error instanceof UnknownNameError)) throw error;
    throw new FormatError(
      {
        format: 'capture',
        file: path,
        field: 'the architecture',
        found: arch,
        allowed: architectures
          .all()
          .map(({ name }) => name)
          .join(', '),
        advice: 'Other architectures come with plugins: see --plugin.',
      },
      { cause: error },
    );
  }
};
