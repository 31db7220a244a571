import { describe, expect, it } from 'vitest';
import {
  E820_TYPE,
  EFI_INFO_OFFSET,
  EFI_INFO_SIZE,
  EFI_LOADER_SIGNATURE,
  formatConfigurationTableLine,
  formatMemoryAttributesLine,
  formatX86MemoryMapLine,
  parseEfiInfo,
  parseSetupEfi,
  rejectMemoryAttributesEntry,
  reserveBootServices,
  serialiseEfiInfo,
  serialiseSetupEfi,
  SETUP_EFI_SIZE,
  SETUP_EFI_TYPE,
  stubE820,
  x86VirtualMap,
} from '@warmboot/firmware-uefi';
import { bare, captureFile, rangeInLine, recordedEfiBoots } from './recorded-boot.js';

const OPTIONS = { softReserve: false };

const E820_NAMES = new Map<string, number>([
  ['usable', E820_TYPE.ram],
  ['reserved', E820_TYPE.reserved],
  ['ACPI data', E820_TYPE.acpi],
  ['ACPI NVS', E820_TYPE.nvs],
]);

const e820Line = (line: string) => ({
  ...rangeInLine(line),
  type: E820_NAMES.get(line.slice(line.indexOf(']') + 2)),
});

/** boot_params.e820_table: count at 0x1e8, entries of 20 bytes from 0x2d0. */
const e820OfBootParams = (bytes: Uint8Array) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: view.getUint8(0x1e8) }, (_, index) => {
    const at = 0x2d0 + index * 20;
    const start = Number(view.getBigUint64(at, true));
    return {
      start,
      end: start + Number(view.getBigUint64(at + 8, true)),
      type: view.getUint32(at + 16, true),
    };
  });
};

const efiInfoOf = (bootParams: Uint8Array) =>
  bootParams.subarray(EFI_INFO_OFFSET, EFI_INFO_OFFSET + EFI_INFO_SIZE);

const recorded = recordedEfiBoots('x86_64');

describe('recorded x86 machines', () => {
  it('are there', () => {
    expect(recorded.length).toBeGreaterThanOrEqual(12);
  });

  describe.each(recorded)('$name', ({ name, dmesg, efi }) => {
    const map = efi.descriptors;
    const bootParams = captureFile(name, 'boot_params.bin');

    it('section 13 prints every map line back as it was, before and after SetVirtualAddressMap', () => {
      const lines = dmesg.filter((line) => /^efi: mem\d/.test(line));
      expect([
        ...map.map(formatX86MemoryMapLine),
        ...efi.runtimeDescriptors.map(formatX86MemoryMapLine),
      ]).toEqual(lines);
    });

    it('section 13 prints tables and memattr lines back as they were', () => {
      expect(dmesg).toContain(formatConfigurationTableLine(efi.configurationTables));
      const memattr = dmesg.filter((line) => /^efi: memattr: !? 0x/.test(line));
      expect(memattr.length).toBeGreaterThan(0);
      expect(efi.memoryAttributes.map(formatMemoryAttributesLine)).toEqual(memattr);
    });

    it('section 12.1 converts to the e820 map that the stub made', () => {
      const { table, extension } = stubE820(map, OPTIONS);
      const printed = dmesg.filter((line) => line.startsWith('BIOS-e820:')).map(e820Line);
      expect(printed.length).toBeGreaterThan(10);
      expect(table).toEqual(printed);
      expect(table).toEqual(e820OfBootParams(bootParams));
      expect(extension).toEqual([]);
    });

    it('section 12.2 finds the map of that size in efi_info', () => {
      const info = parseEfiInfo(efiInfoOf(bootParams));
      expect(info).toMatchObject({ loaderSignature: EFI_LOADER_SIGNATURE.EL64, descriptorVersion: 1 });
      expect(info.memoryMapSize).toBe(map.length * info.descriptorSize);
      expect(serialiseEfiInfo(info)).toEqual(Uint8Array.from(efiInfoOf(bootParams)));
    });

    it('B4 reserves boot services as the kernel did, and V7 maps what the kernel mapped, in its order', () => {
      const lines = dmesg.filter((line) => line.includes('efi_reserve_boot_services'));
      const configuration = dmesg.indexOf('MEMBLOCK configuration:');
      const before = dmesg.slice(configuration, dmesg.indexOf(lines[0] ?? ''));
      const ranges = (prefix: string) => before.filter((line) => line.startsWith(prefix)).map(rangeInLine);
      const { table } = stubE820(map, OPTIONS);
      const { reserve, map: tagged } = reserveBootServices(map, {
        reserved: [...ranges(' reserved[0x'), ...ranges('memblock_reserve: ')],
        ram: table.filter(({ type }) => type === E820_TYPE.ram).map(bare),
        kernel: { start: 0, end: 0 },
      });
      expect(lines.length).toBeGreaterThan(50);
      expect(reserve).toEqual(lines.map(rangeInLine));
      const mapped = x86VirtualMap(tagged);
      expect(mapped.map((entry) => ({ ...entry, virtualStart: 0n }))).toEqual(efi.runtimeDescriptors);
      // 4 MiB of flash below 4 GiB goes first, right under the top of the window.
      expect(mapped[0]).toMatchObject({ physicalStart: 0xffc0_0000n, virtualStart: 0xffff_fffe_ffc0_0000n });
    });

    it('R2 accepts the entries that Linux accepted', () => {
      for (const { descriptor, valid } of efi.memoryAttributes) {
        expect(rejectMemoryAttributesEntry(descriptor, map) === undefined).toBe(valid);
      }
    });
  });

  it('J1 J2 reads the SETUP_EFI node that kexec_file_load wrote', () => {
    const segment = captureFile('x86_64-efi-load', 'seg-3-1.bin');
    const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
    // The segment was loaded at 0x99000; the setup header points to the node by physical address.
    const node = Number(view.getBigUint64(0x250, true)) - 0x9_9000;
    expect(view.getUint32(node + 8, true)).toBe(SETUP_EFI_TYPE);
    expect(view.getUint32(node + 12, true)).toBe(SETUP_EFI_SIZE);
    const payload = segment.subarray(node + 16, node + 16 + SETUP_EFI_SIZE);
    const setup = parseSetupEfi(payload);
    expect(setup).toEqual({
      firmwareVendor: 0x7f52_aa18n,
      runtime: 0n,
      tables: 0x7f5e_bc98n,
      smbios: 0x7f52_0000n,
    });
    expect(serialiseSetupEfi(setup)).toEqual(Uint8Array.from(payload));
    for (let length = 0; length < SETUP_EFI_SIZE; length += 1) {
      expect(() => parseSetupEfi(payload.subarray(0, length))).toThrow(/cut off/);
    }
  });
});
