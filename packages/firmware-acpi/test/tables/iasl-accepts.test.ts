import { ByteWriter } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import {
  AFFINITY_ENABLED,
  FADT_FLAG,
  MEMORY_AFFINITY,
  parseAcpiTable,
  serialiseAcpiTable,
  type AcpiTable,
  type GenericAddress,
  type TableHeader,
} from '../../src/index.js';
import { hasIasl } from '../conformance/acpiexec.js';
import { readWithIasl } from './iasl-table.js';

const GiB = 1n << 30n;

const header = (signature: string, revision: number): TableHeader => ({
  signature,
  revision,
  oemId: 'WARMBT',
  oemTableId: 'WRITTEN\0',
  oemRevision: 3,
  creatorId: 'WBT ',
  creatorRevision: 7,
});

const register = (address: bigint, bitWidth: number): GenericAddress => ({
  space: 1,
  bitWidth,
  bitOffset: 0,
  accessSize: bitWidth === 8 ? 1 : 2,
  address,
});
const none: GenericAddress = { space: 0, bitWidth: 0, bitOffset: 0, accessSize: 0, address: 0n };
const zeros = (size: number): Uint8Array => new Uint8Array(size);

const WRITTEN: readonly AcpiTable[] = [
  { kind: 'RSDT', header: header('RSDT', 1), tables: [0x7ffe_0000, 0x7ffe_1000, 0x7ffe_2004] },
  { kind: 'XSDT', header: header('XSDT', 1), tables: [0x7ffe_0000n, 0x1_7ffe_1004n] },
  {
    kind: 'FACP',
    header: header('FACP', 6),
    firmwareControl: 0x7ffd_0000,
    dsdt: 0x7ffc_0000,
    reserved1: 0,
    preferredPmProfile: 4,
    sciInterrupt: 9,
    smiCommand: 0xb2,
    acpiEnable: 2,
    acpiDisable: 3,
    s4BiosRequest: 0,
    pstateControl: 0,
    pm1aEventBlock: 0x600,
    pm1bEventBlock: 0,
    pm1aControlBlock: 0x604,
    pm1bControlBlock: 0,
    pm2ControlBlock: 0,
    pmTimerBlock: 0x608,
    gpe0Block: 0x620,
    gpe1Block: 0,
    pm1EventLength: 4,
    pm1ControlLength: 2,
    pm2ControlLength: 0,
    pmTimerLength: 4,
    gpe0Length: 16,
    gpe1Length: 0,
    gpe1Base: 0,
    cstateControl: 0,
    c2Latency: 0xfff,
    c3Latency: 0xffe,
    flushSize: 1,
    flushStride: 2,
    dutyOffset: 0,
    dutyWidth: 3,
    dayAlarm: 0xd,
    monthAlarm: 0xe,
    century: 0x32,
    bootArchitecture: 3,
    reserved2: 0,
    flags: FADT_FLAG.resetRegister | 0xa5,
    resetRegister: register(0xcf9n, 8),
    resetValue: 0x0f,
    armBootArchitecture: 1,
    minorRevision: 3,
    xFirmwareControl: 0n,
    xDsdt: 0x7ffc_0000n,
    xPm1aEventBlock: register(0x600n, 32),
    xPm1bEventBlock: none,
    xPm1aControlBlock: register(0x604n, 16),
    xPm1bControlBlock: none,
    xPm2ControlBlock: none,
    xPmTimerBlock: register(0x608n, 32),
    xGpe0Block: register(0x620n, 128),
    xGpe1Block: none,
    sleepControl: none,
    sleepStatus: none,
    hypervisorVendor: 0x54_4f4f_424d_5241_57n,
  },
  {
    kind: 'APIC',
    header: header('APIC', 5),
    localApicAddress: 0xfee0_0000,
    flags: 1,
    entries: [
      { kind: 'local-apic', processorUid: 1, apicId: 2, flags: 1 },
      { kind: 'io-apic', id: 3, reserved: 0, address: 0xfec0_0000, gsiBase: 24 },
      { kind: 'interrupt-override', bus: 0, source: 9, gsi: 20, flags: 0xd },
      { kind: 'nmi-source', flags: 5, gsi: 2 },
      { kind: 'local-apic-nmi', processorUid: 0xff, flags: 5, lint: 1 },
      { kind: 'local-apic-address', reserved: 0, address: 0x1_fee0_0000n },
      { kind: 'io-sapic', id: 4, reserved: 0, gsiBase: 48, address: 0x1_fec0_0000n },
      { kind: 'local-x2apic', reserved: 0, x2apicId: 0x100, flags: 1, processorUid: 0x101 },
      { kind: 'local-x2apic-nmi', flags: 5, processorUid: 0xffff_ffff, lint: 1, reserved: zeros(3) },
      {
        kind: 'gicc',
        reserved1: 0,
        cpuInterfaceNumber: 1,
        processorUid: 2,
        flags: 1,
        parkingProtocolVersion: 1,
        performanceGsi: 23,
        parkedAddress: 0x4000_0000n,
        base: 0x801_0000n,
        gicvBase: 0x804_0000n,
        gichBase: 0x803_0000n,
        maintenanceGsi: 25,
        gicrBase: 0x80a_0000n,
        mpidr: 0x1_0000_0003n,
        efficiencyClass: 2,
        reserved2: 0,
        speGsi: 21,
      },
      { kind: 'gicd', reserved1: 0, id: 0, base: 0x800_0000n, gsiBase: 0, version: 3, reserved2: zeros(3) },
      {
        kind: 'gic-msi-frame',
        reserved: 0,
        id: 5,
        base: 0x802_0000n,
        flags: 1,
        spiCount: 64,
        spiBase: 80,
      },
      { kind: 'gicr', reserved: 0, base: 0x80a_0000n, length: 0xf6_0000 },
      { kind: 'gic-its', reserved1: 0, id: 6, base: 0x808_0000n, reserved2: 0 },
    ],
  },
  {
    kind: 'SRAT',
    header: header('SRAT', 3),
    reserved1: 1,
    reserved2: 0n,
    entries: [
      {
        kind: 'processor-affinity',
        proximityLow: 1,
        apicId: 2,
        flags: AFFINITY_ENABLED,
        sapicEid: 0,
        proximityHigh: Uint8Array.of(1, 2, 3),
        clockDomain: 4,
      },
      {
        kind: 'memory-affinity',
        proximityDomain: 0x1_0001,
        reserved1: 0,
        base: 4n * GiB,
        length: 23n * GiB,
        reserved2: 0,
        flags: MEMORY_AFFINITY.enabled | MEMORY_AFFINITY.hotPluggable,
        reserved3: 0n,
      },
      {
        kind: 'x2apic-affinity',
        reserved1: 0,
        proximityDomain: 2,
        x2apicId: 0x100,
        flags: AFFINITY_ENABLED,
        clockDomain: 1,
        reserved2: 0,
      },
      { kind: 'gicc-affinity', proximityDomain: 3, processorUid: 4, flags: AFFINITY_ENABLED, clockDomain: 5 },
      { kind: 'its-affinity', proximityDomain: 6, reserved: 0, itsId: 7 },
      {
        kind: 'generic-initiator-affinity',
        reserved1: 0,
        handleType: 1,
        proximityDomain: 8,
        deviceHandle: Uint8Array.from({ length: 16 }, (_, index) => (index < 4 ? index + 1 : 0)),
        flags: AFFINITY_ENABLED,
        reserved2: 0,
      },
    ],
  },
  {
    kind: 'SLIT',
    header: header('SLIT', 1),
    distances: [
      [10, 20, 255],
      [21, 10, 30],
      [254, 31, 10],
    ],
  },
  {
    kind: 'MCFG',
    header: header('MCFG', 1),
    reserved: 0n,
    allocations: [
      { base: 0xb000_0000n, segment: 0, startBus: 0, endBus: 255, reserved: 0 },
      { base: 0x40_1000_0000n, segment: 1, startBus: 16, endBus: 31, reserved: 0 },
    ],
  },
  {
    kind: 'HMAT',
    header: header('HMAT', 2),
    reserved: 0,
    structures: [
      {
        reserved: 0,
        structure: {
          kind: 'proximity-domain',
          flags: 1,
          reserved1: 0,
          initiatorDomain: 2,
          memoryDomain: 3,
          reserved2: 0,
          reserved3: 0n,
          reserved4: 0n,
        },
      },
      {
        reserved: 0,
        structure: {
          kind: 'latency-bandwidth',
          flags: 0,
          dataType: 3,
          minimumTransferSize: 0,
          reserved1: 0,
          reserved2: 0,
          entryBaseUnit: 1000n,
          initiators: [0, 2],
          targets: [0, 1, 3],
          entries: [
            [5, 10, 15],
            [20, 25, 0xffff],
          ],
        },
      },
      {
        reserved: 0,
        structure: {
          kind: 'memory-side-cache',
          memoryDomain: 1,
          reserved1: 0,
          size: GiB,
          attributes: 0x11,
          reserved2: 0,
          smbiosHandles: [7, 8],
        },
      },
    ],
  },
  {
    kind: 'GTDT',
    header: header('GTDT', 3),
    counterControlBase: 0x2a43_0000n,
    reserved: 0,
    secureEl1Gsi: 29,
    secureEl1Flags: 4,
    nonSecureEl1Gsi: 30,
    nonSecureEl1Flags: 5,
    virtualGsi: 27,
    virtualFlags: 6,
    el2Gsi: 26,
    el2Flags: 7,
    counterReadBase: 0x2a80_0000n,
    virtualEl2: { virtualEl2Gsi: 28, virtualEl2Flags: 1 },
    platformTimers: [
      {
        kind: 'timer-block',
        reserved: 0,
        base: 0x2a81_0000n,
        frameCount: 1,
        frameOffset: 20,
        // Frame 1 at 0x2a83_0000, with its physical timer on 59 and its virtual one on 60.
        rest: new ByteWriter('little')
          .u32(1)
          .u64(0x2a83_0000n)
          .u64(0xffff_ffff_ffff_ffffn)
          .u32(59)
          .u32(0)
          .u32(60)
          .u32(0)
          .u32(2)
          .toBytes(),
      },
      {
        kind: 'watchdog',
        reserved: 0,
        refreshFrame: 0x2a45_0000n,
        controlFrame: 0x2a44_0000n,
        gsi: 93,
        flags: 1,
      },
    ],
  },
];

/** The compiler signs with its own name. */
const unsigned = (table: AcpiTable): unknown => {
  if (!('header' in table)) return table;
  const { creatorId: _id, creatorRevision: _revision, ...rest } = table.header;
  return { ...table, header: rest };
};

const missing = hasIasl ? '' : ' (skipped: no iasl)';

describe.skipIf(!hasIasl)(`firmware-acpi 1 iasl -d accepts the tables that we write${missing}`, () => {
  it.each(WRITTEN.map((table) => [table.kind, table] as const))('%s', (kind, table) => {
    const bytes = serialiseAcpiTable(table);
    expect(parseAcpiTable(bytes)).toEqual(table);
    const { said, source, status, compiled } = readWithIasl(bytes);
    expect(said).toContain(`Acpi Data Table [${kind}] decoded`);
    expect(said + source).not.toMatch(/error|warning|invalid|incorrect|unknown/i);
    expect(status).toEqual([0, 0]);
    // What iasl read is what we wrote: its own text of the table means the same table.
    expect(unsigned(parseAcpiTable(compiled ?? new Uint8Array()))).toEqual(unsigned(table));
  });

  it('and would not accept a table with a wrong checksum', () => {
    const [first] = WRITTEN;
    const bytes = serialiseAcpiTable(first!);
    bytes[9] = (bytes[9] ?? 0) ^ 0xff;
    expect(readWithIasl(bytes).said).toContain('Incorrect checksum');
  });
});
