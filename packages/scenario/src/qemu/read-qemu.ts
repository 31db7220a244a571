import type { Architecture, Framework } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import type { ScenarioDocument } from '../words/document.js';
import type { MachineDescription } from '../written/machine-description.js';
import { withNearest } from '../words/schema-words.js';
import type { ValuePath } from '../words/value-path.js';
import type { BootDevice } from '../written/verb.js';
import type { QemuMachine } from './machine.js';
import { parseQemuMachine } from './machine.js';
import { qemuFault } from './words.js';

/** A machine as a scenario gets it from QEMU's words. */
export interface MachineInWords {
  readonly machine: MachineDescription;
  /** What differs on the architectures that the board can be of. */
  readonly machineOn: Readonly<Record<string, MachineDescription>>;
  readonly bootDevices: readonly BootDevice[];
  readonly boardOf: readonly string[] | undefined;
}

/** @throws FormatError for words that make no machine */
export const machineInWords = ({ architectures }: Framework, text: string): MachineInWords => {
  const qemu = parseQemuMachine(text);
  const known = architectures.all();
  const fitting = known.filter((architecture) => fits(architecture, qemu));
  if (fitting.length === 0) throw noArchitecture(known, qemu);
  const machineOn = Object.fromEntries(
    fitting.flatMap(({ name, referenceMachine }): [string, MachineDescription][] => {
      const firmwares = referenceMachine?.firmwares ?? [];
      const firmware = firmwares.find((candidate) => (candidate === 'efi') === qemu.efi);
      return firmware === undefined ? [] : [[name, { firmware }]];
    }),
  );
  const free = qemu.board === undefined && qemu.target === undefined;
  return {
    machine: qemu.description,
    machineOn,
    bootDevices: qemu.devices,
    boardOf: free ? undefined : fitting.map(({ name }) => name),
  };
};

/** QEMU names its targets as uname does, or by an alias of the architecture. */
const fits = (
  { name, aliases, referenceMachine }: Architecture,
  { target, board }: Pick<QemuMachine, 'target' | 'board'>,
): boolean =>
  (target === undefined || target === name || aliases.includes(target)) &&
  (board === undefined || referenceMachine?.boards === undefined || referenceMachine.boards.includes(board));

const noArchitecture = (known: readonly Architecture[], { target, board }: QemuMachine): FormatError => {
  if (
    target !== undefined &&
    !known.some((architecture) => fits(architecture, { target, board: undefined }))
  ) {
    const targets = known.flatMap(({ name, aliases }) => [name, ...aliases]);
    return qemuFault('the program', `qemu-system-${target}`, withNearest('architecture', target, targets));
  }
  const boards = known.flatMap(({ referenceMachine }) => referenceMachine?.boards ?? []);
  return qemuFault('-machine', JSON.stringify(board ?? ''), withNearest('board', board ?? '', boards));
};

/** The machine of a scenario by QEMU's words, with the place of the words in every fault. @throws FormatError */
export const readQemu = (
  framework: Framework,
  document: ScenarioDocument,
  text: string,
  path: ValuePath,
): MachineInWords => {
  try {
    return machineInWords(framework, text);
  } catch (error) {
    throw error instanceof FormatError ? document.placed(error, path) : error;
  }
};
