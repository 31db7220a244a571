import { handoverReader, type Handover as LinuxHandover } from '@warmboot/devicetree/linux';
import { readUefiChosen, type UefiChosenResult } from '@warmboot/firmware-uefi';
import { COMMAND_LINE_SIZE } from '../facts/layout.js';

/** What a starting kernel reads out of its devicetree (spec 6.2, 6.3). */
export type Handover = LinuxHandover<UefiChosenResult>;

/** @throws FormatError for a blob that is no devicetree, or a property with an impossible value */
export const readHandover = handoverReader({ commandLineSize: COMMAND_LINE_SIZE, readUefi: readUefiChosen });
