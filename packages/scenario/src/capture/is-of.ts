import type { Architecture } from '@warmboot/core';
import type { MachineRecord } from './machine-record.js';

/** Whether a record is of this architecture. */
export const isOf = ({ arch }: MachineRecord, { name, aliases }: Architecture): boolean =>
  arch === name || aliases.includes(arch);
