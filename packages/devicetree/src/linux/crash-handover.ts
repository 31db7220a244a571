import type { AddressRange } from '@warmboot/address';

/** What a capture kernel is told besides the usual. */
export interface CrashHandover {
  /** The ELF header of the vmcore. */
  readonly elfcorehdr: AddressRange;
  /** What it may use, in the order in which the property lists it: the crash kernel's region, then its low one. */
  readonly usable: readonly AddressRange[];
}
