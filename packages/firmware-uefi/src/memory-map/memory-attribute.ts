/**
 * Bits of the attribute word. In the map that GetMemoryMap returns the cache bits are what the memory
 * can do, not how it is mapped. UEFI 2.10 section 7.2.3; spec firmware-uefi section 3.
 */
export const MEMORY_ATTRIBUTE = {
  /** Uncacheable. */
  UC: 0x1n,
  /** Write-combining. */
  WC: 0x2n,
  /** Write-through. */
  WT: 0x4n,
  /** Write-back; what makes memory RAM on arm64. */
  WB: 0x8n,
  /** Uncacheable, exported, with fetch-and-add semaphores. */
  UCE: 0x10n,
  /** Write-protected. */
  WP: 0x1000n,
  /** Read-protected. */
  RP: 0x2000n,
  /** Not executable. */
  XP: 0x4000n,
  /** Non-volatile. */
  NV: 0x8000n,
  /** More reliable than the rest: mirrored. */
  MR: 0x1_0000n,
  /** Read-only. */
  RO: 0x2_0000n,
  /** Specific purpose: to be kept out of the general pool. */
  SP: 0x4_0000n,
  /** Covered by CPU memory encryption. */
  CC: 0x8_0000n,
  /** May be hot-removed (UEFI 2.10A). */
  HP: 0x10_0000n,
  /** Needed by runtime services: the OS must map it for them. */
  RUNTIME: 1n << 63n,
} as const;

interface AttributeColumn {
  readonly label: string;
  readonly width: number;
  readonly mask: bigint;
}

const column = (label: string, width: number, mask: bigint): AttributeColumn => ({ label, width, mask });

/** Columns of a Linux 6.1 boot log, left to right (`efi_md_typeattr_format` in drivers/firmware/efi/efi.c). */
export const LINUX_ATTRIBUTE_COLUMNS: readonly AttributeColumn[] = [
  column('RUN', 3, MEMORY_ATTRIBUTE.RUNTIME),
  column('HP', 2, MEMORY_ATTRIBUTE.HP),
  column('MR', 2, MEMORY_ATTRIBUTE.MR),
  column('CC', 2, MEMORY_ATTRIBUTE.CC),
  column('SP', 2, MEMORY_ATTRIBUTE.SP),
  column('NV', 2, MEMORY_ATTRIBUTE.NV),
  column('XP', 2, MEMORY_ATTRIBUTE.XP),
  column('RP', 2, MEMORY_ATTRIBUTE.RP),
  column('WP', 2, MEMORY_ATTRIBUTE.WP),
  column('RO', 2, MEMORY_ATTRIBUTE.RO),
  column('UCE', 3, MEMORY_ATTRIBUTE.UCE),
  column('WB', 2, MEMORY_ATTRIBUTE.WB),
  column('WT', 2, MEMORY_ATTRIBUTE.WT),
  column('WC', 2, MEMORY_ATTRIBUTE.WC),
  column('UC', 2, MEMORY_ATTRIBUTE.UC),
];

/** Every bit that Linux 6.1 has a column for; any other bit makes it print the whole word. */
export const LINUX_KNOWN_ATTRIBUTES: bigint = LINUX_ATTRIBUTE_COLUMNS.reduce(
  (known, { mask }) => known | mask,
  0n,
);
