import { describe, expect, it } from 'vitest';
import { rangeAt } from '@warmboot/address';
import {
  edk2Boot,
  MEMORY_ATTRIBUTE,
  MEMORY_TYPE,
  parseMemoryMap,
  readUefiChosen,
} from '@warmboot/firmware-uefi';

const { RUNTIME, UC, WB } = MEMORY_ATTRIBUTE;
const types = MEMORY_TYPE;

const { map, chosen } = edk2Boot({
  ramEnd: 0x8000_0000,
  marks: [
    [types.conventional, 0x4000_0000, WB],
    [types.loaderData, 0x7000_0000, WB],
    [types.loaderCode, 0x7000_0000, WB],
    [types.runtimeServicesData, 0x7fff_f000, WB | RUNTIME],
  ],
  mmio: [{ range: rangeAt(0x901_0000, 0x1000), attribute: UC | RUNTIME }],
  stub: { cmdline: 'quiet', systemTable: 0x7fff_f018, memoryMapAddress: 0x7000_0000 },
});

describe('what EDK2 and the EFI stub leave', () => {
  it('every mark lasts to the next, the last to the end of RAM; of two at one place the last counts', () => {
    const { descriptors } = parseMemoryMap(map, { descriptorSize: 48 });
    expect(
      descriptors.map(({ type, physicalStart, numberOfPages, attribute }) => [
        type,
        physicalStart,
        numberOfPages,
        attribute,
      ]),
    ).toEqual([
      [types.conventional, 0x4000_0000n, 0x3_0000n, WB],
      [types.loaderCode, 0x7000_0000n, 0xffffn, WB],
      [types.runtimeServicesData, 0x7fff_f000n, 1n, WB | RUNTIME],
      [types.mmio, 0x901_0000n, 1n, UC | RUNTIME],
    ]);
  });

  it('firmware-uefi 9: /chosen says where the map is and how it is laid out', () => {
    const valueOf = (name: string) => chosen.find((property) => property.name === name)?.value;
    expect(readUefiChosen(valueOf)).toMatchObject({
      found: true,
      parameters: {
        systemTable: 0x7fff_f018,
        memoryMapAddress: 0x7000_0000,
        memoryMapSize: map.length,
        descriptorSize: 48,
        descriptorVersion: 1,
      },
    });
    expect(chosen[0]?.name).toBe('bootargs');
  });
});
