import type { AddressRange } from '../address/range.js';
import { subtract } from '../address/range.js';
import { toWire } from '../address/wire.js';
import type { CoreLoad } from '../kexec/elfcorehdr.js';
import { KERNEL_CORE_HEADER_ALIGN, readCoreHeader, writeCoreHeader } from '../kexec/elfcorehdr.js';
import { rewriteCrashSegment } from '../kexec/loaded-image.js';
import type { Machine } from '../machine/machine.js';
import type { Transition } from '../machine/transition.js';
import type { MemoryNotifier } from '../memory/notifier.js';
import { NOTIFY_OK } from '../memory/notifier.js';
import { preorder } from '../resource/preorder.js';
import type { Policy } from './policy.js';

/** System RAM under any name, without the capture kernel's own memory. */
const dumpedRam = ({ iomem, kexec }: Machine): AddressRange[] => {
  const ram = [...preorder(iomem.root)]
    .filter(
      ({ resource, parent }) =>
        resource.name.startsWith('System RAM') && !parent.name.startsWith('System RAM'),
    )
    .map(({ resource: { start, end } }) => ({ start, end }));
  const own = [kexec.crashRegion, kexec.crashLowRegion].filter((region) => region !== undefined);
  return subtract(ram, own);
};

/** A load that covers its range as the image of the kernel does, which is not in the linear map. */
const isKernelMap = (load: CoreLoad, loads: readonly CoreLoad[]): boolean =>
  loads.some(
    (ram) => ram !== load && ram.paddr <= load.paddr && load.paddr + load.size <= ram.paddr + ram.size,
  );

/** The same header with other RAM; nothing where the new one does not fit or there was no RAM to learn from. */
const regenerated = (machine: Machine, bytes: Uint8Array): Uint8Array | undefined => {
  const header = readCoreHeader(bytes);
  const kept = header.loads.filter((load) => isKernelMap(load, header.loads));
  const known = header.loads.filter((load) => !kept.includes(load));
  const linear = known.at(-1);
  if (linear === undefined) return undefined;
  const old = (range: AddressRange): CoreLoad | undefined =>
    known.find(({ paddr, size }) => paddr === toWire(range.start) && paddr + size === toWire(range.end));
  const ranges = dumpedRam(machine).filter(({ end }) => toWire(end) > known[0]!.paddr);
  const ram = ranges.map((range): CoreLoad => {
    const paddr = toWire(range.start);
    const vaddr = BigInt.asUintN(64, linear.vaddr - linear.paddr + paddr);
    return old(range) ?? { paddr, vaddr, size: toWire(range.end - range.start) };
  });
  const capacity = header.notes.length + kept.length + ram.length;
  return writeCoreHeader(
    { ...header, loads: [...kept, ...ram] },
    { capacity, align: KERNEL_CORE_HEADER_ALIGN },
  );
};

const follow = (transition: Transition): void => {
  const { kexec } = transition.machine;
  const image = kexec.crash;
  const at = image?.segments.findIndex(({ kind }) => kind === 'elfcorehdr') ?? -1;
  const segment = image?.segments[at];
  if (image === undefined || segment?.bytes === undefined) return;
  const bytes = regenerated(transition.machine, segment.bytes);
  if (bytes === undefined || bytes.length > segment.memsz) return;
  rewriteCrashSegment(transition, at, bytes);
};

const notifier: MemoryNotifier = {
  name: 'crash-hotplug',
  priority: 0,
  notify(transition, { event }) {
    if (event === 'MEM_ONLINE' || event === 'MEM_OFFLINE') follow(transition);
    return NOTIFY_OK;
  },
};

/**
 * The kernel writes the ELF header of a loaded crash image anew when memory goes online or offline (core 6.3). Read as:
 * for images of either system call, in place, as far as the new header fits in the old segment; RAM is every System RAM
 * line of /proc/iomem, which at MEM_OFFLINE still shows what just went offline.
 */
export const crashHeaderFollows: Policy = {
  name: 'crash-header-follows',
  id: 'P19',
  summary: 'the kernel keeps the ELF header of a crash image up to date',
  origin: 'James Morse, April 2020: the dump is complete without a reload',
  objection: 'none of weight; it took until 2023 to write',
  upstream: 'merged in 6.6 as crash hotplug',
  notifiers: [notifier],
};
