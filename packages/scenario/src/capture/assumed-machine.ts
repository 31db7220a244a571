import type { AddressRange } from '@warmboot/address';
import { bareHex, hex, normalised, sizeOf, subtract } from '@warmboot/address';
import type {
  Architecture,
  FirmwareMemory,
  ObservedBlock,
  ObservedFirmwareMapEntry,
  ObservedZone,
} from '@warmboot/core';
import { bootMemory, DEFAULT_TUNABLES, resources } from '@warmboot/core/plugin';
import { FormatError } from '@warmboot/format';

/** What a memory map lets one say of a machine, as an ordinary kernel would have laid it out. */
export interface AssumedMachine {
  /** /proc/iomem. */
  readonly iomem: string;
  readonly zones: readonly ObservedZone[];
  readonly blocks: Readonly<Record<string, ObservedBlock>>;
  /** Bytes of a memory block. */
  readonly blockSize: number;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** /sys/firmware/memmap, on architectures that have it. */
  readonly firmwareMap: readonly ObservedFirmwareMapEntry[] | undefined;
  readonly hotplug: { readonly available: true } | { readonly available: false; readonly reason: string };
}

/** What is known of a machine beside the map. */
export interface MapQuestion {
  /** /proc/iomem as somebody copied it; made from the map where absent. */
  readonly iomem?: string;
  /** The log, without time stamps. */
  readonly dmesg: readonly string[];
  readonly cmdline: string;
}

const TYPES: readonly (readonly [RegExp, FirmwareMemory['type']])[] = [
  [/^System RAM$/, 'usable'],
  [/^ACPI Tables$/, 'ACPI data'],
  [/^ACPI Non-volatile Storage$/, 'ACPI NVS'],
  [/^Unusable memory$/, 'unusable'],
  [/^Persistent Memory$/, 'persistent'],
  [/^Persistent Memory \(legacy\)$/, 'persistent (legacy)'],
  [/^Soft Reserved$/i, 'soft reserved'],
  [/^Reserved$/i, 'reserved'],
];

/** The map that firmware gave, as far as the names of /proc/iomem tell; what is inside of RAM was reserved by the kernel. */
const mapOfIomem = (text: string, { resourceNames }: Architecture): readonly FirmwareMemory[] => {
  const { root } = resources.parseIomem(text, resourceNames.classify);
  const found = [...resources.preorder(root)].flatMap(({ resource, parent }) => {
    const type = TYPES.find(([pattern]) => pattern.test(resource.name))?.[1];
    if (type === undefined || parent.name === 'System RAM') return [];
    return [{ range: { start: resource.start, end: resource.end }, type }];
  });
  return disjoint(found);
};

/** What a later line says of a range holds; RAM gives way to everything else. */
const disjoint = (map: readonly FirmwareMemory[]): readonly FirmwareMemory[] => {
  const others = map.filter(({ type }) => type !== 'usable');
  const taken = normalised(others.map(({ range }) => range));
  const ram = normalised(map.filter(({ type }) => type === 'usable').map(({ range }) => range));
  return [
    ...subtract(ram, taken).map((range): FirmwareMemory => ({ range, type: 'usable' })),
    ...others.filter(({ range }) => sizeOf(range) > 0),
  ].sort((a, b) => a.range.start - b.range.start);
};

const fault = (found: string, allowed: string, advice?: string): FormatError =>
  new FormatError({ format: 'capture', field: 'the memory map', found, allowed, advice });

/**
 * A machine from its memory map: from /proc/iomem, else from what a log tells.
 * @returns undefined where neither tells memory
 * @throws FormatError for a map that no kernel could boot with, or an architecture that cannot be asked so
 */
export const assumedMachine = (
  architecture: Architecture,
  question: MapQuestion,
): AssumedMachine | undefined => {
  const { iomem, dmesg, cmdline } = question;
  const logged = architecture.bootLog?.memoryMap?.(dmesg);
  const map = iomem === undefined ? disjoint(logged ?? []) : mapOfIomem(iomem, architecture);
  if (!map.some(({ type }) => type === 'usable')) return undefined;
  const { earlyBoot, referenceMachine: reference, images, name } = architecture;
  const format = images.find((image) => image.name === reference?.kernel.format);
  if (earlyBoot?.fromMap === undefined || reference === undefined || format === undefined) {
    throw fault('all that is known', `a whole capture: ${name} cannot be asked with less`);
  }
  const started = earlyBoot.fromMap({
    map,
    efi: startedByEfi(dmesg, iomem),
    cmdline,
    kernel: format.fromRecord(reference.kernel),
    hypervisor: true,
    nodes: [0],
  });
  const boot = started.ok ? earlyBoot.boot(started.value) : undefined;
  if (!started.ok || boot?.outcome !== 'booted') {
    const why = started.ok ? (boot?.outcome === 'booted' ? '' : (boot?.reason ?? '')) : started.reason;
    throw fault('one with which no kernel comes up', `a whole one (${why})`);
  }
  const { kernel } = boot;
  const memory = bootMemory(architecture.memory, {
    facts: { bootRam: kernel.ram, hypervisor: true },
    nodes: kernel.nodes ?? [],
    autoOnline: 'offline',
    tunables: DEFAULT_TUNABLES,
  });
  const zones = memory.zones.map(({ node, name: zone, span, present }): ObservedZone => ({
    node,
    zone,
    spanned: span === undefined ? 0 : span.end - span.start,
    present,
    managed: present,
    ...(span === undefined ? {} : { start_pfn: span.start }),
  }));
  const early = [...memory.blocks.entries()].map(
    ([id, { zone, node }]) => [id, blockOf(id, zone, node)] as const,
  );
  const late = driverManaged(iomem, architecture).flatMap((range) =>
    blocksIn(range, memory.blockSize).map((id) => [id, blockOf(id, 'Movable', 0)] as const),
  );
  return {
    iomem: iomem ?? resources.printIomem(kernel.iomem),
    zones: withMovable(
      zones,
      late.map(([id]) => id),
      memory.blockSize / architecture.memory.pageSize,
    ),
    blocks: Object.fromEntries([...early, ...late].map(([id, block]) => [`memory${id}`, block])),
    blockSize: memory.blockSize,
    files: kernel.files,
    firmwareMap: kernel.firmwareMap?.entries.map(({ index, range, type }) => ({
      index,
      start: hex(range.start),
      end: hex(range.end - 1),
      type,
    })),
    hotplug: started.value.platform.hotplug,
  };
};

const blockOf = (id: number, zone: string | undefined, node: number): ObservedBlock => ({
  state: 'online',
  valid_zones: zone ?? 'none',
  removable: '0',
  phys_index: bareHex(id, 8),
  phys_device: '0',
  node: `node${node}`,
});

/** Memory that a driver added: `System RAM (kmem)`, `System RAM (virtio_mem)`. */
const driverManaged = (iomem: string | undefined, { resourceNames }: Architecture): AddressRange[] =>
  iomem === undefined
    ? []
    : [...resources.preorder(resources.parseIomem(iomem, resourceNames.classify).root)].flatMap(
        ({ resource }) =>
          resource.name.startsWith('System RAM (') ? [{ start: resource.start, end: resource.end }] : [],
      );

/** Whole blocks in a range. */
const blocksIn = ({ start, end }: AddressRange, blockSize: number): number[] => {
  const first = Math.ceil(start / blockSize);
  const last = Math.floor(end / blockSize);
  return Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
};

/** A zone for blocks that a driver added, as people online them who want to have them back. */
const withMovable = (
  zones: readonly ObservedZone[],
  blocks: readonly number[],
  pagesOfBlock: number,
): readonly ObservedZone[] => {
  if (blocks.length === 0) return zones;
  const first = Math.min(...blocks) * pagesOfBlock;
  const end = (Math.max(...blocks) + 1) * pagesOfBlock;
  const present = blocks.length * pagesOfBlock;
  const movable: ObservedZone = {
    node: 0,
    zone: 'Movable',
    spanned: end - first,
    present,
    managed: present,
    start_pfn: first,
  };
  return [...zones.filter(({ zone, node }) => zone !== 'Movable' || node !== 0), movable];
};

const EFI_IS_UP = /^(?:efi: EFI v\d|Remapping and enabling EFI services\.|efi: {3}0x)/;

/** Devices that ACPI names: `PNP0A08:00`, `ARMH0011:00`. */
const ACPI_NAME = /: (?:ACPI |[A-Z]{3,4}[0-9A-F]{4}:[0-9A-F]{2})/;

/** Where nothing tells, names of devices do: a devicetree gives `fe201000.serial`. */
const startedByEfi = (dmesg: readonly string[], iomem: string | undefined): boolean =>
  dmesg.some((line) => EFI_IS_UP.test(line)) || (iomem !== undefined && ACPI_NAME.test(iomem));
