import { MEMORY_ATTRIBUTE } from '../memory-map/memory-attribute.js';
import { EFI_PAGE_SIZE, hasAttribute, type MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { isMappedForRuntime } from './boot-services-regions.js';

const PAGE = BigInt(EFI_PAGE_SIZE);
const KIB_64 = 0x1_0000n;
const MIB_2 = 0x20_0000n;

/** Where x86 starts to hand out virtual addresses, downwards: 2^64 - 4 GiB. */
export const X86_VIRTUAL_MAP_TOP = 0xffff_ffff_0000_0000n;
/** Where x86 stops: 2^64 - 68 GiB. */
export const X86_VIRTUAL_MAP_BOTTOM = 0xffff_ffef_0000_0000n;
/** Where the arm64 stub starts without address randomisation: 512 MiB. */
export const ARM64_VIRTUAL_MAP_BASE = 0x2000_0000n;

const roundUp = (value: bigint, alignment: bigint): bigint =>
  ((value + alignment - 1n) / alignment) * alignment;
const sizeOf = ({ numberOfPages }: MemoryDescriptor): bigint => numberOfPages * PAGE;

/**
 * The map that x86 passes to SetVirtualAddressMap: runtime and boot services regions, last first, each below the one
 * before, with the offset that its physical start has inside 2 MiB (`efi_map_region`, arch/x86/platform/efi/efi_64.c;
 * spec V7). The list is also what /sys/firmware/efi/runtime-map starts from.
 * Once the window is full, this and all further regions keep the virtual start that they had.
 */
export const x86VirtualMap = (map: readonly MemoryDescriptor[]): readonly MemoryDescriptor[] => {
  const mapped: MemoryDescriptor[] = [];
  let next = X86_VIRTUAL_MAP_TOP;
  for (const descriptor of map.toReversed()) {
    if (!isMappedForRuntime(descriptor)) continue;
    const lowest = next - sizeOf(descriptor);
    const offset = descriptor.physicalStart % MIB_2;
    const candidate = lowest - (lowest % MIB_2) + offset;
    next = candidate > lowest ? candidate - MIB_2 : candidate;
    mapped.push(next < X86_VIRTUAL_MAP_BOTTOM ? descriptor : { ...descriptor, virtualStart: next });
  }
  return mapped;
};

/** What decides where runtime services are mapped. */
export interface Arm64VirtualMapOptions {
  /** First virtual address; the stub may randomise it. Default 512 MiB. */
  readonly base?: bigint;
  /**
   * `flat` maps one to one, because the Properties table asks for it; `none` does too but calls no
   * SetVirtualAddressMap: `efi=novamap`, or firmware without that service (spec V5). Default `compact`.
   */
  readonly layout?: 'compact' | 'flat' | 'none';
}

/** A map with virtual addresses, and the part of it that the stub passes to SetVirtualAddressMap. */
export interface Arm64VirtualMap {
  /** The whole map; runtime entries carry their virtual address. */
  readonly map: readonly MemoryDescriptor[];
  /** Only the runtime entries; empty when the call is skipped. */
  readonly runtime: readonly MemoryDescriptor[];
}

/**
 * Virtual addresses as the arm64 stub chooses them: upwards in map order, each region at a multiple of 64 KiB, or of
 * 2 MiB when it could be mapped by sections (`efi_get_virtmap`, drivers/firmware/efi/libstub/efi-stub.c; spec V4, V5).
 */
export const arm64VirtualMap = (
  map: readonly MemoryDescriptor[],
  { base = ARM64_VIRTUAL_MAP_BASE, layout = 'compact' }: Arm64VirtualMapOptions = {},
): Arm64VirtualMap => {
  let next = base;
  const placed = map.map((descriptor) => {
    if (!hasAttribute(descriptor, MEMORY_ATTRIBUTE.RUNTIME)) return descriptor;
    const { physicalStart } = descriptor;
    if (layout !== 'compact') return { ...descriptor, virtualStart: physicalStart };
    const offset = physicalStart % KIB_64;
    const size = sizeOf(descriptor) + offset;
    next = roundUp(next, physicalStart % MIB_2 === 0n && size >= MIB_2 ? MIB_2 : KIB_64);
    const virtualStart = next + offset;
    next += size;
    return { ...descriptor, virtualStart };
  });
  if (layout === 'none') return { map: placed, runtime: [] };
  return { map: placed, runtime: placed.filter((entry) => hasAttribute(entry, MEMORY_ATTRIBUTE.RUNTIME)) };
};

/** What the stub writes when SetVirtualAddressMap failed: all ones in every runtime entry (spec V6). */
export const invalidateVirtualMap = (map: readonly MemoryDescriptor[]): readonly MemoryDescriptor[] =>
  map.map((descriptor) =>
    hasAttribute(descriptor, MEMORY_ATTRIBUTE.RUNTIME)
      ? { ...descriptor, virtualStart: 0xffff_ffff_ffff_ffffn }
      : descriptor,
  );
