import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { scratchFolder } from '../scratch.js';
import { refusalIn } from '../warmboot.js';

const STORY = fileURLToPath(new URL('../../../../examples/thread.yaml', import.meta.url));

const folder = scratchFolder();

/** What the command says before any guest starts. */
const refusal = (...argv: string[]): Promise<string> => refusalIn(folder.path, ...argv);

/** As much of an arm64 Image as tells what it is. */
const image = (): Uint8Array => {
  const bytes = new Uint8Array(64);
  bytes.set(new TextEncoder().encode('ARMd'), 56);
  return bytes;
};

it('tells a file that is no kernel, and what would be one', async () => {
  const file = folder.write('garbage', new Uint8Array(1000).fill(7));
  expect(await refusal('verify', STORY, '--kernel', file)).toBe(
    'warmboot: garbage is no kernel that QEMU boots; a build leaves one at arch/arm64/boot/Image for arm64, arch/x86/boot/bzImage for x86_64',
  );
});

it('tells a kernel of another architecture', async () => {
  const file = folder.write('Image', image());
  expect(await refusal('verify', STORY, '--arch', 'x86_64', '--kernel', file)).toBe(
    'warmboot: Image is a kernel of arm64, not of x86_64',
  );
});

it('wants every kernel of several', async () => {
  const file = folder.write('Image', image());
  const other = folder.write('other', new Uint8Array(10));
  const words = await refusal('verify', STORY, '--jobs', '2', '--kernel', `${other},${file}`);
  expect(words).toMatch(/^warmboot: other is no kernel that QEMU boots/);
});

it('does not begin a recording where its folder is there already', async () => {
  const file = folder.write('Image', image());
  expect(await refusal('record', STORY, '--kernel', file, '-o', folder.path)).toMatch(
    /exists: a recording is written into a folder of its own$/,
  );
});
