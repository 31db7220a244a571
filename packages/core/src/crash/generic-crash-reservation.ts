import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignUp, MiB, rangeAt, sizeOf, subtract, bareHex, hex } from '@warmboot/address';
import type { LogMessage } from '../answer/log.js';
import type { CrashReservation } from '../contract/crash-kernel.js';
import { UNTOLD_PAGE_SIZE } from '../contract/plugin.js';
import { memblockFindFromTop } from '../memory/memblock.js';
import { parseCrashKernel } from './crashkernel.js';

/** What the generic reservation asks of an architecture. Bytes and addresses. */
export interface CrashReservationLayout {
  /** Bytes; sizes are rounded up to it. */
  readonly pageSize?: number;
  /** CRASH_ALIGN: of a fixed base too. */
  readonly align: number;
  /** CRASH_ADDR_LOW_MAX: what devices of the capture kernel reach is below. */
  readonly lowMax: PhysAddr;
  /** CRASH_ADDR_HIGH_MAX */
  readonly highMax: PhysAddr;
  /** DEFAULT_CRASH_KERNEL_LOW_SIZE: the low part of a region above `lowMax`, unless `,low` says otherwise. */
  readonly defaultLow: number;
}

/** What the command line asks for, once all its forms were looked at. */
interface Wish {
  readonly size: number;
  /** 0 leaves the place to the kernel. */
  readonly base: PhysAddr;
  readonly high: boolean;
  /** Bytes of the low part of a high region. */
  readonly low: number;
}

/** parse_crashkernel(): the high form counts only where there is no plain one; without `,low` it gets the default. */
const wishOf = (
  cmdline: string,
  systemRam: number,
  defaultLow: number,
): { readonly wish: Wish | undefined; readonly log: readonly LogMessage[] } => {
  const plain = parseCrashKernel(cmdline, systemRam);
  const none = (log: readonly LogMessage[]) => ({ wish: undefined, log });
  if (plain.result.ok) {
    const { size, base } = plain.result.value;
    const fits = size !== 0 && size < systemRam;
    return fits ? { wish: { size, base, high: false, low: 0 }, log: plain.log } : none(plain.log);
  }
  if (plain.result.errno !== 'ENOENT') return none(plain.log);
  const high = parseCrashKernel(cmdline, systemRam, 'high');
  if (!high.result.ok) return none(high.log);
  const { size } = high.result.value;
  const low = parseCrashKernel(cmdline, systemRam, 'low');
  const log = [...high.log, ...low.log];
  if (size === 0 || size >= systemRam || (!low.result.ok && low.result.errno !== 'ENOENT')) return none(log);
  return {
    wish: { size, base: 0, high: true, low: low.result.ok ? low.result.value.size : defaultLow },
    log,
  };
};

const span = ({ start, end }: AddressRange, width: number): string =>
  `0x${bareHex(start, width)} - 0x${bareHex(end, width)} (${Math.floor((end - start) / MiB)} MB)`;

/**
 * reserve_crashkernel_generic() of Linux 6.7 and later, the same on every architecture (core 6.3): the plain form falls
 * back to high memory and then takes a low part too, the high form falls back to low memory, and a fixed base must be
 * aligned like any other.
 *
 * @param ram all of memory
 * @param free ascending, without what was reserved before
 */
export const reserveGenericCrashKernel = (
  cmdline: string,
  ram: readonly AddressRange[],
  free: readonly AddressRange[],
  layout: CrashReservationLayout,
): CrashReservation => {
  const { pageSize = UNTOLD_PAGE_SIZE, align, lowMax, highMax, defaultLow } = layout;
  const systemRam = ram.reduce((sum, range) => sum + sizeOf(range), 0);
  const { wish, log } = wishOf(cmdline, systemRam, defaultLow);
  const nothing = (...lines: LogMessage[]): CrashReservation => ({
    region: undefined,
    low: undefined,
    log: [...log, ...lines],
  });
  if (wish === undefined) return nothing();
  const size = alignUp(wish.size, pageSize);
  const search = (from: PhysAddr, to: PhysAddr): PhysAddr | undefined =>
    memblockFindFromTop(free, size, align, { from, to });

  if (wish.base !== 0 && search(wish.base, wish.base + size) === undefined) {
    return nothing({ level: 'warn', text: 'crashkernel reservation failed - memory is in use.' });
  }
  const below = (): PhysAddr | undefined => search(0, lowMax);
  const above = (): PhysAddr | undefined => search(lowMax, highMax);
  const at = wish.base !== 0 ? wish.base : wish.high ? (above() ?? below()) : (below() ?? above());
  if (at === undefined) {
    return nothing({ level: 'warn', text: `cannot allocate crashkernel (size:${hex(size)})` });
  }
  const region = rangeAt(at, size);
  // A region that was put above by its user keeps to what its user said; one that fell back takes the default.
  const lowSize = at < lowMax || wish.base !== 0 ? 0 : wish.high ? wish.low : defaultLow;
  const reserved: LogMessage = { level: 'info', text: `crashkernel reserved: ${span(region, 16)}` };
  if (lowSize === 0) return { region, low: undefined, log: [...log, reserved] };

  const lowAt = memblockFindFromTop(subtract(free, [region]), lowSize, align, { to: lowMax });
  if (lowAt === undefined) {
    const text = `cannot allocate crashkernel low memory (size:${hex(lowSize)}).`;
    return nothing({ level: 'error', text });
  }
  const low = rangeAt(lowAt, lowSize);
  const text = `crashkernel low memory reserved: ${span(low, 8)}`;
  return { region, low, log: [...log, { level: 'info', text }, reserved] };
};
