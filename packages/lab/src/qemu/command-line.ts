import { existsSync } from 'node:fs';
import type { Board, Firmware } from '../board/board.js';
import type { Accelerator } from './accelerator.js';
import { LabError } from '../failure/lab-error.js';

/** What a guest is made of. */
export interface GuestMachine {
  readonly board: Board;
  readonly firmware: Firmware;
  /** `-m`: `1G,slots=8,maxmem=16G`. */
  readonly memory: string;
  /** `-machine`, where it is not the board's ordinary one. */
  readonly machineType?: string;
  /** Options for nodes and devices. */
  readonly extra: readonly string[];
  /** CPUs; one where absent. */
  readonly cpus?: number;
  /** A file of EFI firmware instead of Debian's. */
  readonly efiCode?: string | undefined;
}

/** What it boots. */
export interface GuestFiles {
  readonly kernel: string;
  readonly initrd: string;
  readonly cmdline: string;
}

const existing = (files: readonly string[], what: string): string => {
  const found = files.find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new LabError(`no ${what} is installed: ${files.join(' or ')}; --firmware names another file`);
};

const drive = (unit: number, file: string, how: string): string[] => [
  '-drive',
  `if=pflash,format=raw,unit=${unit},${how},file=${file}`,
];

/** Options that give a machine its firmware. @throws LabError where it is not installed */
const firmwareOptions = ({ board, firmware, efiCode }: GuestMachine): string[] => {
  if (firmware !== 'efi') return [];
  const code = efiCode ?? existing(board.efi.code, `EFI firmware for ${board.name}`);
  const { variables } = board.efi;
  if (variables === undefined) return ['-bios', code];
  return [
    ...drive(0, code, 'readonly=on'),
    ...drive(1, existing(variables, `EFI variables for ${board.name}`), 'snapshot=on'),
  ];
};

/** Where the guest talks: sockets in a folder of its own. */
export const socketsIn = (folder: string): { readonly serial: string; readonly qmp: string } => ({
  serial: `${folder}/serial`,
  qmp: `${folder}/qmp`,
});

/**
 * The arguments of QEMU.
 * @param folder a folder of the guest's own, for its sockets
 */
export const qemuArguments = (
  machine: GuestMachine,
  { kernel, initrd, cmdline }: GuestFiles,
  folder: string,
  accelerator: Accelerator,
): string[] => {
  const { board, memory, firmware, extra, cpus = 1 } = machine;
  const { serial, qmp } = socketsIn(folder);
  const options = {
    machine: machine.machineType ?? board.machineType(firmware),
    cpu: accelerator === 'kvm' ? 'host' : board.cpu,
    accel: accelerator,
    m: memory,
    smp: `${cpus}`,
    display: 'none',
    monitor: 'none',
    serial: `unix:${serial},server=on,wait=off`,
    qmp: `unix:${qmp},server=on,wait=off`,
    kernel,
    initrd,
    append: cmdline,
  };
  return [
    '-no-user-config',
    '-nodefaults',
    ...Object.entries(options).flatMap(([name, value]) => [`-${name}`, value]),
    ...firmwareOptions(machine),
    ...extra,
  ];
};
