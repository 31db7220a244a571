import type { LoadRequest } from '../contract/load-request.js';
import type { CoreNote } from './elfcorehdr.js';

/**
 * The notes of a core header in their order: CPUs, then vmcoreinfo where there is one (core 5.1, R7.13).
 * @param cpus present: as kexec-tools and kernels before 6.6 have it; possible: those that may come too
 */
export const coreNotes = (
  { crashNotes, vmcoreinfo }: LoadRequest,
  cpus: 'present' | 'possible',
): readonly CoreNote[] => [
  ...crashNotes
    .filter(({ absent }) => cpus === 'possible' || absent !== true)
    .map(({ address, size }) => ({ address, size })),
  ...(vmcoreinfo === undefined ? [] : [vmcoreinfo]),
];

/** CPUs that kexec-tools finds, which makes room for a note of each. */
export const presentCpus = ({ crashNotes }: LoadRequest): number =>
  crashNotes.filter(({ absent }) => absent !== true).length;
