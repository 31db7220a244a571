/** A case in which this interpreter answers differently from the acpiexec that made the expectations, and why. */
export interface Departure {
  readonly ours: string;
  readonly reason: string;
}

const fieldReference =
  'acpiexec hands out the field unit itself, which it cannot print; the value of the field is meant';

/** By body of the method. */
export const departures: ReadonlyMap<string, Departure> = new Map([
  ['Return (DerefOf (RefOf (FLD)))', { ours: 'int 0000000000000000', reason: fieldReference }],
  ['FLD = 0x42  Return (DerefOf (RefOf (FLD)))', { ours: 'int 0000000000000042', reason: fieldReference }],
  [
    'Return (OVR0)',
    {
      ours: 'int 0000000000000000',
      reason:
        'slack mode lets a double word reach past a region of 3 bytes; the simulated region of acpiexec does not',
    },
  ],
]);
