// Random machines and what happens to them, from a seed: every state must be one that a kernel could be in. Runs
// wherever the model does, in a browser too.
import { describedMachine, kexecTools, platforms } from '@warmboot/core';
import { resources } from '@warmboot/core/plugin';
import { Random } from './engine/random.mjs';
import { framework } from './framework.mjs';

const MiB = 2 ** 20;
const GiB = 2 ** 30;

const MEMORIES = [GiB, 1152 * MiB, 2 * GiB, 3 * GiB, 5 * GiB];
/** Beyond the memory of all of them: where boards look for room for devices. */
const WINDOW = 8 * GiB;
const DEVICE_SIZES = [128 * MiB, 256 * MiB, 640 * MiB, GiB, 192 * MiB];
const WORDS = ['online', 'online_kernel', 'online_movable', 'offline'];
const POLICIES = [
  [],
  ['notifier-as-posted'],
  ['notifier-corrected'],
  ['unload-on-hotplug'],
  ['validate-at-exec'],
  ['resource-name'],
];
const OPTIONS = [
  '',
  'movable_node',
  'memory_hotplug.online_policy=auto-movable',
  'crashkernel=256M',
  'mem=900M',
];

/** A machine of chance that is up, and its kernel. */
const anyMachine = (random) => {
  const architecture = random.of(framework().architectures.all()).name;
  const kernel = framework().kernel({
    architecture,
    policies: random.of(POLICIES),
    profile: random.of(framework().profiles.all()).name,
  });
  const { firmwares } = kernel.architecture.referenceMachine;
  const described = describedMachine(kernel, {
    memory: random.of(MEMORIES),
    firmware: random.of(firmwares),
    append: random.of(OPTIONS),
    slots: 4,
  });
  if (!described.ok) throw new Error(`an ordinary machine lacks ${described.field}: ${described.found}`);
  return { kernel, ...described };
};

const deviceName = (random) => `dimm${random.below(4)}`;

const blockOf = (random, { memory }) => {
  const there = [...memory.blocks.keys()];
  return random.once(8) ? random.below(1000) : random.of(there);
};

/** Actions that people, firmware and udev take. Each gets chance and what there is, and may have nothing to do. */
const ACTIONS = [
  (random, { machine }) => {
    const id = deviceName(random);
    const size = random.of(DEVICE_SIZES);
    const at = platforms.nextAddress(machine.platform, WINDOW, size);
    if (machine.platform.dimms.has(id)) return undefined;
    return { kind: 'dimm-add', dimm: platforms.dimm(id, at, size, 0, platforms.nextSlot(machine.platform)) };
  },
  (random) => ({ kind: 'dimm-del', id: deviceName(random) }),
  (random) => ({ kind: 'online', word: random.of(WORDS), blocks: 'all' }),
  (random, { machine }) => ({ kind: 'block-state', block: blockOf(random, machine), word: random.of(WORDS) }),
  (random, { machine }) => ({
    kind: 'block-online',
    block: blockOf(random, machine),
    word: random.of(['0', '1', 'x']),
  }),
  (random) => ({ kind: 'auto-online', word: random.of(WORDS) }),
  (random, { facts }) => {
    const type = random.once(4) ? 'crash' : 'normal';
    const options = { type, cmdline: random.of(OPTIONS), withInitrd: random.once(2) };
    return {
      kind: 'kexec-load',
      path: random.of(['kexec_load', 'kexec_file_load', 'auto']),
      request: kexecTools.request(facts, options),
    };
  },
  (random) => ({ kind: 'kexec-unload', image: random.once(3) ? 'crash' : 'normal' }),
  (random) => ({ kind: 'crash-size', text: random.of(['0', '1048576', '0x8000000', 'x']) }),
  (random) => ({ kind: 'load-limit', image: 'normal', value: random.below(4) - 1 }),
  (random) => (random.once(3) ? { kind: 'kexec-exec' } : undefined),
  (random) => (random.once(6) ? { kind: 'crash' } : undefined),
];

const broken = (what) => {
  throw new Error(`an impossible machine: ${what}`);
};

/** Children lie inside their parent, in order, and apart from one another. */
const checkTree = (node) => {
  let end = node.start;
  for (const [key, child] of node.children) {
    if (key !== child.start) broken(`${child.name} is kept at another place than its own`);
    if (child.start >= child.end) broken(`${child.name} is empty`);
    if (child.start < end || child.end > node.end)
      broken(`${child.name} is not in its place in ${node.name}`);
    end = child.end;
    checkTree(child);
  }
};

/** Blocks, zones and groups count the same pages. */
const checkMemory = ({ memory }) => {
  const pages = memory.blockSize / memory.pageSize;
  const groups = new Map();
  for (const [id, block] of memory.blocks) {
    if (block.state === 'going-offline') broken(`block ${id} stays between two states`);
    if (block.state === 'offline' && block.zone !== undefined) broken(`block ${id} is offline in a zone`);
    if (block.group === undefined) continue;
    const { blocks, kernel, movable } = groups.get(block.group) ?? { blocks: 0, kernel: 0, movable: 0 };
    const counted = block.state === 'online' ? pages - (block.memmapPages ?? 0) : 0;
    groups.set(block.group, {
      blocks: blocks + 1,
      kernel: kernel + (block.zone === 'Movable' ? 0 : counted),
      movable: movable + (block.zone === 'Movable' ? counted : 0),
    });
  }
  let late = 0;
  for (const zone of memory.zones) {
    if (zone.present < 0 || zone.presentEarly > zone.present)
      broken(`${zone.name} has ${zone.present} pages`);
    if (zone.present > 0 !== (zone.span !== undefined && zone.span.end > zone.span.start))
      broken(`${zone.name} has ${zone.present} pages in no span`);
    late += zone.present - zone.presentEarly;
  }
  const plugged = [...memory.blocks.values()].filter(({ state, early }) => state === 'online' && !early);
  const usable = plugged.reduce((sum, { memmapPages = 0 }) => sum + pages - memmapPages, 0);
  if (late !== usable)
    broken(`zones have ${late} pages that came later, and blocks that are online have ${usable}`);
  for (const { id, ...group } of memory.groups.values()) {
    const counted = groups.get(id) ?? { blocks: 0, kernel: 0, movable: 0 };
    for (const [name, count] of [
      ['blocks', group.blocks],
      ['kernel', group.presentKernel],
      ['movable', group.presentMovable],
    ]) {
      if (count !== counted[name]) broken(`group ${id} has ${count} ${name}, and ${counted[name]} are there`);
    }
  }
};

/** Every page of a loaded image comes from where something was put, and goes to one place. */
const checkImage = (image) => {
  const taken = [];
  for (const { mem, memsz, bufsz } of image?.segments ?? []) {
    if (bufsz > memsz) broken(`a segment of ${memsz} bytes takes ${bufsz}`);
    if (taken.some((other) => mem < other.end && other.start < mem + memsz))
      broken('two segments have one destination');
    taken.push({ start: mem, end: mem + memsz });
  }
};

/** @throws Error for a machine in which no kernel could find itself */
const checkMachine = (machine) => {
  checkTree(machine.iomem.root);
  checkMemory(machine);
  checkImage(machine.kexec.normal);
  checkImage(machine.kexec.crash);
  const text = resources.printIomem(machine.iomem);
  if (machine.halted === undefined && resources.printIomem(resources.parseIomem(text)) !== text)
    broken('/proc/iomem does not read as it is written');
};

/**
 * Plays a sequence.
 * @param {readonly (string | number)[]} seeds what all of it follows from
 * @returns what everybody could see of it, as lines
 */
export const playSequence = (seeds, length = 24) => {
  const random = new Random('sequence', ...seeds);
  const { kernel, machine: first, facts } = anyMachine(random);
  const lines = [kernel.architecture.name];
  let machine = first;
  checkMachine(machine);
  for (let step = 0; step < length && machine.halted === undefined; step += 1) {
    const action = random.of(ACTIONS)(random, { machine, facts });
    if (action === undefined) continue;
    const before = machine;
    const shown = resources.printIomem(before.iomem);
    const { machine: next, result, log, events } = kernel.apply(before, action);
    machine = next;
    checkMachine(machine);
    if (resources.printIomem(before.iomem) !== shown) broken('what was is no longer');
    const { iomem, blocks, sys } = kernel.observe(machine);
    lines.push(
      action.kind,
      JSON.stringify([result.ok, result.status, result.errno, result.reason, result.outcome]),
      ...log.map(({ text }) => text),
      ...events.map(({ type }) => type),
      iomem,
      JSON.stringify(blocks),
      JSON.stringify(sys),
      machine.halted?.reason ?? '',
    );
  }
  return lines;
};
