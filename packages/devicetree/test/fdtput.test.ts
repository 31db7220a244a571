import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeviceTree, findNode, FlatTree, serialiseDtb, walkNodes } from '@warmboot/devicetree';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arbitraryTree, NODE_NAMES, PROPERTY_NAMES } from './arbitrary-tree.js';
import { hasTool, unless } from './external-tool.js';

/** One edit, as fdtput takes it on its command line and as FlatTree makes it. */
interface Edit {
  readonly arguments: (file: string) => string[];
  readonly edit: (flat: FlatTree) => FlatTree;
}

const steps = fc.record({
  kind: fc.constantFrom('set', 'set', 'delete', 'add', 'remove'),
  pick: fc.nat(),
  property: fc.constantFrom(...PROPERTY_NAMES, 'linux,initrd-start', 'start'),
  node: fc.constantFrom(...NODE_NAMES),
  // Whole words: fdtput does not clear the padding behind a value.
  value: fc
    .uint8Array({ minLength: 1, maxLength: 5 })
    .map((bytes) => Uint8Array.from([...bytes, ...bytes, ...bytes, ...bytes])),
});

/** `/memory/x` means a child of `memory@0` when that comes first: such nodes have no path of their own. */
const pathsOf = (tree: DeviceTree): string[] =>
  [...walkNodes(tree)].filter(({ path, node }) => findNode(tree, path) === node).map(({ path }) => path);
const ends = (path: string, name: string) => (path === '/' ? `/${name}` : `${path}/${name}`);

const editOf = (
  flat: FlatTree,
  step: typeof steps extends fc.Arbitrary<infer T> ? T : never,
): Edit | undefined => {
  const paths = pathsOf(flat.toTree());
  const path = paths[step.pick % paths.length] ?? '/';
  switch (step.kind) {
    case 'set':
      return {
        arguments: (file) => [
          '-t',
          'bx',
          file,
          path,
          step.property,
          ...Array.from(step.value, (byte) => byte.toString(16)),
        ],
        edit: (tree) => tree.setProperty(path, step.property, step.value),
      };
    case 'delete':
      return flat.getProperty(path, step.property) === undefined
        ? undefined
        : {
            arguments: (file) => ['-d', file, path, step.property],
            edit: (tree) => tree.deleteProperty(path, step.property),
          };
    case 'add':
      return flat.hasNode(ends(path, step.node))
        ? undefined
        : {
            arguments: (file) => ['-c', file, ends(path, step.node)],
            edit: (tree) => tree.addSubnode(path, step.node),
          };
    default:
      return path === '/'
        ? undefined
        : { arguments: (file) => ['-r', file, path], edit: (tree) => tree.deleteNode(path) };
  }
};

describe.skipIf(!hasTool('fdtput'))(`FlatTree against libfdt, through fdtput${unless('fdtput')}`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'warmboot-fdtput-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('gives the same bytes after any edits', () => {
    const file = join(folder, 'edited.dtb');
    fc.assert(
      fc.property(arbitraryTree, fc.array(steps, { minLength: 1, maxLength: 6 }), (tree, sequence) => {
        let flat = FlatTree.open(serialiseDtb({ ...tree, version: 17 }));
        writeFileSync(file, flat.toBytes());
        for (const step of sequence) {
          const edit = editOf(flat, step);
          if (edit === undefined) continue;
          execFileSync('fdtput', edit.arguments(file), { stdio: 'pipe' });
          flat = edit.edit(flat.resize(flat.totalSize + 1024)).pack();
          expect(new Uint8Array(readFileSync(file)), edit.arguments('blob').join(' ')).toEqual(
            flat.toBytes(),
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});
