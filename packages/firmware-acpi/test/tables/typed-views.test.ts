import { describe, expect, it } from 'vitest';
import {
  dsdtAddress,
  isHardwareReduced,
  parseFadt,
  parseGtdt,
  parseMadt,
  parseMcfg,
  parseSrat,
  serialiseSrat,
  sratMemoryRanges,
} from '../../src/index.js';
import { recorded } from '../recorded.js';

const GiB = 2 ** 30;

describe('firmware-acpi 1.5 SRAT', () => {
  it('N1 N3 shows boot memory, the hotplug window and the disabled padding (x86 q35)', () => {
    const ranges = sratMemoryRanges(parseSrat(recorded('x86_64-bios-boot', 'SRAT')));
    const flags = { nonVolatile: false, proximityDomain: 0 };
    expect(ranges).toEqual([
      { base: 0, size: 0xa0000, enabled: true, hotPluggable: false, ...flags },
      { base: 0x100000, size: GiB - 0x100000, enabled: true, hotPluggable: false, ...flags },
      { base: 0, size: 0, enabled: false, hotPluggable: false, ...flags },
      { base: 0x1_0000_0000, size: 23 * GiB, enabled: true, hotPluggable: true, ...flags },
    ]);
  });

  it('shows two nodes and the window on the last one (arm64 virt)', () => {
    const srat = parseSrat(recorded('arm64-efi-numa', 'SRAT'));
    expect(
      sratMemoryRanges(srat).map(({ base, size, proximityDomain, hotPluggable }) => [
        base,
        size,
        proximityDomain,
        hotPluggable,
      ]),
    ).toEqual([
      [0x4000_0000, GiB, 0, false],
      [0x8000_0000, GiB, 1, false],
      [0xc000_0000, 22 * GiB, 1, true],
    ]);
    expect(srat.entries.filter((entry) => entry.kind === 'gicc-affinity')).toMatchObject([
      { proximityDomain: 0, processorUid: 0, flags: 1 },
      { proximityDomain: 1, processorUid: 1, flags: 1 },
    ]);
  });

  it('N1 masks the domain to 8 bits in revision 1 and not in revision 3', () => {
    const srat = parseSrat(recorded('arm64-efi-boot', 'SRAT'));
    const entries = srat.entries.map((entry) =>
      entry.kind === 'memory-affinity' ? { ...entry, proximityDomain: 0x1234_5678 } : entry,
    );
    const domains = (revision: number) =>
      sratMemoryRanges({ ...srat, entries, header: { ...srat.header, revision } }).map(
        ({ proximityDomain }) => proximityDomain,
      );
    expect(domains(1)).toEqual([0x78, 0x78]);
    expect(domains(3)).toEqual([0x1234_5678, 0x1234_5678]);
  });

  it('keeps an entry type it does not know', () => {
    const srat = parseSrat(recorded('arm64-efi-boot', 'SRAT'));
    const unknown = { kind: 'unknown', type: 0x99, body: Uint8Array.of(1, 2, 3) } as const;
    const grown = { ...srat, entries: [...srat.entries, unknown] };
    expect(parseSrat(serialiseSrat(grown))).toEqual(grown);
  });
});

describe('firmware-acpi 1.3 FADT', () => {
  it('T5 tells a machine with fixed hardware from a hardware-reduced one', () => {
    const x86 = parseFadt(recorded('x86_64-bios-boot', 'FACP'));
    expect(x86).toMatchObject({
      sciInterrupt: 9,
      smiCommand: 0xb2,
      pm1aEventBlock: 0x600,
      gpe0Block: 0x620,
      gpe0Length: 16,
      flags: 0x84a5,
      resetRegister: { space: 1, address: 0xcf9n },
      resetValue: 0x0f,
    });
    expect(x86.sleepControl).toBeUndefined();
    expect(isHardwareReduced(x86)).toBe(false);
    expect(dsdtAddress(x86)).toBe(x86.xDsdt);

    const arm64 = parseFadt(recorded('arm64-efi-boot', 'FACP'));
    expect(isHardwareReduced(arm64)).toBe(true);
    expect(arm64).toMatchObject({ armBootArchitecture: 3, minorRevision: 0, gpe0Block: 0 });
    expect(arm64.sleepStatus).toBeDefined();
  });

  it('T5 falls back to the 32-bit DSDT field', () => {
    const fadt = parseFadt(recorded('x86_64-bios-boot', 'FACP'));
    expect(dsdtAddress({ ...fadt, xDsdt: 0n, dsdt: 0x1234 })).toBe(0x1234n);
  });
});

describe('firmware-acpi 1.4 MADT, MCFG, GTDT', () => {
  it('lists processors and controllers of both machines', () => {
    const kinds = (run: string) => parseMadt(recorded(run, 'APIC')).entries.map(({ kind }) => kind);
    expect(kinds('x86_64-bios-numa').slice(0, 3)).toEqual(['local-apic', 'local-apic', 'io-apic']);
    expect(kinds('arm64-efi-numa')).toEqual(['gicd', 'gicc', 'gicc', 'gicr', 'gic-its']);
    expect(parseMadt(recorded('arm64-efi-numa', 'APIC')).entries).toContainEqual(
      expect.objectContaining({ kind: 'gicc', mpidr: 1n }),
    );
  });

  it('reads the PCI window and the timers of arm64 virt', () => {
    const mcfg = parseMcfg(recorded('arm64-efi-adjacent-policy0', 'MCFG'));
    expect(mcfg.allocations).toMatchObject([{ base: 0x40_1000_0000n, segment: 0, startBus: 0, endBus: 255 }]);
    const gtdt = parseGtdt(recorded('arm64-efi-adjacent-policy0', 'GTDT'));
    expect(gtdt).toMatchObject({ virtualGsi: 27, nonSecureEl1Gsi: 30, el2Gsi: 26, platformTimers: [] });
  });
});
