import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { captureFiles } from '@warmboot/answers';
import { describe, expect, test } from 'vitest';
import { openedOn } from '../../src/studio/opened-on.js';
import { scratchFolder } from '../scratch.js';

const scratch = scratchFolder();

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(scratch.path, name);
  writeFileSync(path, content);
  return path;
};

/** The files that a page gets of a script. */
const given = async (path: string) => {
  const script = (await openedOn(path)).beside.get('/brought.js')!;
  const url = `data:text/javascript;base64,${Buffer.from(script).toString('base64')}`;
  const { brought } = (await import(url)) as { brought: { name: string; base64: string; size?: number }[] };
  return brought.map(({ name, base64, ...rest }) => ({
    name,
    bytes: new Uint8Array(Buffer.from(base64, 'base64')),
    ...rest,
  }));
};

describe('what the page is opened on', () => {
  test.each([
    ['story.yaml', 'name: one'],
    ['story.json', '{ "steps": ["load"] }'],
    ['story', 'name: one\nsteps: [load]'],
  ])('%s is a scenario, in the address', async (name, text) => {
    const { hash, beside } = await openedOn(file(name, text));
    expect(hash).toMatch(/^#story\?scenario=[\w-]+$/);
    expect(beside.size).toBe(0);
  });

  test('a kernel, a map or a log is given to the view of what somebody brings, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, index) => (index * 7) % 256);
    expect((await openedOn(file('Image', bytes))).hash).toBe('#bring?given=yes');
    expect(await given(file('Image', bytes))).toEqual([{ name: 'Image', bytes }]);
    const map = '00100000-7ffdffff : System RAM\n';
    expect(await given(file('iomem.txt', map))).toEqual([
      { name: 'iomem.txt', bytes: new TextEncoder().encode(map) },
    ]);
  });

  test('a folder is given as the tar of a capture', async () => {
    const folder = join(scratch.path, 'machine');
    mkdirSync(join(folder, 'proc'), { recursive: true });
    writeFileSync(join(folder, 'proc', 'iomem'), '00100000-7ffdffff : System RAM\n');
    const [tar] = await given(folder);
    expect(tar!.name).toBe('machine.tar');
    const files = await captureFiles(tar!.bytes, tar!.name);
    expect(new TextDecoder().decode(files.get('proc/iomem'))).toBe('00100000-7ffdffff : System RAM\n');
  });

  test('nothing is the page as it opens', async () => {
    expect(await openedOn(undefined)).toEqual({ hash: '', beside: new Map() });
  });
});
