import type { MachineByDescription } from '@warmboot/core';
import { addressNames } from '@warmboot/core';
import { MiB } from '@warmboot/address';
import type { Scenario, Verb } from '@warmboot/scenario';
import type { Board, Firmware } from '../board/board.js';
import { LabError } from '../failure/lab-error.js';
import type { GuestMachine } from '../qemu/command-line.js';

/** What a description leaves out, as the model fills it in. */
const DEFAULTS = { memory: 1024 * MiB, maxMemory: 16 * 1024 * MiB, slots: 8 } as const;

/**
 * Words that make a kernel tell its map, keep its log, say little on its console - a serial line under emulation is slow,
 * and loses what comes too fast - and stay where the firmware put it: where it goes else is chance.
 */
const TELLING = ['efi=debug', 'memblock=debug', 'log_buf_len=2M', 'loglevel=6', 'nokaslr'];

const mebibytes = (bytes: number): string => {
  if (bytes % MiB !== 0) throw new LabError(`QEMU gives memory in MiB, and ${bytes} bytes are none`);
  return `${bytes / MiB}M`;
};

const firmwareOf = (board: Board, named: string | undefined): Firmware => {
  const firmware = board.firmwares.find((one) => one === (named ?? board.firmwares[0]));
  if (firmware !== undefined) return firmware;
  throw new LabError(`${board.name} has no firmware ${named}; allowed: ${board.firmwares.join(', ')}`);
};

/** Nodes share the memory that the machine begins with. */
const nodeOptions = (nodes: readonly number[], memory: number): string[] => {
  if (nodes.length < 2) return [];
  return nodes.flatMap((node) => {
    const size = mebibytes(memory / nodes.length);
    const backend = `memory-backend-ram,id=n${node},size=${size}`;
    return ['-object', backend, '-numa', `node,nodeid=${node},memdev=n${node}`];
  });
};

type VirtioMem = Extract<Verb, { kind: 'virtio-mem' }>;

/** The devices that bring memory by a driver: they are there from the start, and empty. */
const virtioMemDevices = ({ steps, bootDevices }: Pick<Scenario, 'steps' | 'bootDevices'>): VirtioMem[] =>
  [...bootDevices, ...steps.map(({ verb }) => verb)].filter((verb) => verb.kind === 'virtio-mem');

const virtioMemOptions = ({ id, size, blockSize, node, at }: VirtioMem): string[] => {
  const properties = [
    `id=${id}`,
    `memdev=${id}-memory`,
    'requested-size=0',
    `block-size=${addressNames.size(blockSize)}`,
    `node=${node}`,
    ...(at === undefined ? [] : [`memaddr=${at}`]),
  ];
  return [
    '-object',
    `memory-backend-ram,id=${id}-memory,size=${addressNames.size(size)}`,
    '-device',
    `virtio-mem-pci,${properties.join(',')}`,
  ];
};

/** Whether a story has a device that needs modules. */
export const needsModules = (story: Pick<Scenario, 'steps' | 'bootDevices'>): boolean =>
  virtioMemDevices(story).length > 0;

/** What a user may say of the machine beside its story. */
export interface MachineWishes {
  readonly machineType?: string | undefined;
  readonly efiCode?: string | undefined;
}

/** The machine of a story as QEMU makes it, and the command line of its kernel. @throws LabError for one that it cannot make */
export const guestMachine = (
  board: Board,
  story: Pick<Scenario, 'steps' | 'bootDevices'>,
  description: MachineByDescription,
  { machineType, efiCode }: MachineWishes = {},
): { readonly machine: GuestMachine; readonly cmdline: string } => {
  const memory = description.memory ?? DEFAULTS.memory;
  const maximum = Math.max(memory, description.maxMemory ?? DEFAULTS.maxMemory);
  const slots = description.slots ?? DEFAULTS.slots;
  const nodes = [...(description.nodes ?? [0])].sort((a, b) => a - b);
  const grows = slots > 0 && maximum > memory;
  const cmdline = [
    description.cmdline ?? `console=${board.console} panic=-1`,
    ...TELLING,
    ...board.bootWords,
    ...(description.append === undefined ? [] : [description.append]),
  ].join(' ');
  return {
    machine: {
      board,
      firmware: firmwareOf(board, description.firmware),
      memory: mebibytes(memory) + (grows ? `,slots=${slots},maxmem=${mebibytes(maximum)}` : ''),
      ...(machineType === undefined ? {} : { machineType }),
      extra: [...nodeOptions(nodes, memory), ...virtioMemDevices(story).flatMap(virtioMemOptions)],
      cpus: nodes.length,
      efiCode,
    },
    cmdline,
  };
};
