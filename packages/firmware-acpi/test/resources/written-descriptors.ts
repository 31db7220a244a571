import { ByteWriter } from '@warmboot/format';
import {
  ADDRESS_FLAG,
  ADDRESS_TYPE,
  type AddressDescriptor,
  type PinDescriptor,
  type ResourceDescriptor,
} from '../../src/index.js';

const { consumer, minimumFixed, maximumFixed } = ADDRESS_FLAG;
const CONTROLLER = '\\_SB.GPI0';
const source = { index: 0, name: CONTROLLER };

const address = (over: Pick<AddressDescriptor, 'width'> & Partial<AddressDescriptor>): AddressDescriptor => ({
  kind: 'address',
  resourceType: ADDRESS_TYPE.memory,
  generalFlags: minimumFixed | maximumFixed,
  typeFlags: 3,
  granularity: 0n,
  minimum: 0x1000n,
  maximum: 0x1fffn,
  translation: 0n,
  length: 0x1000n,
  ...over,
});

const little = (write: (writer: ByteWriter) => ByteWriter): Uint8Array =>
  write(new ByteWriter('little')).toBytes();

const pin = { revision: 1, flags: 1, vendorData: new Uint8Array() };
const pins = [3, 4];
const controller = { index: 0, name: CONTROLLER };
const configuration = { configurationType: 2, configurationValue: 0x1234 };

const PINS: readonly PinDescriptor[] = [
  { kind: 'pin-function', ...pin, pinConfiguration: 1, functionNumber: 7, pins, source: controller },
  { kind: 'pin-configuration', ...pin, ...configuration, pins, source: controller },
  { kind: 'pin-group', ...pin, flags: 0, pins, label: 'grp' },
  { kind: 'pin-group-function', ...pin, functionNumber: 7, source: controller, label: 'grp' },
  { kind: 'pin-group-configuration', ...pin, ...configuration, source: controller, label: 'grp' },
];

/** One of each descriptor that has a kind of its own, and the macro that iasl must find in it. */
export const WRITTEN_DESCRIPTORS: readonly (readonly [string, string, readonly ResourceDescriptor[]])[] = [
  ['IRQ', 'IRQ (', [{ kind: 'irq', interrupts: [3, 5], flags: 0b0001_0001 }]],
  ['IRQ without flags', 'IRQNoFlags (', [{ kind: 'irq', interrupts: [9] }]],
  ['DMA', 'DMA (', [{ kind: 'dma', channels: [1, 2], flags: 0b100 }]],
  [
    'dependent functions',
    'StartDependentFn (',
    [
      { kind: 'start-dependent', priority: 0b0110 },
      { kind: 'io', decode: 1, minimum: 0x3f8, maximum: 0x3f8, alignment: 1, length: 8 },
      { kind: 'start-dependent' },
      { kind: 'io', decode: 1, minimum: 0x2f8, maximum: 0x2f8, alignment: 1, length: 8 },
      { kind: 'end-dependent' },
    ],
  ],
  ['I/O', 'IO (', [{ kind: 'io', decode: 0, minimum: 0x100, maximum: 0x180, alignment: 16, length: 8 }]],
  ['fixed I/O', 'FixedIO (', [{ kind: 'fixed-io', base: 0x2f8, length: 8 }]],
  ['fixed DMA', 'FixedDMA (', [{ kind: 'fixed-dma', requestLine: 5, channel: 6, width: 2 }]],
  ['small vendor data', 'VendorShort (', [{ kind: 'vendor-small', data: Uint8Array.of(1, 2, 3) }]],
  [
    'large vendor data',
    'VendorLong  (',
    [{ kind: 'vendor-large', data: Uint8Array.from({ length: 300 }, (_, index) => index & 0xff) }],
  ],
  [
    'memory, 24 bits',
    'Memory24 (',
    [{ kind: 'memory24', flags: 1, minimum: 0x1000, maximum: 0x2000, alignment: 0x10, length: 0x100 }],
  ],
  [
    'memory, 32 bits',
    'Memory32 (',
    [
      {
        kind: 'memory32',
        flags: 0,
        minimum: 0x1000_0000,
        maximum: 0x2000_0000,
        alignment: 0x1000,
        length: 0x2000,
      },
    ],
  ],
  [
    'fixed memory, 32 bits',
    'Memory32Fixed (',
    [{ kind: 'memory32-fixed', flags: 1, base: 0xfed0_0000, length: 0x400 }],
  ],
  [
    'generic register',
    'Register (',
    [
      {
        kind: 'generic-register',
        space: 1,
        bitWidth: 8,
        bitOffset: 0,
        accessSize: 1,
        address: 0xcf9n,
      },
    ],
  ],
  [
    'bus numbers, 16 bits',
    'WordBusNumber (',
    [
      address({
        width: 16,
        resourceType: ADDRESS_TYPE.bus,
        typeFlags: 0,
        minimum: 0n,
        maximum: 0xffn,
        length: 0x100n,
      }),
    ],
  ],
  ['I/O, 16 bits', 'WordIO (', [address({ width: 16, resourceType: ADDRESS_TYPE.io })]],
  [
    'memory, DWord with a source',
    'DWordMemory (',
    [
      address({
        width: 32,
        generalFlags: consumer | minimumFixed | maximumFixed,
        minimum: 0x8000_0000n,
        maximum: 0x8fff_ffffn,
        length: 0x1000_0000n,
        source: { index: 3, name: CONTROLLER },
      }),
    ],
  ],
  [
    'memory, QWord',
    'QWordMemory (',
    [
      address({
        width: 64,
        minimum: 0x1_0000_0000n,
        maximum: 0x1_7fff_ffffn,
        length: 0x8000_0000n,
      }),
    ],
  ],
  [
    'memory, extended',
    'ExtendedMemory (',
    [
      address({
        width: 'extended',
        minimum: 0x1_0000_0000n,
        maximum: 0x1_7fff_ffffn,
        length: 0x8000_0000n,
        attributes: 8n,
        revision: 1,
        reserved: 0,
      }),
    ],
  ],
  [
    'interrupts',
    'Interrupt (',
    [
      { kind: 'extended-interrupt', flags: 0b0_1001, interrupts: [16, 17, 18] },
      {
        kind: 'extended-interrupt',
        flags: 0b0_0111,
        interrupts: [41],
        source: { index: 1, name: CONTROLLER },
      },
    ],
  ],
  [
    'GPIO interrupt',
    'GpioInt (',
    [
      {
        kind: 'gpio',
        revision: 1,
        connectionType: 0,
        flags: 1,
        interruptFlags: 0b0_0001,
        pinConfiguration: 1,
        driveStrength: 0,
        debounceTimeout: 10,
        pins: [3],
        source,
        vendorData: Uint8Array.of(1, 2),
      },
    ],
  ],
  [
    'I2C',
    'I2cSerialBusV2 (',
    [
      {
        kind: 'serial-bus',
        revision: 2,
        busType: 1,
        flags: 2,
        typeFlags: 0,
        typeRevision: 1,
        typeData: little((writer) => writer.u32(400_000).u16(0x50)),
        source,
      },
    ],
  ],
  [
    'SPI',
    'SpiSerialBusV2 (',
    [
      {
        kind: 'serial-bus',
        revision: 2,
        busType: 2,
        flags: 2,
        typeFlags: 0,
        typeRevision: 1,
        typeData: little((writer) => writer.u32(1_000_000).u8(8).u8(0).u8(0).u16(1)),
        source,
      },
    ],
  ],
  [
    'UART',
    'UartSerialBusV2 (',
    [
      {
        kind: 'serial-bus',
        revision: 2,
        busType: 3,
        flags: 2,
        typeFlags: 0b0011_0100,
        typeRevision: 1,
        typeData: little((writer) => writer.u32(115_200).u16(16).u16(32).u8(0).u8(0xc0)),
        source,
      },
    ],
  ],
  ['pin function', 'PinFunction (', [PINS[0]!]],
  ['pin configuration', 'PinConfig (', [PINS[1]!]],
  ['pin group', 'PinGroup (', [PINS[2]!]],
  ['pin group function', 'PinGroupFunction (', [PINS[3]!]],
  ['pin group configuration', 'PinGroupConfig (', [PINS[4]!]],
];
