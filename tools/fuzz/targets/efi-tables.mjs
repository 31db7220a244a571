// The tables around an EFI memory map, those of Linux too.
import * as uefi from '@warmboot/firmware-uefi';
import { mutateBytes, mutateNumbers } from '../mutate/bytes.mjs';

const tables = uefi.serialiseConfigurationTables(
  Object.values(uefi.CONFIGURATION_TABLE_GUID).map((guid, index) => ({
    guid,
    address: BigInt(index) << 12n,
  })),
);
const reserved = uefi.serialiseMemoryReserveNode({
  capacity: 4,
  reservations: [
    { base: 0x1000n, size: 0x1000n },
    { base: 0x8000n, size: 0x100n },
  ],
  next: 0n,
});
const initrd = uefi.serialiseLinuxInitrd({ base: 0x4000_0000n, size: 0x20_0000n });
const properties = uefi.serialiseRtPropertiesTable({ version: 1, supported: 0x3fff });
const descriptor = {
  type: 5,
  physicalStart: 0x1000n,
  virtualStart: 0n,
  numberOfPages: 4n,
  attribute: 0x8000n,
};
const map = uefi.memoryMapOf([descriptor, { ...descriptor, type: 7 }]);

export const target = {
  room: 'firmware-uefi',
  corpus: () => [
    tables,
    reserved,
    initrd,
    properties,
    uefi.serialiseLinuxBootMemoryMap({ map, mapKey: 7n, bufferSize: 4096n }),
    uefi.serialiseEfiInfo(uefi.parseEfiInfo(Uint8Array.from({ length: 32 }, (_, index) => index))),
    new Uint8Array(120),
  ],
  mutate: (random, input, corpus) => random.of([mutateBytes, mutateNumbers])(random, input, corpus),
  run: (bytes) => [
    () => uefi.parseConfigurationTables(bytes),
    () => uefi.parseSystemTable(bytes),
    () => uefi.parseMemoryAttributesTable(bytes),
    () => uefi.parseRtPropertiesTable(bytes),
    () => uefi.parseLinuxBootMemoryMap(bytes),
    () => uefi.parseLinuxInitrd(bytes),
    () => {
      // A list of one node that may point at itself.
      const node = uefi.parseMemoryReserveNode(bytes);
      const nodes = new Map([
        [node.next, node],
        [0x1000n, node],
      ]);
      uefi.memoryReserveRanges({ root: 0x1000n, nodes });
    },
    () => uefi.parseEfiInfo(bytes),
    () => uefi.parseSetupEfi(bytes),
    () => uefi.readUefiChosen((name) => bytes.subarray(name.length)),
  ],
};
