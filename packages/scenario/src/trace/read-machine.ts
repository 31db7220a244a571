import { FormatError } from '@warmboot/format';
import { readTrace } from './read-trace.js';
import { tracedMachine } from './recorded-machine.js';
import type { CaptureFiles } from '../capture/capture-files.js';
import { capturedMachine } from '../capture/captured-machine.js';
import { PASTED } from '../capture/pasted.js';
import type { MachineRecord } from '../capture/machine-record.js';

/** The machine of a recording or a capture. @throws FormatError for files that are neither */
export const readMachine = (files: CaptureFiles): MachineRecord => {
  if (files.has('trace.json')) return tracedMachine(readTrace(files));
  if (files.has('proc/iomem') || files.has('capture.txt') || files.has(PASTED)) return capturedMachine(files);
  throw new FormatError({
    format: 'capture',
    field: 'it',
    found: files.size === 0 ? 'empty' : `without proc/iomem (it begins with ${[...files.keys()].sort()[0]})`,
    allowed: 'what the capture script writes, or a recording with a trace.json',
    advice: '`warmboot capture` prints the script; run it on the machine and give its tar here.',
  });
};
