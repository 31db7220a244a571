import { FormatError } from '@warmboot/format';

const PREFIX = /^(?:<\d+>)?(?:\[ *\d+\.\d+\] ?)?/;

/** A log line without the priority and the time stamp that `dmesg` or a serial console put before it. */
export const withoutTimeStamp = (line: string): string => line.replace(PREFIX, '');

/** `0x` and at least `digits` hexadecimal digits, as `%0Nllx` prints them. */
export const hexOf = (value: bigint, digits: number): string =>
  `0x${value.toString(16).padStart(digits, '0')}`;

/** A fault in one line of a boot log; `line` counts from one. */
export const bootLogFault = (
  line: number | undefined,
  field: string,
  found: string,
  allowed: string,
): FormatError => new FormatError({ format: 'EFI boot log', line, field, found: `"${found}"`, allowed });
