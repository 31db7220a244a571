import { describe, expect, it } from 'vitest';
import { refuse, succeed } from '@warmboot/core';
import type { KexecBuffer, KexecBuffers, LoadRequest } from '@warmboot/core/plugin';
import { fileLoad } from '@warmboot/core/plugin';

const place = { align: 4096, min: 0, max: Infinity, topDown: true };

/** Gives everything the same place, and keeps what was asked for. */
const buffersAt = (at: number | undefined) => {
  const asked: KexecBuffer[] = [];
  const buffers: Partial<KexecBuffers> = {
    add: (buffer) => {
      asked.push(buffer);
      return at === undefined ? refuse('EADDRNOTAVAIL', 'no hole') : succeed(at);
    },
  };
  return { asked, buffers: buffers as KexecBuffers };
};

const requestWith = (fileSize: number | undefined) =>
  ({ initrd: fileSize === undefined ? undefined : { fileSize } }) as LoadRequest;

describe('parts of a kexec_file_load', () => {
  it('a blob is as large as it is, or has room to grow', () => {
    const { asked, buffers } = buffersAt(0x8000);
    const bytes = new Uint8Array(100);
    expect(fileLoad.addBlob(buffers, 'dtb', bytes, place)).toEqual(succeed({ start: 0x8000, end: 0x8064 }));
    expect(fileLoad.addBlob(buffers, 'elfcorehdr', bytes, place, 0x1000)).toEqual(
      succeed({ start: 0x8000, end: 0x9000 }),
    );
    expect(asked).toEqual([
      { kind: 'dtb', bytes, bufsz: 100, memsz: 100, ...place },
      { kind: 'elfcorehdr', bytes, bufsz: 100, memsz: 0x1000, ...place },
    ]);
  });

  it('an initrd ends with its last byte; without one nothing is placed', () => {
    const { asked, buffers } = buffersAt(0x8000);
    expect(fileLoad.addInitrd(buffers, requestWith(5000), place)).toEqual(
      succeed({ start: 0x8000, end: 0x9388 }),
    );
    expect(fileLoad.addInitrd(buffers, requestWith(undefined), place)).toEqual(succeed(undefined));
    expect(asked).toHaveLength(1);
  });

  it('what finds no hole is refused as the search refused it', () => {
    const { buffers } = buffersAt(undefined);
    const refused = { ok: false, errno: 'EADDRNOTAVAIL' };
    expect(fileLoad.addBlob(buffers, 'dtb', new Uint8Array(1), place)).toMatchObject(refused);
    expect(fileLoad.addInitrd(buffers, requestWith(1), place)).toMatchObject(refused);
  });
});
