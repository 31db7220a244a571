import type { Framework, ToldFacts } from '@warmboot/core';
import { parsingDirectory } from '@warmboot/format';
import type { CaptureFiles, MachineRecord } from '@warmboot/scenario';
import { kernelFor, namedArchitecture, readMachine, tellerIn } from '@warmboot/scenario';

/**
 * The machine of a capture or a recording, read whole: what is broken in it is found here, and named with its place.
 * @param name of what the files come from, for messages
 * @param said what the user says of its kernel
 * @throws FormatError
 */
export const machineIn = (
  framework: Framework,
  files: CaptureFiles,
  name: string,
  said: readonly ToldFacts[] = [],
): MachineRecord => {
  const record = parsingDirectory(name, () => readMachine(files));
  const architecture = namedArchitecture(framework, record.arch, {
    format: 'capture',
    file: name,
    field: 'the architecture',
  });
  const teller = tellerIn(name, record);
  const kernel = kernelFor(framework, { architecture: architecture.name, said, record: teller });
  const seen = parsingDirectory(name, () => {
    const observation = record.observe(kernel.architecture);
    kernel.fromObservation(observation);
    return observation;
  });
  const facts = parsingDirectory(name, () => record.facts(kernel.architecture));
  return { ...record, ...teller, observe: () => seen, facts: () => facts };
};
