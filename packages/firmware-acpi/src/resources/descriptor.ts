/** A resource provided by another device: a number in it and its path. */
export interface ResourceSource {
  readonly index: number;
  /** Path of the device; absent when only the index is given. */
  readonly name?: string;
}

/** What an address space descriptor is about (ACPI 6.4 table 6.43). From 192 on the vendor decides. */
export const ADDRESS_TYPE = { memory: 0, io: 1, bus: 2 } as const;

/** Bits of the general flags of an address space descriptor. */
export const ADDRESS_FLAG = { consumer: 1, subtractive: 2, minimumFixed: 4, maximumFixed: 8 } as const;

/** A range of addresses, 16, 32 or 64 bits wide, or the extended form with attributes (ACPI 6.4 section 6.4.3.5). */
export interface AddressDescriptor {
  readonly kind: 'address';
  readonly width: 16 | 32 | 64 | 'extended';
  /** See {@link ADDRESS_TYPE}. */
  readonly resourceType: number;
  /** See {@link ADDRESS_FLAG}. */
  readonly generalFlags: number;
  /** Memory: bit 0 writable, 2:1 caching, 4:3 kind, 5 translated. */
  readonly typeFlags: number;
  readonly granularity: bigint;
  readonly minimum: bigint;
  readonly maximum: bigint;
  readonly translation: bigint;
  /** Bytes. */
  readonly length: bigint;
  /** Extended form only: UEFI memory attributes. */
  readonly attributes?: bigint;
  /** Extended form only. */
  readonly revision?: number;
  /** Extended form only. */
  readonly reserved?: number;
  readonly source?: ResourceSource;
}

/** Interrupts by number (ACPI 6.4 section 6.4.3.6). Flags: 0 consumer, 1 edge, 2 active low, 3 shared, 4 wake. */
export interface ExtendedInterruptDescriptor {
  readonly kind: 'extended-interrupt';
  readonly flags: number;
  readonly interrupts: readonly number[];
  readonly source?: ResourceSource;
}

/** Pins of a GPIO controller (ACPI 6.4 section 6.4.3.8.1). */
export interface GpioDescriptor {
  readonly kind: 'gpio';
  readonly revision: number;
  /** 0 interrupt, 1 input and output. */
  readonly connectionType: number;
  readonly flags: number;
  readonly interruptFlags: number;
  readonly pinConfiguration: number;
  /** Hundredths of a milliampere. */
  readonly driveStrength: number;
  /** Hundredths of a millisecond. */
  readonly debounceTimeout: number;
  readonly pins: readonly number[];
  readonly source: ResourceSource;
  readonly vendorData: Uint8Array;
}

/** A device on I2C, SPI, UART or CSI-2 (ACPI 6.4 section 6.4.3.8.2). */
export interface SerialBusDescriptor {
  readonly kind: 'serial-bus';
  readonly revision: number;
  /** 1 I2C, 2 SPI, 3 UART, 4 CSI-2. */
  readonly busType: number;
  readonly flags: number;
  readonly typeFlags: number;
  readonly typeRevision: number;
  /** The part that depends on the bus, then vendor data. */
  readonly typeData: Uint8Array;
  readonly source: ResourceSource;
}

interface PinCommon {
  readonly revision: number;
  /** Bit 0: shared; for groups and their users also bit 1: producer or consumer. */
  readonly flags: number;
  readonly vendorData: Uint8Array;
}

/** What a pin of a controller does, how it is set up, and groups of pins by a label (ACPI 6.4 sections 6.4.3.9 to 6.4.3.13). */
export type PinDescriptor =
  | (PinCommon & {
      readonly kind: 'pin-function';
      /** 0 default, 1 pull up, 2 pull down, 3 none. */
      readonly pinConfiguration: number;
      readonly functionNumber: number;
      readonly pins: readonly number[];
      readonly source: ResourceSource;
    })
  | (PinCommon & {
      readonly kind: 'pin-configuration';
      /** 1 pull up, 2 pull down, ... (ACPI 6.4 table 6.62). */
      readonly configurationType: number;
      readonly configurationValue: number;
      readonly pins: readonly number[];
      readonly source: ResourceSource;
    })
  | (PinCommon & { readonly kind: 'pin-group'; readonly pins: readonly number[]; readonly label: string })
  | (PinCommon & {
      readonly kind: 'pin-group-function';
      readonly functionNumber: number;
      readonly source: ResourceSource;
      readonly label: string;
    })
  | (PinCommon & {
      readonly kind: 'pin-group-configuration';
      readonly configurationType: number;
      readonly configurationValue: number;
      readonly source: ResourceSource;
      readonly label: string;
    });

/** Descriptors of a resource template (ACPI 6.4 section 6.4). */
export type ResourceDescriptor =
  | { readonly kind: 'irq'; readonly interrupts: readonly number[]; readonly flags?: number }
  | { readonly kind: 'dma'; readonly channels: readonly number[]; readonly flags: number }
  | { readonly kind: 'start-dependent'; readonly priority?: number }
  | { readonly kind: 'end-dependent' }
  | {
      readonly kind: 'io';
      /** Bit 0: all 16 address lines are decoded. */
      readonly decode: number;
      readonly minimum: number;
      readonly maximum: number;
      readonly alignment: number;
      readonly length: number;
    }
  | { readonly kind: 'fixed-io'; readonly base: number; readonly length: number }
  | {
      readonly kind: 'fixed-dma';
      readonly requestLine: number;
      readonly channel: number;
      readonly width: number;
    }
  | { readonly kind: 'vendor-small'; readonly data: Uint8Array }
  /** `checksum` 0 stands for "not computed". */
  | { readonly kind: 'end-tag'; readonly checksum: number }
  | {
      readonly kind: 'memory24';
      readonly flags: number;
      /** In units of 256 bytes. */
      readonly minimum: number;
      readonly maximum: number;
      readonly alignment: number;
      readonly length: number;
    }
  | { readonly kind: 'vendor-large'; readonly data: Uint8Array }
  | {
      readonly kind: 'memory32';
      readonly flags: number;
      readonly minimum: number;
      readonly maximum: number;
      readonly alignment: number;
      readonly length: number;
    }
  | {
      readonly kind: 'memory32-fixed';
      readonly flags: number;
      readonly base: number;
      readonly length: number;
    }
  | {
      readonly kind: 'generic-register';
      readonly space: number;
      readonly bitWidth: number;
      readonly bitOffset: number;
      readonly accessSize: number;
      readonly address: bigint;
    }
  | AddressDescriptor
  | ExtendedInterruptDescriptor
  | GpioDescriptor
  | SerialBusDescriptor
  | PinDescriptor
  /** A connection or pin descriptor whose parts stand in another order than is usual: its bytes after the length. */
  | { readonly kind: 'large'; readonly tag: number; readonly data: Uint8Array };
