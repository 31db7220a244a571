import { describe, expect, it } from 'vitest';
import {
  CONFIGURATION_TABLE_GUID,
  EMPTY_MEMORY_RESERVE_ROOT,
  findConfigurationTable,
  formatArm64MemoryMapLine,
  formatBootParameterLines,
  formatConfigurationTableLine,
  formatMemoryAttributesLine,
  memblockCalls,
  memoryAttributesTableSize,
  memoryReserveRanges,
  rejectMemoryAttributesEntry,
  toMemblock,
  type UefiBootParameters,
} from '@warmboot/firmware-uefi';
import { bare, rangeInLine, recordedEfiBoots, recordedEfiKexecs } from './recorded-boot.js';

const OPTIONS = { softReserve: false };

/** memblock.memory as the last MEMBLOCK configuration of the log shows it. */
const lastConfiguration = (dmesg: readonly string[]) => {
  const header = dmesg.lastIndexOf('MEMBLOCK configuration:');
  return dmesg
    .slice(header)
    .filter((line) => line.startsWith(' memory[0x'))
    .map((line) => ({ ...rangeInLine(line), nomap: line.endsWith('flags: 0x4'), mirror: false }));
};

const recorded = recordedEfiBoots('arm64');
const withMap = recorded.filter(({ efi }) => efi.style !== undefined);
const withoutMap = recorded.filter(({ efi }) => efi.style === undefined);

describe('recorded arm64 machines', () => {
  it('show an EFI map, except where crashkernel debugging pushed it out of the log buffer', () => {
    expect(withMap.length).toBeGreaterThanOrEqual(20);
    for (const { dmesg } of withoutMap) expect(dmesg[0]).not.toMatch(/^Booting Linux/);
  });

  describe.each(withMap)('$name', ({ dmesg, efi }) => {
    const map = efi.descriptors;
    const parameters = efi.parameters as UefiBootParameters;

    it('section 13 prints every map line back as it was', () => {
      const lines = dmesg.filter((line) => /^efi: {3}0x/.test(line));
      expect(map.map(formatArm64MemoryMapLine)).toEqual(lines);
    });

    it('section 13 prints the parameters, tables and memattr lines back as they were', () => {
      expect(dmesg).toEqual(expect.arrayContaining([...formatBootParameterLines(parameters)]));
      expect(dmesg).toContain(formatConfigurationTableLine(efi.configurationTables));
      const memattr = dmesg.filter((line) => /^efi: memattr: !? 0x/.test(line));
      expect(memattr.length).toBeGreaterThan(0);
      expect(efi.memoryAttributes.map(formatMemoryAttributesLine)).toEqual(memattr);
    });

    it('D1 D3 size the map as the stub did', () => {
      expect(map.length * parameters.descriptorSize).toBe(parameters.memoryMapSize);
    });

    it('section 11 adds and reserves exactly what the kernel added and reserved', () => {
      const calls = memblockCalls(map, OPTIONS);
      const added = dmesg.filter((line) => /^memblock_add: .* early_init_dt_add_memory_arch/.test(line));
      const reserved = dmesg.filter((line) => /^memblock_reserve: .* reserve_regions/.test(line));
      expect(calls.filter(({ call }) => call === 'add').map(bare)).toEqual(added.map(rangeInLine));
      expect(calls.filter(({ call }) => call === 'reserve').map(bare)).toEqual(reserved.map(rangeInLine));
    });

    it('section 11 ends in the memblock.memory that the kernel shows, NOMAP flags included', () => {
      const shown = lastConfiguration(dmesg);
      expect(shown.length).toBeGreaterThan(0);
      expect(toMemblock(map, OPTIONS).memory).toEqual(shown);
    });

    it('R2 accepts the entries that Linux accepted', () => {
      for (const { descriptor, valid } of efi.memoryAttributes) {
        expect(rejectMemoryAttributesEntry(descriptor, map) === undefined).toBe(valid);
      }
    });

    it('R2 P3 size the tables as the kernel reserved them', () => {
      const { descriptorSize } = parameters;
      const memattr = Number(
        findConfigurationTable(efi.configurationTables, CONFIGURATION_TABLE_GUID.memoryAttributes),
      );
      const size = memoryAttributesTableSize({ descriptors: efi.memoryAttributes, descriptorSize });
      const memattrLine = dmesg.find((line) => line.includes('efi_memattr_init')) ?? '';
      expect(rangeInLine(memattrLine)).toEqual({ start: memattr, end: memattr + size });

      const root =
        findConfigurationTable(efi.configurationTables, CONFIGURATION_TABLE_GUID.linuxMemoryReserve) ?? 0n;
      const [node] = memoryReserveRanges({ root, nodes: new Map([[root, EMPTY_MEMORY_RESERVE_ROOT]]) });
      const nodeLine = dmesg.find((line) => line.includes('efi_config_parse_tables')) ?? '';
      expect(rangeInLine(nodeLine)).toEqual({
        start: Number(node?.base),
        end: Number((node?.base ?? 0n) + (node?.size ?? 0n)),
      });
    });
  });

  const kexecs = recordedEfiKexecs('arm64').filter(({ after }) => after.style !== undefined);

  it.each(kexecs)(
    'H5 Q1 give the kernel after kexec the same map, parameters and tables: $name',
    ({ before, after }) => {
      expect(after.descriptors).toEqual(before.descriptors);
      expect(after.parameters).toEqual(before.parameters);
      expect(after.configurationTables).toEqual(before.configurationTables);
    },
  );

  it('include kernels after kexec', () => {
    expect(kexecs.length).toBeGreaterThan(0);
  });
});
