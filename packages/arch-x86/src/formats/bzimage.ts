import { ByteReader } from '@warmboot/format';

const FORMAT = 'bzImage';

/** Offset of the setup header, in the file and in boot_params alike. */
export const SETUP_HEADER_OFFSET = 0x1f1;

/** `HdrS`, little-endian. */
const MAGIC = 0x5372_6448;
/** What `boot_flag` of every bootable file is. */
export const BOOT_FLAG = 0xaa55;

/** First protocol version that has the header's magic. */
const OLDEST = 0x0200;

/** Bits of `loadflags`. */
export const LOADFLAGS = {
  LOADED_HIGH: 0x01,
  KASLR: 0x02,
  QUIET: 0x20,
  KEEP_SEGMENTS: 0x40,
  CAN_USE_HEAP: 0x80,
} as const;

/** Bits of `xloadflags` (2.12). */
export const XLOADFLAGS = {
  KERNEL_64: 0x01,
  CAN_BE_LOADED_ABOVE_4G: 0x02,
  EFI_HANDOVER_32: 0x04,
  EFI_HANDOVER_64: 0x08,
  EFI_KEXEC: 0x10,
  FIVE_LEVEL: 0x20,
  FIVE_LEVEL_ENABLED: 0x40,
} as const;

/**
 * The setup header of the x86 boot protocol, every version since 2.00 (spec 1.1; Documentation/arch/x86/boot.rst).
 * A field that the header's version does not have is undefined. Addresses and sizes in bytes unless said otherwise.
 */
export interface SetupHeader {
  /** Sectors of the real-mode part after the first; 0 stands for 4. */
  readonly setupSects: number;
  readonly rootFlags: number;
  /** Protected-mode part in units of 16 bytes. */
  readonly syssize: number;
  readonly ramSize: number;
  readonly videoMode: number;
  readonly rootDevice: number;
  /** 0xaa55. */
  readonly bootFlag: number;
  /** Protocol version: 0x020f is 2.15. */
  readonly version: number;
  readonly realmodeSwitch: number;
  readonly startSystemSegment: number;
  /** Offset of the version string, less 0x200. */
  readonly kernelVersion: number;
  readonly typeOfLoader: number;
  /** {@link LOADFLAGS} */
  readonly loadflags: number;
  readonly setupMoveSize: number;
  readonly code32Start: number;
  readonly ramdiskImage: number;
  readonly ramdiskSize: number;
  /** 2.01 */
  readonly heapEndPtr?: number;
  /** 2.02 */
  readonly extLoaderVersion?: number;
  readonly extLoaderType?: number;
  readonly cmdLinePtr?: number;
  /** 2.03: highest address that an initrd may occupy. */
  readonly initrdAddrMax?: number;
  /** 2.05 */
  readonly kernelAlignment?: number;
  readonly relocatableKernel?: number;
  /** 2.10: logarithm of the smallest alignment. */
  readonly minAlignment?: number;
  /** 2.12: {@link XLOADFLAGS} */
  readonly xloadflags?: number;
  /** 2.06: longest command line, without its NUL. */
  readonly cmdlineSize?: number;
  /** 2.07 */
  readonly hardwareSubarch?: number;
  readonly hardwareSubarchData?: bigint;
  /** 2.08 */
  readonly payloadOffset?: number;
  readonly payloadLength?: number;
  /** 2.09: first node of the setup_data list. */
  readonly setupData?: bigint;
  /** 2.10 */
  readonly prefAddress?: bigint;
  /** 2.10: memory that the kernel needs at its place before it looks at a memory map. */
  readonly initSize?: number;
  /** 2.11 */
  readonly handoverOffset?: number;
  /** 2.15 */
  readonly kernelInfoOffset?: number;
  /** The header's own bytes from 0x1f1 on: what loaders copy. */
  readonly raw: Uint8Array;
}

type NumberField = {
  [K in keyof SetupHeader]-?: SetupHeader[K] extends number | undefined ? K : never;
}[keyof SetupHeader];
type WideField = {
  [K in keyof SetupHeader]-?: SetupHeader[K] extends bigint | undefined ? K : never;
}[keyof SetupHeader];

/** Name, offset, bytes, first version. */
const FIELDS: readonly (readonly [NumberField, number, 1 | 2 | 4, number])[] = [
  ['setupSects', 0x1f1, 1, 0x0200],
  ['rootFlags', 0x1f2, 2, 0x0200],
  ['syssize', 0x1f4, 4, 0x0200],
  ['ramSize', 0x1f8, 2, 0x0200],
  ['videoMode', 0x1fa, 2, 0x0200],
  ['rootDevice', 0x1fc, 2, 0x0200],
  ['bootFlag', 0x1fe, 2, 0x0200],
  ['version', 0x206, 2, 0x0200],
  ['realmodeSwitch', 0x208, 4, 0x0200],
  ['startSystemSegment', 0x20c, 2, 0x0200],
  ['kernelVersion', 0x20e, 2, 0x0200],
  ['typeOfLoader', 0x210, 1, 0x0200],
  ['loadflags', 0x211, 1, 0x0200],
  ['setupMoveSize', 0x212, 2, 0x0200],
  ['code32Start', 0x214, 4, 0x0200],
  ['ramdiskImage', 0x218, 4, 0x0200],
  ['ramdiskSize', 0x21c, 4, 0x0200],
  ['heapEndPtr', 0x224, 2, 0x0201],
  ['extLoaderVersion', 0x226, 1, 0x0202],
  ['extLoaderType', 0x227, 1, 0x0202],
  ['cmdLinePtr', 0x228, 4, 0x0202],
  ['initrdAddrMax', 0x22c, 4, 0x0203],
  ['kernelAlignment', 0x230, 4, 0x0205],
  ['relocatableKernel', 0x234, 1, 0x0205],
  ['minAlignment', 0x235, 1, 0x020a],
  ['xloadflags', 0x236, 2, 0x020c],
  ['cmdlineSize', 0x238, 4, 0x0206],
  ['hardwareSubarch', 0x23c, 4, 0x0207],
  ['payloadOffset', 0x248, 4, 0x0208],
  ['payloadLength', 0x24c, 4, 0x0208],
  ['initSize', 0x260, 4, 0x020a],
  ['handoverOffset', 0x264, 4, 0x020b],
  ['kernelInfoOffset', 0x268, 4, 0x020f],
];

const WIDE_FIELDS: readonly (readonly [WideField, number, number])[] = [
  ['hardwareSubarchData', 0x240, 0x0207],
  ['setupData', 0x250, 0x0209],
  ['prefAddress', 0x258, 0x020a],
];

/** Whether a header of boot protocol 2.00 or later is there. */
export const hasSetupHeader = (bytes: Uint8Array): boolean => {
  if (bytes.length < 0x208) return false;
  const reader = new ByteReader(bytes, FORMAT, 'little');
  return reader.u32(0x202, 'header') === MAGIC && reader.u16(0x1fe, 'boot_flag') === BOOT_FLAG;
};

/**
 * Reads the header at 0x1f1 of a kernel file or of boot_params.
 * @throws FormatError without the magic, before version 2.00, or when the header is shorter than its version needs
 */
export const parseSetupHeader = (bytes: Uint8Array): SetupHeader => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  const magic = reader.u32(0x202, 'header');
  if (magic !== MAGIC) throw reader.fault(0x202, 'header', `0x${magic.toString(16)}`, '"HdrS"');
  const version = reader.u16(0x206, 'version');
  if (version < OLDEST) throw reader.fault(0x206, 'version', `0x${version.toString(16)}`, '0x0200 or later');
  // The byte after the short jump's opcode is its distance: from there to the code, which follows the header.
  const end = 0x202 + reader.u8(0x201, 'jump');
  const fields: Partial<Record<NumberField, number>> = {};
  for (const [name, offset, size, since] of FIELDS) {
    if (version < since) continue;
    fields[name] =
      size === 1 ? reader.u8(offset, name) : size === 2 ? reader.u16(offset, name) : reader.u32(offset, name);
  }
  const wide: Partial<Record<WideField, bigint>> = {};
  for (const [name, offset, since] of WIDE_FIELDS) {
    if (version >= since) wide[name] = reader.u64(offset, name);
  }
  const raw = reader.slice(SETUP_HEADER_OFFSET, end - SETUP_HEADER_OFFSET, 'setup header');
  return { ...fields, ...wide, raw } as SetupHeader;
};

/** `2.15`, as the protocol's document writes a version. */
export const protocolText = (version: number): string =>
  `${version >> 8}.${(version & 0xff).toString().padStart(2, '0')}`;

/** Bytes of the real-mode part, which the protected-mode part follows in the file. */
export const realModeSize = ({ setupSects }: SetupHeader): number => ((setupSects || 4) + 1) * 512;

/** What `kernel_version` is an offset from. */
const VERSION_BASE = 0x200;
const LONGEST_VERSION = 256;

/** The text that a bzImage says of its version: `6.12.117 (user@host) #1 SMP ...`; undefined for one that says none. */
export const versionText = (file: Uint8Array, { kernelVersion }: SetupHeader): string | undefined => {
  if (kernelVersion === 0) return undefined;
  const start = kernelVersion + VERSION_BASE;
  const text = String.fromCharCode(...file.subarray(start, start + LONGEST_VERSION)).split('\0')[0];
  return text === '' ? undefined : text;
};

/** The compressed kernel in a bzImage; undefined before protocol 2.08, whose header does not say where it is. */
export const bzImagePayload = (file: Uint8Array, header: SetupHeader): Uint8Array | undefined => {
  const { payloadOffset, payloadLength } = header;
  if (payloadOffset === undefined || payloadLength === undefined) return undefined;
  const start = realModeSize(header) + payloadOffset;
  return file.subarray(start, start + payloadLength);
};
