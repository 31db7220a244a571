import type { BootDevice } from '../written/verb.js';
import { humanSize, MiB, parseSize, requireSize } from '@warmboot/address';
import { withNearest } from '../words/schema-words.js';
import type { MachineDescription } from '../written/machine-description.js';
import type { QemuOption } from './words.js';
import { parseQemuCommand, qemuFault } from './words.js';

/** A machine by QEMU's own words. */
export interface QemuMachine {
  readonly description: MachineDescription;
  readonly devices: readonly BootDevice[];
  /** `q35`, `virt`; undefined where nothing says it. */
  readonly board: string | undefined;
  /** As in `qemu-system-aarch64`. */
  readonly target: string | undefined;
  /** Whether EFI firmware is given. Without it the board boots in its own plain way. */
  readonly efi: boolean;
}

/** hw/acpi/memory_hotplug.c: ACPI_MAX_RAM_SLOTS */
const MOST_SLOTS = 256;

/** Memory that QEMU gives a machine whose user says nothing. */
const DEFAULT_MEMORY = 128 * MiB;

/** Reads the options that say something about memory; the others - disks, displays - are passed by. @throws FormatError */
export const parseQemuMachine = (text: string): QemuMachine => {
  const { program, options } = parseQemuCommand(text);
  if (options.length === 0)
    throw qemuFault('the machine', 'empty', 'options such as -m 4G,slots=8,maxmem=16G');
  const all = (...names: readonly string[]): readonly QemuOption[] =>
    options.filter(({ name }) => names.includes(name));
  const memory = memoryOf(all('m').at(-1));
  const nodes = nodesOf(all('numa'), memory.memory);
  const append = all('append').at(-1)?.head;
  const machine = all('machine', 'M').at(-1);
  return {
    description: {
      memory: memory.memory,
      maxmem: memory.maxmem,
      slots: memory.slots,
      ...(append === undefined ? {} : { cmdline: append }),
      ...(nodes.length === 0 ? {} : { nodes }),
    },
    devices: devicesOf(all('device'), all('object'), { ...memory, nodes }),
    board: boardName(machine?.head ?? machine?.properties.get('type')),
    target: program?.startsWith('qemu-system-') === true ? program.slice('qemu-system-'.length) : undefined,
    efi: hasEfi(all('bios'), [...all('drive'), ...all('blockdev')], machine),
  };
};

/** `pc-q35-7.2` and `virt-8.0` are versions of boards. */
const boardName = (name: string | undefined): string | undefined => {
  const plain = name?.replace(/-\d+(?:\.\d+)*$/, '');
  return plain === 'pc-q35' ? 'q35' : plain === 'pc-i440fx' ? 'pc' : plain;
};

const hasEfi = (
  bios: readonly QemuOption[],
  drives: readonly QemuOption[],
  machine: QemuOption | undefined,
): boolean =>
  bios.some(({ head = '' }) => /efi|ovmf|edk2|aavmf/i.test(head)) ||
  drives.some(({ properties }) => properties.get('if') === 'pflash') ||
  machine?.properties.has('pflash0') === true;

interface Memory {
  readonly memory: number;
  readonly maxmem: number;
  readonly slots: number;
}

/** `-m [size=]4G[,slots=8,maxmem=32G]`; a bare number counts MiB. softmmu/vl.c: set_memory_options */
const memoryOf = (option: QemuOption | undefined): Memory => {
  const size = option?.head ?? option?.properties.get('size');
  const memory = size === undefined ? DEFAULT_MEMORY : memorySize('-m', size);
  const maxText = option?.properties.get('maxmem');
  const slotText = option?.properties.get('slots');
  const slots = slotText === undefined ? 0 : count('-m slots', slotText, MOST_SLOTS);
  if (maxText === undefined) {
    if (slots > 0)
      throw qemuFault('-m slots', `${slots}, without maxmem`, 'both of slots and maxmem, or none');
    return { memory, maxmem: memory, slots: 0 };
  }
  const maxmem = memorySize('-m maxmem', maxText);
  const found = `${humanSize(maxmem)}, and the machine begins with ${humanSize(memory)}`;
  if (maxmem < memory) throw qemuFault('-m maxmem', found, 'at least as much as the machine begins with');
  if (slots > 0 && maxmem === memory) {
    throw qemuFault('-m maxmem', found, 'more, where there are slots to fill');
  }
  return { memory, maxmem, slots };
};

/** A size as -m and -numa take it: MiB where there is no unit. */
const memorySize = (field: string, text: string): number => {
  const size = /^\d+$/.test(text) ? Number(text) * MiB : parseSize(text);
  if (size !== undefined && size > 0 && Number.isSafeInteger(size)) return size;
  throw qemuFault(field, JSON.stringify(text), 'a size such as 4G; a bare number counts MiB');
};

const bytes = (field: string, text: string | undefined): number => {
  if (text === undefined) throw qemuFault(field, 'missing', 'a size such as 1G');
  const size = parseSize(text);
  if (size !== undefined && size > 0) return size;
  throw qemuFault(field, JSON.stringify(text), 'a size such as 1G');
};

const count = (field: string, text: string, most: number): number => {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value <= most) return value;
  throw qemuFault(field, JSON.stringify(text), `a whole number from 0 to ${most}`);
};

/** `-numa node[,nodeid=N][,mem=SIZE|memdev=ID]`; distances and CPUs are of no matter here. */
const nodesOf = (options: readonly QemuOption[], memory: number): number[] => {
  const nodes: number[] = [];
  let given = 0;
  for (const { head, properties } of options) {
    if (head !== 'node') continue;
    const id = properties.get('nodeid');
    const node = id === undefined ? nodes.length : count('-numa nodeid', id, 127);
    if (nodes.includes(node)) throw qemuFault('-numa nodeid', `${node}, for the second time`, 'another node');
    nodes.push(node);
    const mem = properties.get('mem');
    if (mem !== undefined) given += memorySize('-numa mem', mem);
  }
  if (given !== 0 && given !== memory) {
    throw qemuFault(
      '-numa mem',
      `${humanSize(given)} all in all`,
      `${humanSize(memory)}, as -m says`,
      'QEMU wants the nodes’ memory to add up to that of the machine.',
    );
  }
  return nodes.sort((a, b) => a - b);
};

interface Board extends Memory {
  readonly nodes: readonly number[];
}

const DEVICES = ['pc-dimm', 'nvdimm', 'virtio-mem-pci', 'virtio-mem-device'] as const;

const devicesOf = (
  options: readonly QemuOption[],
  objects: readonly QemuOption[],
  board: Board,
): BootDevice[] => {
  const backends = new Map<string, number>();
  for (const { head = '', properties } of objects) {
    if (!head.startsWith('memory-backend-')) continue;
    const id = properties.get('id');
    if (id === undefined) throw qemuFault(`-object ${head}`, 'without id', 'an id that a device names');
    backends.set(id, bytes(`-object ${id} size`, properties.get('size')));
  }
  const devices: BootDevice[] = [];
  const used = new Set<string>();
  for (const option of options) {
    if (!(DEVICES as readonly (string | undefined)[]).includes(option.head)) continue;
    const device = deviceOf(option, devices.length, backends, board);
    if (devices.some(({ id }) => id === device.id)) {
      throw qemuFault(`-device ${option.head}`, `id=${device.id}, for the second time`, 'an id of its own');
    }
    const memdev = option.properties.get('memdev')!;
    if (used.has(memdev)) {
      throw qemuFault(
        `-device ${device.id} memdev`,
        `${memdev}, which another device uses`,
        'a backend of its own',
      );
    }
    used.add(memdev);
    devices.push(device);
  }
  return devices;
};

const deviceOf = (
  { head = '', properties }: QemuOption,
  index: number,
  backends: ReadonlyMap<string, number>,
  { nodes }: Board,
): BootDevice => {
  const id = properties.get('id') ?? `dimm${index}`;
  const field = `-device ${id}`;
  if (head === 'nvdimm') {
    throw qemuFault(field, 'an nvdimm, which the kernel does not add by itself', 'pc-dimm or virtio-mem-pci');
  }
  const memdev = properties.get('memdev');
  const size = memdev === undefined ? undefined : backends.get(memdev);
  if (memdev === undefined) throw qemuFault(`${field} memdev`, 'missing', 'the id of a memory backend');
  if (size === undefined) {
    const known = [...backends.keys()];
    throw qemuFault(
      `${field} memdev`,
      JSON.stringify(memdev),
      known.length === 0
        ? 'a backend; there is no -object memory-backend-ram'
        : withNearest('backend', memdev, known),
    );
  }
  const node = count(`${field} node`, properties.get('node') ?? '0', 127);
  if (nodes.length > 0 && !nodes.includes(node)) {
    throw qemuFault(`${field} node`, `${node}`, `one that -numa makes: ${nodes.join(', ')}`);
  }
  if (head.startsWith('virtio-mem')) {
    const at = properties.get('memaddr');
    return {
      kind: 'virtio-mem',
      id,
      size,
      node,
      requested: properties.has('requested-size')
        ? requireSize(properties.get('requested-size')!, 'QEMU', `${field} requested-size`)
        : 0,
      blockSize: properties.get('block-size') ?? '2M',
      ...(at === undefined ? {} : { at }),
    };
  }
  const at = properties.get('addr');
  const slot = properties.get('slot');
  return {
    kind: 'plug',
    id,
    size,
    node,
    ...(at === undefined ? {} : { at: requireSize(at, 'QEMU', `${field} addr`) }),
    ...(slot === undefined ? {} : { slot: count(`${field} slot`, slot, MOST_SLOTS - 1) }),
  };
};
