import type { AddressRange, Machine } from '@warmboot/core';
import { hex, overlaps, readCoreHeader, subtract, VMCORE_FILE } from '@warmboot/core';
import type { Expectation } from './scenario.js';

/** Memory of the crashed kernel that the headers of /proc/vmcore name. Undefined without a capture kernel. */
const dumped = ({ files }: Machine): readonly AddressRange[] | undefined => {
  const headers = files.get(VMCORE_FILE);
  return (
    headers &&
    readCoreHeader(headers).loads.map(({ paddr, size }) => ({
      start: Number(paddr),
      end: Number(paddr + size),
    }))
  );
};

/** What an expectation of /proc/vmcore says that is not so. */
export const vmcoreMisses = (
  { vmcoreCovers = [], vmcoreLacks = [] }: Expectation,
  machine: Machine,
  memory: (name: string) => AddressRange,
): string[] => {
  if (vmcoreCovers.length + vmcoreLacks.length === 0) return [];
  const loads = dumped(machine);
  if (loads === undefined) return ['vmcore: no capture kernel runs'];
  const lost = vmcoreCovers.flatMap((name) => {
    const [hole] = subtract([memory(String(name))], loads);
    return hole === undefined ? [] : [`vmcore: should cover ${name}, and has nothing at ${hex(hole.start)}`];
  });
  const kept = vmcoreLacks.flatMap((name) => {
    const load = loads.find((range) => overlaps(range, memory(String(name))));
    return load === undefined
      ? []
      : [`vmcore: should lack ${name}, and has ${hex(load.start)} to ${hex(load.end - 1)}`];
  });
  return [...lost, ...kept];
};
