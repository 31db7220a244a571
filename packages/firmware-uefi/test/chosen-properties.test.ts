import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readUefiChosen,
  SECURE_BOOT_MODE,
  UEFI_CHOSEN_PROPERTY_NAMES,
  uefiChosenProperties,
  type DevicetreeProperty,
  type UefiBootParameters,
} from '@warmboot/firmware-uefi';
import { captureFile, recordedEfiBoots } from './recorded-boot.js';

const lookup = (properties: readonly DevicetreeProperty[]) => {
  const byName = new Map(properties.map(({ name, value }) => [name, value]));
  return (name: string) => byName.get(name);
};

/** Every property of a flattened tree whose only node with properties of these names is /chosen. */
const propertiesOfDtb = (dtb: Uint8Array): readonly DevicetreeProperty[] => {
  const view = new DataView(dtb.buffer, dtb.byteOffset, dtb.byteLength);
  const strings = view.getUint32(12);
  const properties: DevicetreeProperty[] = [];
  for (let at = view.getUint32(8); view.getUint32(at) !== 9;) {
    const token = view.getUint32(at);
    at += 4;
    if (token === 1) {
      while (dtb[at] !== 0) at += 1;
      at = (at + 4) & ~3;
    } else if (token === 3) {
      const length = view.getUint32(at);
      const nameAt = strings + view.getUint32(at + 4);
      const name = new TextDecoder().decode(dtb.subarray(nameAt, dtb.indexOf(0, nameAt)));
      properties.push({ name, value: Uint8Array.from(dtb.subarray(at + 8, at + 8 + length)) });
      at = (at + 8 + length + 3) & ~3;
    }
  }
  return properties;
};

const sample: UefiBootParameters = {
  systemTable: 0x7ffd_0018,
  memoryMapAddress: 0x7c43_eac0,
  memoryMapSize: 0x600,
  descriptorSize: 48,
  descriptorVersion: 1,
  secureBoot: SECURE_BOOT_MODE.disabled,
};

describe('/chosen as the stub writes it', () => {
  it('section 9 round-trips', () => {
    const u32 = fc.nat({ max: 0xffff_ffff });
    const address = fc.maxSafeNat();
    const parameters = fc.record({
      systemTable: address,
      memoryMapAddress: address,
      memoryMapSize: u32,
      descriptorSize: u32,
      descriptorVersion: u32,
      secureBoot: u32,
    });
    fc.assert(
      fc.property(parameters, (written) => {
        const result = readUefiChosen(lookup(uefiChosenProperties(written)));
        expect(result).toEqual({ found: true, parameters: written });
      }),
    );
  });

  it('section 9 has addresses in two cells and sizes in one, big-endian', () => {
    const property = lookup(uefiChosenProperties({ ...sample, bootargs: 'quiet ä', kaslrSeed: 0x1122n }));
    expect([...(property('linux,uefi-mmap-start') ?? [])]).toEqual([0, 0, 0, 0, 0x7c, 0x43, 0xea, 0xc0]);
    expect([...(property('linux,uefi-mmap-size') ?? [])]).toEqual([0, 0, 6, 0]);
    expect([...(property('kaslr-seed') ?? [])]).toEqual([0, 0, 0, 0, 0, 0, 0x11, 0x22]);
    expect(new TextDecoder().decode(property('bootargs'))).toBe('quiet ä\0');
    for (const text of ['é', '→', '𝄞', 'plain']) {
      const bytes = lookup(uefiChosenProperties({ ...sample, bootargs: text }))('bootargs');
      expect([...(bytes ?? [])]).toEqual([...new TextEncoder().encode(`${text}\0`)]);
    }
  });

  const captures = recordedEfiBoots('arm64').filter(({ efi }) => efi.style !== undefined);

  it.each(captures)('section 9 reads and rewrites the devicetree of $name', ({ name, efi }) => {
    const recorded = propertiesOfDtb(captureFile(name, 'fdt.dtb'));
    const result = readUefiChosen(lookup(recorded), { secureBootRequired: true });
    expect(result).toEqual({ found: true, parameters: efi.parameters });
    const written = uefiChosenProperties(efi.parameters as UefiBootParameters);
    const names = new Set(UEFI_CHOSEN_PROPERTY_NAMES);
    expect(new Map(written.map(({ name: key, value }) => [key, value]))).toEqual(
      new Map(recorded.filter((entry) => names.has(entry.name)).map(({ name: key, value }) => [key, value])),
    );
  });
});

describe('/chosen as the kernel reads it', () => {
  const without = (missing: string) =>
    lookup(uefiChosenProperties(sample).filter(({ name }) => name !== missing));

  it('H4 finds no UEFI without the system table', () => {
    expect(readUefiChosen(() => undefined)).toMatchObject({ found: false, log: 'efi: UEFI not found.' });
  });

  it.each(UEFI_CHOSEN_PROPERTY_NAMES.slice(1, 5))('H4 ignores EFI without %s', (missing) => {
    expect(readUefiChosen(without(missing))).toEqual({
      found: false,
      missing,
      log: `efi: Can't find property '${missing}' in DT!`,
    });
  });

  it('H4 needs the secure boot property only when the kernel has lockdown patches', () => {
    const property = without('linux,uefi-secure-boot');
    const { secureBoot: _, ...rest } = sample;
    expect(readUefiChosen(property)).toEqual({ found: true, parameters: rest });
    expect(readUefiChosen(property, { secureBootRequired: true }).found).toBe(false);
  });

  it('H4 takes cells of either size and saturates 32-bit targets', () => {
    const read = (name: string, bytes: readonly number[]) => {
      const property = lookup([...uefiChosenProperties(sample), { name, value: Uint8Array.from(bytes) }]);
      const result = readUefiChosen(property);
      return result.found ? result.parameters : undefined;
    };
    expect(read('linux,uefi-system-table', [0, 0, 0x10, 0])?.systemTable).toBe(0x1000);
    expect(read('linux,uefi-mmap-size', [0, 0, 0, 1, 0, 0, 0, 0])?.memoryMapSize).toBe(2 ** 32);
    expect(read('linux,uefi-secure-boot', [0, 0, 0, 1, 0, 0, 0, 0])?.secureBoot).toBe(0xffff_ffff);
  });

  it.each([
    ['linux,uefi-mmap-size', [1, 2, 3], /linux,uefi-mmap-size is 3 bytes/],
    ['linux,uefi-mmap-start', [0xff, 0, 0, 0, 0, 0, 0, 0], /linux,uefi-mmap-start is 0xff0{14}/],
  ])('refuses %s of %j', (name, bytes, message) => {
    const property = lookup([...uefiChosenProperties(sample), { name, value: Uint8Array.from(bytes) }]);
    expect(() => readUefiChosen(property)).toThrow(message);
  });
});
