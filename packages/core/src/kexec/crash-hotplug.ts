import type { AddressRange } from '@warmboot/address';
import { subtract, toWire } from '@warmboot/address';
import type { Machine } from '../machine/machine.js';
import type { Transition } from '../machine/transition.js';
import type { MemoryNotifier } from '../contract/memory-notifier.js';
import { NOTIFY_OK } from '../contract/memory-notifier.js';
import { preorder } from '../resource/preorder.js';
import type { CoreLoad } from '../crash/elfcorehdr.js';
import { KERNEL_CORE_HEADER_ALIGN, readCoreHeader, writeCoreHeader } from '../crash/elfcorehdr.js';
import type { KexecImage } from '../image/image.js';
import { rewriteCrashSegment } from './loaded-image.js';

/** System RAM under any name, without the capture kernel's own memory and what the architecture leaves out. */
const dumpedRam = ({ iomem, kexec }: Machine, leftOut: readonly AddressRange[]): AddressRange[] => {
  const ram = [...preorder(iomem.root)]
    .filter(
      ({ resource, parent }) =>
        resource.name.startsWith('System RAM') && !parent.name.startsWith('System RAM'),
    )
    .map(({ resource: { start, end } }) => ({ start, end }));
  const own = [kexec.crashRegion, kexec.crashLowRegion].filter((region) => region !== undefined);
  return subtract(ram, [...leftOut, ...own]);
};

/**
 * How many loads are about the image of the kernel: the first one, when it lies in another, or out of their ascending
 * order (a tool that knows no symbols writes what is no address).
 */
const kernelMaps = ([first, ...ram]: readonly CoreLoad[]): number => {
  if (first === undefined || ram.length === 0) return 0;
  const inside = ram.some(
    ({ paddr, size }) => paddr <= first.paddr && first.paddr + first.size <= paddr + size,
  );
  return inside || first.paddr > ram[0]!.paddr ? 1 : 0;
};

/**
 * The same header with other RAM, as the kernel makes it anew, whoever made the one before: without what its own never
 * have. Nothing where there was no RAM to learn from where the linear map is.
 * arch_crash_handle_hotplug_event(), prepare_elf_headers() of an architecture that has them (core 6.3).
 */
const regenerated = (
  machine: Machine,
  bytes: Uint8Array,
  leftOut: readonly AddressRange[],
): Uint8Array | undefined => {
  const header = readCoreHeader(bytes);
  const kernels = kernelMaps(header.loads);
  const kept = header.loads.slice(0, kernels);
  const known = header.loads.slice(kernels);
  const linear = known.at(-1);
  if (linear === undefined) return undefined;
  const old = (range: AddressRange): CoreLoad | undefined =>
    known.find(({ paddr, size }) => paddr === toWire(range.start) && paddr + size === toWire(range.end));
  const ranges = dumpedRam(machine, leftOut).filter(({ end }) => toWire(end) > known[0]!.paddr);
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

const follow = (transition: Transition, { segments }: KexecImage, leftOut: readonly AddressRange[]): void => {
  const at = segments.findIndex(({ kind }) => kind === 'elfcorehdr');
  const segment = segments[at];
  if (segment?.bytes === undefined) {
    transition.say('error', 'crash hp: unable to locate elfcorehdr segment');
    return;
  }
  const bytes = regenerated(transition.machine, segment.bytes, leftOut);
  if (bytes === undefined) return;
  if (bytes.length > segment.memsz) {
    transition.say('error', `crash hp: update elfcorehdr elfsz ${bytes.length} > memsz ${segment.memsz}`);
    return;
  }
  rewriteCrashSegment(transition, at, bytes);
};

/**
 * Crash hotplug: after memory went online or offline, the ELF header of the loaded crash image is written again in
 * place, as far as the new one fits in its segment (core 6.3). A kexec call that is under way keeps it as it is.
 * kernel/crash_core.c: crash_handle_hotplug_event.
 *
 * @param follows which images take part
 * @param inaccurate what the log says may be wrong while another call holds the lock
 * @param leavesOut memory that no header has which the kernel makes
 */
export const crashHotplugNotifier = (
  follows: (image: KexecImage) => boolean,
  inaccurate: string,
  leavesOut: readonly AddressRange[] = [],
): MemoryNotifier => ({
  name: 'crash-hotplug',
  priority: 0,
  notify(transition, { event }) {
    const {
      kexec: { crash },
      locks,
    } = transition.machine;
    if (event !== 'MEM_ONLINE' && event !== 'MEM_OFFLINE') return NOTIFY_OK;
    if (locks.kexec !== undefined)
      transition.say('info', `crash hp: kexec_trylock() failed, ${inaccurate} may be inaccurate`);
    else if (crash !== undefined && follows(crash)) follow(transition, crash, leavesOut);
    return NOTIFY_OK;
  },
});
