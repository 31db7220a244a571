import { machineIn } from '@warmboot/answers';
import type { Framework, ToldFacts } from '@warmboot/core';
import type { MachineRecord } from '@warmboot/scenario';
import { openCapture } from './open-capture.js';

/**
 * The machine of a capture or a recording.
 * @param said what the user says of its kernel
 * @throws FormatError
 */
export const openMachine = async (
  framework: Framework,
  path: string,
  said: readonly ToldFacts[] = [],
): Promise<MachineRecord> => machineIn(framework, await openCapture(path), path, said);
