import type { Term } from '../aml/term.js';

/** The words of External by the number that byte code has for them (ACPI 6.4 table 19.10, section 20.2.5.2). */
export const EXTERNAL_TYPES = [
  'UnknownObj',
  'IntObj',
  'StrObj',
  'BuffObj',
  'PkgObj',
  'FieldUnitObj',
  'DeviceObj',
  'EventObj',
  'MethodObj',
  'MutexObj',
  'OpRegionObj',
  'PowerResObj',
  'ProcessorObj',
  'ThermalZoneObj',
  'BuffFieldObj',
  'DDBHandleObj',
] as const;

/** What External says that a name is. */
export type ExternalType = (typeof EXTERNAL_TYPES)[number];

/** The type by its number; a number that there is none for says nothing. */
export const externalType = (code: number): ExternalType => EXTERNAL_TYPES[code] ?? 'UnknownObj';

/** The type of a name that a declaration gives a value. */
export const typeOfValue = (value: Term): ExternalType => {
  switch (value.kind) {
    case 'integer':
    case 'ones':
    case 'revision':
      return 'IntObj';
    case 'string':
      return 'StrObj';
    case 'buffer':
      return 'BuffObj';
    case 'package':
      return 'PkgObj';
    default:
      return 'UnknownObj';
  }
};
