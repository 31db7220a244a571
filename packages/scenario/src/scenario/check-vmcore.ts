import type { AddressRange } from '@warmboot/address';
import { hex, overlaps, subtract } from '@warmboot/address';
import type { Machine } from '@warmboot/core';
import { coreHeader } from '@warmboot/core/plugin';

import type { Expectation } from '../written/expectation.js';

/** What an expectation of /proc/vmcore says that is not so. */
export const vmcoreMisses = (
  { vmcoreCovers = [], vmcoreLacks = [], vmcoreZeroes = [] }: Expectation,
  machine: Machine,
  memory: (name: string) => readonly AddressRange[],
): string[] => {
  if (vmcoreCovers.length + vmcoreLacks.length + vmcoreZeroes.length === 0) return [];
  const contents = coreHeader.vmcoreContents(machine);
  if (contents === undefined) return ['vmcore: no capture kernel runs'];
  const { memory: readable, zeroes } = contents;
  const loads = [...readable, ...zeroes];
  const meets = (range: AddressRange, name: unknown): boolean =>
    memory(String(name)).some((piece) => overlaps(range, piece));
  const lost = vmcoreCovers.flatMap((name) => {
    const [hole] = subtract(memory(String(name)), loads);
    return hole === undefined ? [] : [`vmcore: should cover ${name}, and has nothing at ${hex(hole.start)}`];
  });
  const kept = vmcoreLacks.flatMap((name) => {
    const load = loads.find((range) => meets(range, name));
    return load === undefined
      ? []
      : [`vmcore: should lack ${name}, and has ${hex(load.start)} to ${hex(load.end - 1)}`];
  });
  const whole = vmcoreZeroes
    .filter((name) => !zeroes.some((range) => meets(range, name)))
    .map((name) => `vmcore: some of ${name} should read as zeroes, and none does`);
  return [...lost, ...kept, ...whole];
};
