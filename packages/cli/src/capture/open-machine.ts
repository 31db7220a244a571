import { machineIn } from '@warmboot/answers';
import type { Framework, ToldFacts } from '@warmboot/core';
import type { MachineRecord } from '@warmboot/scenario';
import { openCapture } from './open-capture.js';

/**
 * The machine of a capture or a recording.
 * @param said what the user says of its kernel
 * @param boot which one of a log that holds several, as journalctl counts them
 * @throws FormatError
 */
export const openMachine = async (
  framework: Framework,
  path: string,
  said: readonly ToldFacts[] = [],
  boot?: number,
): Promise<MachineRecord> => machineIn(framework, await openCapture(path, boot), path, said);
