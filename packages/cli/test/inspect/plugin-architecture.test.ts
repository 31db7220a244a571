import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { scratchFolder } from '../scratch.js';
import { warmboot } from '../warmboot.js';

const RISCV64 = fileURLToPath(new URL('../../../../examples/arch-riscv64/', import.meta.url));

const { write } = scratchFolder();

/** The header of a riscv64 Image without an EFI stub: nothing but its own architecture knows it. */
const image = (): Uint8Array => {
  const file = new Uint8Array(4096);
  const view = new DataView(file.buffer);
  view.setBigUint64(8, 0x20_0000n, true);
  view.setBigUint64(16, 0x170_0000n, true);
  view.setUint32(32, 2, true);
  file.set(new TextEncoder().encode('RISCV\0\0\0RSC\u0005'), 48);
  return file;
};

it('asks every architecture that is loaded, those of plugins too', async () => {
  const file = write('Image', image());
  const unknown = await warmboot('inspect', file);
  expect(unknown.status).toBe(2);
  const known = await warmboot('inspect', file, '--plugin', RISCV64);
  expect(known).toMatchObject({ status: 0, err: '' });
  expect(known.out).toMatch(/^riscv64 Image\n/);
  expect(known.out).toContain('bzImage');
});
