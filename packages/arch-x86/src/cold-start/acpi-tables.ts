import type { AddressRange } from '@warmboot/address';
import { KiB, MiB, rangeAt } from '@warmboot/address';

import {
  AFFINITY_ENABLED,
  fadtWith,
  FADT_FLAG,
  machineTables,
  serialiseFacs,
  serialiseMadt,
  type BoardMemory,
  type GenericAddress,
  type HotplugWiring,
  type ProcessorAffinity,
  type TableHeader,
  type TableRoom,
} from '@warmboot/firmware-acpi';

/** Who made the tables. */
const MAKER = {
  oemId: 'WARMBT',
  oemTableId: 'WARMBOOT',
  oemRevision: 1,
  creatorId: 'WBT ',
  creatorRevision: 1,
};

const headerOf = (signature: string, revision: number): TableHeader => ({ ...MAKER, signature, revision });

/** The registers of q35's memory hotplug controller, and its bit of the general-purpose events (firmware-acpi 7, E1). */
const WIRING: HotplugWiring = {
  space: 'SystemIO',
  base: 0xa00n,
  event: { kind: 'general-purpose', method: '\\_GPE._E03' },
};

/** Fixed hardware of the ICH9 bridge (firmware-acpi 1.3). */
const PM_BASE = 0x600;
const GPE_BASE = 0x620;
const GPE_BYTES = 16;
const RESET_PORT = 0xcf9n;

const port = (address: bigint, bits: number): GenericAddress => ({
  space: 1,
  bitWidth: bits,
  bitOffset: 0,
  accessSize: 0,
  address,
});

const fadt = fadtWith(headerOf('FACP', 3), {
  sciInterrupt: 9,
  smiCommand: 0xb2,
  acpiEnable: 2,
  acpiDisable: 3,
  pm1aEventBlock: PM_BASE,
  pm1aControlBlock: PM_BASE + 4,
  pmTimerBlock: PM_BASE + 8,
  gpe0Block: GPE_BASE,
  pm1EventLength: 4,
  pm1ControlLength: 2,
  pmTimerLength: 4,
  gpe0Length: GPE_BYTES,
  flags: FADT_FLAG.resetRegister,
  resetRegister: port(RESET_PORT, 8),
  resetValue: 0x0f,
  xPm1aEventBlock: port(BigInt(PM_BASE), 32),
  xPm1aControlBlock: port(BigInt(PM_BASE + 4), 16),
  xPmTimerBlock: port(BigInt(PM_BASE + 8), 32),
  xGpe0Block: port(BigInt(GPE_BASE), GPE_BYTES * 8),
});

const facs = serialiseFacs({
  kind: 'FACS',
  hardwareSignature: 0,
  firmwareWakingVector: 0,
  globalLock: 0,
  flags: 0,
  xFirmwareWakingVector: 0n,
  version: 1,
  reserved1: new Uint8Array(3),
  ospmFlags: 0,
  reserved2: new Uint8Array(24),
});

/** One processor a node. */
const madtOf = (processors: number): Uint8Array =>
  serialiseMadt({
    kind: 'APIC',
    header: headerOf('APIC', 1),
    localApicAddress: 0xfee0_0000,
    flags: 1,
    entries: [
      ...Array.from({ length: processors }, (_, id) => ({
        kind: 'local-apic' as const,
        processorUid: id,
        apicId: id,
        flags: 1,
      })),
      { kind: 'io-apic', id: 0, reserved: 0, address: 0xfec0_0000, gsiBase: 0 },
    ],
  });

const processorOf = (domain: number, apicId: number): ProcessorAffinity => ({
  kind: 'processor-affinity',
  proximityLow: domain & 0xff,
  apicId,
  flags: AFFINITY_ENABLED,
  sapicEid: 0,
  proximityHigh: Uint8Array.of(domain >> 8, domain >> 16, domain >> 24),
  clockDomain: 0,
});

/** What the video memory and the BIOS leave of the first MiB. */
const withoutBiosArea = (ram: readonly AddressRange[]): AddressRange[] =>
  ram.flatMap((range) =>
    range.start === 0 ? [rangeAt(0, 640 * KiB), { start: MiB, end: range.end }] : [range],
  );

const tablesOf = machineTables({
  maker: MAKER,
  integerWidth: 32,
  wiring: WIRING,
  fadt,
  facs,
  fixed: (processors) => [madtOf(processors)],
  processorOf,
});

/** The tables of a q35 machine. */
export const acpiTables = (machine: BoardMemory, room: TableRoom): Map<string, Uint8Array> =>
  tablesOf({ ...machine, ram: withoutBiosArea(machine.ram) }, room);
