import { bareHex } from '@warmboot/address';
import { BUSY_MEM } from '../../src/resource/flags.js';
import { insertResource } from '../../src/resource/insert-resource.js';
import { preorder } from '../../src/resource/preorder.js';
import { makeResource, type Resource, type ResourceSpec } from '../../src/resource/resource.js';
import {
  findResourcePath,
  emptyResourceTree,
  type ResourcePath,
  type ResourceTree,
} from '../../src/resource/tree.js';

/** A node for a test: what is not said is busy memory. */
export const node = (start: number, end: number, name = 'x', rest: Partial<ResourceSpec> = {}): Resource =>
  makeResource({ start, end, name, flags: BUSY_MEM, ...rest });

/** A tree with these nodes, each put where it fits. */
export const treeOf = (...nodes: Resource[]): ResourceTree =>
  nodes.reduce((tree, each) => {
    const result = insertResource(tree, each);
    if (!result.ok) throw new Error(`the test's tree is impossible: ${each.name}`);
    return result.tree;
  }, emptyResourceTree());

/** One line per node, `  1000-2000 name`, half-open: what a test compares. */
export const outline = (tree: ResourceTree): string[] =>
  [...preorder(tree.root)].map(
    ({ resource, depth }) =>
      `${'  '.repeat(depth)}${bareHex(resource.start)}-${bareHex(resource.end)} ${resource.name}`,
  );

/** Everything that a node holds, for comparing whole trees. */
export const everything = (tree: ResourceTree): unknown[] =>
  [...preorder(tree.root)].map(({ resource: { start, end, name, flags, desc }, depth }) => ({
    depth,
    start,
    end,
    name,
    flags,
    desc,
  }));

/** The path of the node with this name and range. */
export const pathOf = (tree: ResourceTree, start: number, end: number, name?: string): ResourcePath => {
  const path = findResourcePath(tree, { start, end }, (each) => name === undefined || each.name === name);
  if (path === undefined) throw new Error('the test looks for a node that is not there');
  return path;
};
