import type { KexecSegment } from '@warmboot/core/plugin';
import type { ReadPhysical } from '../formats/setup-data.js';

/** Reads what loaders left in memory; bytes of a segment after its buffer are zero. */
export const readSegments =
  (segments: readonly KexecSegment[]): ReadPhysical =>
  (address, size) => {
    for (const { mem, memsz, bytes } of segments) {
      if (bytes === undefined) continue;
      const at = address - BigInt(mem);
      if (at < 0n || at + BigInt(size) > BigInt(memsz)) continue;
      const result = new Uint8Array(size);
      result.set(bytes.subarray(Number(at), Number(at) + size));
      return result;
    }
    return undefined;
  };
