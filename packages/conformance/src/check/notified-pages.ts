import type { Architecture, KexecImage, Machine, MemoryBlock, MemoryEvent } from '@warmboot/core';
import { notificationOf } from '@warmboot/core';
import { bareHex, KiB, MiB, rangeAt, SortedMap } from '@warmboot/address';
import { NO_PAGES, Transition, resources } from '@warmboot/core/plugin';
import { calling, demand } from './nonconformity.js';

/** Page sizes that somebody may have taken for granted, in bytes. */
const SIZES = [4 * KiB, 16 * KiB, 64 * KiB];

const EVENTS: readonly MemoryEvent[] = ['MEM_GOING_ONLINE', 'MEM_GOING_OFFLINE'];

/** Something that a notifier may care about, put into one block of an otherwise empty machine. */
interface Landmark {
  readonly what: string;
  put(machine: Machine, block: number, architecture: Architecture): Machine;
}

const blockAt = ({ memory: { blockSize } }: Machine, block: number) => rangeAt(block * blockSize, blockSize);

const imageAt = (mem: number, memsz: number): KexecImage => ({
  type: 'normal',
  fileMode: false,
  entry: BigInt(mem),
  segments: [{ kind: 'kernel', mem, memsz, bufsz: MiB }],
  pages: NO_PAGES,
  preserveContext: false,
  verifiesDigest: false,
  layoutGeneration: 0,
});

const LANDMARKS: readonly Landmark[] = [
  {
    what: 'memory of boot',
    put: (machine, block) => {
      const { blocks } = machine.memory;
      const early: MemoryBlock = { ...blocks.get(block)!, early: true };
      return {
        ...machine,
        platform: { ...machine.platform, bootRam: [blockAt(machine, block)] },
        memory: { ...machine.memory, blocks: blocks.with(block, early) },
      };
    },
  },
  {
    what: 'the running kernel',
    put: (machine, block, { resourceNames }) => {
      const { start, end } = blockAt(machine, block);
      const range = `${bareHex(start, 8)}-${bareHex(end - 1, 8)}`;
      const text = `${range} : System RAM\n  ${range} : Kernel code`;
      return { ...machine, iomem: resources.parseIomem(text, resourceNames.classify) };
    },
  },
  {
    what: 'a destination of a loaded image',
    put: (machine, block) => {
      const { start, end } = blockAt(machine, block);
      return { ...machine, kexec: { ...machine.kexec, normal: imageAt(start, end - start) } };
    },
  },
  {
    what: "the crash kernel's memory",
    put: (machine, block) => ({
      ...machine,
      kexec: { ...machine.kexec, crashRegion: blockAt(machine, block) },
    }),
  },
];

/** A machine whose blocks are of one kind, added after boot. */
const plainMachine = (machine: Machine, ids: readonly number[]): Machine => {
  const block: MemoryBlock = {
    state: 'online',
    zone: machine.memory.zones.at(-1)?.name ?? 'Normal',
    node: 0,
    early: false,
    holes: false,
    pendingType: undefined,
    group: undefined,
    memmapPages: 0,
  };
  const sorted = [...ids].sort((a, b) => a - b);
  return {
    ...machine,
    platform: { ...machine.platform, bootRam: [] },
    memory: { ...machine.memory, blocks: SortedMap.of(sorted.map((id) => [id, block] as const)) },
  };
};

/**
 * The block that a notifier is told of, the first of those that it would see if pages had `taken` bytes, and one that is
 * none of these.
 */
const blocksFor = (pageSize: number, taken: number) => {
  const factor = Math.max(pageSize, taken) / Math.min(pageSize, taken);
  const [low, high] = [2, 2 * factor];
  const [told, mistaken] = taken < pageSize ? [high, low] : [low, high];
  // A mistake about the size is one about the length, too.
  return { told, mistaken, elsewhere: high + factor + 1 };
};

/**
 * A notifier that reads page numbers with another page size answers by what is in another block than the one that it is
 * told of. So something is put there, and then somewhere else: an answer that changes was not about the pages in
 * question, and on a real machine it is a veto that is missed or invented.
 */
export const checkWhereTheyLook = (architecture: Architecture, machine: Machine, pageSize: number): void => {
  for (const taken of SIZES.filter((size) => size !== pageSize)) {
    const { told, mistaken, elsewhere } = blocksFor(pageSize, taken);
    const plain = plainMachine(machine, [told, mistaken, elsewhere]);
    const range = blockAt(plain, told);
    for (const notifier of architecture.notifiers) {
      for (const event of EVENTS) {
        for (const { what, put } of LANDMARKS) {
          const [there, apart] = [mistaken, elsewhere].map((block) => {
            const transition = new Transition(put(plain, block, architecture));
            const value = calling(`notifier ${notifier.name} at ${event}`, 'return NOTIFY_OK or a veto', () =>
              notifier.notify(transition, notificationOf(event, range, pageSize)),
            );
            return JSON.stringify([value, transition.log.map(({ text }) => text)]);
          });
          demand(
            there === apart,
            `told ${event} of memory${told} in pages of ${pageSize / KiB} KiB, notifier ${notifier.name} answers by ${what} in memory${mistaken}, where the pages were if they had ${taken / KiB} KiB`,
            'read range, or multiply startPfn and nrPages by the pageSize beside them',
          );
        }
      }
    }
  }
};
