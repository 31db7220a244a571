import type { Policy } from '../contract/policy.js';

/** P10 carried through: what if ACPI added its DIMMs as driver-managed memory too. */
export const driverManagedDimms: Policy = {
  name: 'driver-managed-dimms',
  id: 'P10d',
  summary: 'all hot-added memory is driver managed, DIMMs included',
  origin: 'what P10 would have to cover to answer the first mail',
  objection: 'Eric Biederman: a plain DIMM is just memory',
  upstream: 'never posted',
  nameHotAdded: ({ driver = 'acpi' }) => `System RAM (${driver})`,
};
