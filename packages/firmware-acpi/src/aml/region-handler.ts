/** Address spaces by number (ACPI 6.4 section 19.6.100). From 0x80 on they belong to the platform vendor. */
export const REGION_SPACE = {
  SystemMemory: 0x00,
  SystemIO: 0x01,
  PCI_Config: 0x02,
  EmbeddedControl: 0x03,
  SMBus: 0x04,
  SystemCMOS: 0x05,
  PciBarTarget: 0x06,
  IPMI: 0x07,
  GeneralPurposeIO: 0x08,
  GenericSerialBus: 0x09,
  PCC: 0x0a,
  PlatformRtMechanism: 0x0b,
  FFixedHW: 0x7f,
} as const;

/** The name of an address space, as ASL writes it. */
export type RegionSpaceName = keyof typeof REGION_SPACE;

export const isRegionSpaceName = (name: string): name is RegionSpaceName => Object.hasOwn(REGION_SPACE, name);

const names = new Map<number, string>(Object.entries(REGION_SPACE).map(([name, number]) => [number, name]));

/** `SystemIO`, or `RegionSpace 0x80`. */
export const regionSpaceName = (space: number): string =>
  names.get(space) ?? `RegionSpace 0x${space.toString(16).toUpperCase().padStart(2, '0')}`;

/** Spaces whose fields move a whole buffer at once, in a protocol of their own. */
export const isBufferSpace = (space: number): boolean =>
  space === REGION_SPACE.SMBus || space === REGION_SPACE.IPMI || space === REGION_SPACE.GenericSerialBus;

/** Bits of one access. */
export type AccessWidth = 8 | 16 | 32 | 64;

/** The operation region that an access goes through. */
export interface RegionInfo {
  /** Full path; for PCI_Config the device is the parent. */
  readonly path: string;
  readonly space: number;
  /** Address of the first byte in the space. */
  readonly base: bigint;
  /** Bytes. */
  readonly length: bigint;
}

/** What stands behind an address space: the caller's port. It must answer at once and may throw. */
export interface RegionHandler {
  /**
   * Reads from the space.
   * @param address in the space, which is the base of the region plus the offset of the field
   */
  read(address: bigint, width: AccessWidth, region: RegionInfo): bigint;
  /** Writes to an address of the space. */
  write(address: bigint, width: AccessWidth, value: bigint, region: RegionInfo): void;
  /** SMBus, IPMI and GenericSerialBus: sends a buffer and gives back the one that comes in return. */
  transfer?(address: bigint, data: Uint8Array, attribute: number, region: RegionInfo): Uint8Array;
}

/** Handlers by space: a name or, for vendor spaces, a number. */
export type RegionHandlers = Readonly<Partial<Record<RegionSpaceName | number, RegionHandler>>>;
