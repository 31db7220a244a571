import { ByteReader, ByteWriter } from '@warmboot/format';
import { parseMemoryMap, serialiseMemoryMap, type MemoryMap } from '../memory-map/memory-map.js';

const FORMAT = 'LINUX_EFI_BOOT_MEMMAP';
const HEADER_SIZE = 40;

/** The final memory map as the EFI stub leaves it in ACPI reclaim memory (`struct efi_boot_memmap`; spec section 8). */
export interface LinuxBootMemoryMap {
  readonly map: MemoryMap;
  /** The key that ExitBootServices was called with. */
  readonly mapKey: bigint;
  /** Bytes that the stub allocated for the descriptors: the map and its slack. */
  readonly bufferSize: bigint;
}

const byteCount = (reader: ByteReader, offset: number, field: string): number => {
  const value = reader.u64(offset, field);
  if (value <= 0xffff_ffffn) return Number(value);
  throw reader.fault(offset, field, String(value), 'less than 4 GiB');
};

/** @throws FormatError when the table is cut off or its sizes contradict each other */
export const parseLinuxBootMemoryMap = (bytes: Uint8Array): LinuxBootMemoryMap => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  const size = byteCount(reader, 0, 'map_size');
  const descriptorSize = byteCount(reader, 8, 'desc_size');
  const descriptorVersion = reader.u32(16, 'desc_ver');
  const mapKey = reader.u64(24, 'map_key');
  const bufferSize = reader.u64(32, 'buff_size');
  if (BigInt(size) > bufferSize) {
    throw reader.fault(0, 'map_size', String(size), `at most buff_size, ${bufferSize}`);
  }
  const descriptors = reader.slice(HEADER_SIZE, size, 'map');
  return { map: parseMemoryMap(descriptors, { descriptorSize, descriptorVersion }), mapKey, bufferSize };
};

/** Header and descriptors; the slack behind them is not written. */
export const serialiseLinuxBootMemoryMap = ({ map, mapKey, bufferSize }: LinuxBootMemoryMap): Uint8Array => {
  const descriptors = serialiseMemoryMap(map);
  return new ByteWriter('little', HEADER_SIZE + descriptors.length)
    .u64(BigInt(descriptors.length))
    .u64(BigInt(map.descriptorSize))
    .u32(map.descriptorVersion)
    .zeros(4)
    .u64(mapKey)
    .u64(bufferSize)
    .bytes(descriptors)
    .toBytes();
};
