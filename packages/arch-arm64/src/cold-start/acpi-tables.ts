import {
  AFFINITY_ENABLED,
  fadtWith,
  FADT_FLAG,
  machineTables,
  serialiseGtdt,
  serialiseMadt,
  type GiccAffinity,
  type HotplugWiring,
  type MadtEntry,
  type TableHeader,
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

/** The registers of virt's memory hotplug controller, and the device whose interrupt tells of it (firmware-acpi 7, E3). */
const WIRING: HotplugWiring = {
  space: 'SystemMemory',
  base: 0x907_0000n,
  event: {
    kind: 'generic-event-device',
    method: '\\_SB.GED._EVT',
    interrupt: 41,
    selector: { space: 'SystemMemory', base: 0x908_0000n },
  },
};

/** PSCI is there, and called by HVC. */
const PSCI_BY_HVC = 0b11;

const fadt = fadtWith(headerOf('FACP', 6), {
  flags: FADT_FLAG.hardwareReduced,
  armBootArchitecture: PSCI_BY_HVC,
  minorRevision: 3,
});

/** A GICv3, its distributor and redistributors where virt has them. */
const GIC = { distributor: 0x800_0000n, redistributors: 0x80a_0000n, redistributorBytes: 0xf6_0000 };

const giccOf = (id: number): MadtEntry => ({
  kind: 'gicc',
  reserved1: 0,
  cpuInterfaceNumber: id,
  processorUid: id,
  flags: 1,
  parkingProtocolVersion: 0,
  performanceGsi: 23,
  parkedAddress: 0n,
  base: 0n,
  gicvBase: 0n,
  gichBase: 0n,
  maintenanceGsi: 0,
  gicrBase: 0n,
  mpidr: BigInt(id),
  efficiencyClass: 0,
  reserved2: 0,
  speGsi: 0,
});

/** One processor a node. */
const madtOf = (processors: number): Uint8Array =>
  serialiseMadt({
    kind: 'APIC',
    header: headerOf('APIC', 4),
    localApicAddress: 0,
    flags: 0,
    entries: [
      {
        kind: 'gicd',
        reserved1: 0,
        id: 0,
        base: GIC.distributor,
        gsiBase: 0,
        version: 3,
        reserved2: new Uint8Array(3),
      },
      ...Array.from({ length: processors }, (_, id) => giccOf(id)),
      { kind: 'gicr', reserved: 0, base: GIC.redistributors, length: GIC.redistributorBytes },
    ],
  });

const NO_FRAME = 2n ** 64n - 1n;

/** Timers of the processors, each with its private interrupt. */
const gtdt = serialiseGtdt({
  kind: 'GTDT',
  header: headerOf('GTDT', 2),
  counterControlBase: NO_FRAME,
  reserved: 0,
  secureEl1Gsi: 29,
  secureEl1Flags: 0,
  nonSecureEl1Gsi: 30,
  nonSecureEl1Flags: 4,
  virtualGsi: 27,
  virtualFlags: 0,
  el2Gsi: 26,
  el2Flags: 0,
  counterReadBase: NO_FRAME,
  platformTimers: [],
});

const processorOf = (proximityDomain: number, processorUid: number): GiccAffinity => ({
  kind: 'gicc-affinity',
  proximityDomain,
  processorUid,
  flags: AFFINITY_ENABLED,
  clockDomain: 0,
});

/** The tables of a virt machine. */
export const acpiTables = machineTables({
  maker: MAKER,
  integerWidth: 64,
  wiring: WIRING,
  fadt,
  fixed: (processors) => [madtOf(processors), gtdt],
  processorOf,
});
