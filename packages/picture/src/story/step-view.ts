import type { Machine } from '@warmboot/core';
import { resources, visible } from '@warmboot/core';
import type { DescribedEvent, PlayedScenario } from '@warmboot/scenario';
import { describeEvents } from '@warmboot/scenario';
import { addressMap } from '../map/address-map.js';
import type { AddressMap } from '../map/band.js';
import type { StateFact } from './machine-state.js';
import { machineState } from './machine-state.js';
import type { DiffLine } from './text-diff.js';
import { textDiff } from './text-diff.js';

/** One machine after one step: what lies where, and what the step changed. */
export interface MachineStep {
  readonly architecture: string;
  readonly map: AddressMap;
  readonly state: readonly StateFact[];
  /** /proc/iomem, as the step changed it. */
  readonly iomem: readonly DiffLine[];
  readonly log: readonly string[];
  readonly events: readonly DescribedEvent[];
  /** What the kernel gave as its reason, where it refused. */
  readonly reason?: string;
  readonly notes: readonly string[];
}

const NOTHING = { log: [], events: [], notes: [] } as const;

const looks = (
  { kernel, architecture }: PlayedScenario,
  before: Machine,
  machine: Machine,
  mostBlocks: number,
): Pick<MachineStep, 'architecture' | 'map' | 'state' | 'iomem'> => ({
  architecture,
  map: addressMap(kernel, machine, mostBlocks),
  state: machineState(before, machine),
  iomem: textDiff(resources.printIomem(before.iomem), resources.printIomem(machine.iomem)),
});

/**
 * A machine after a step.
 * @param number of the step; 0 for the machine on which the story begins
 * @param mostBlocks of a machine up to which it is asked what a jump would come to; without it, of any machine
 * @throws TypeError for a step that the story does not have
 */
export const machineStep = (
  played: PlayedScenario,
  number: number,
  { mostBlocks = Infinity }: { readonly mostBlocks?: number } = {},
): MachineStep => {
  const { start, steps } = played;
  if (number === 0) return { ...looks(played, start.machine, start.machine, mostBlocks), ...NOTHING };
  const record = steps[number - 1];
  if (record === undefined) throw new TypeError(`the story has ${steps.length} steps, and no step ${number}`);
  const { before, machine, log, events, notes, answer, skipped } = record;
  return {
    ...looks(played, before, machine, mostBlocks),
    log: visible(log),
    events: describeEvents(events),
    notes,
    ...(skipped === undefined && answer.reason !== undefined ? { reason: answer.reason } : {}),
  };
};

/** Whether something of a machine is still to be worked out. */
export const isAwaited = ({ map }: MachineStep): boolean => map.lanes.some(({ awaited }) => awaited === true);
