import { type DeviceNode, type DeviceTree, type VisitedNode, walkNodes } from './device-tree.js';
import { aliasTarget, propertyOf } from './node-path.js';

/** The phandle of a node, or nothing where it has none that could be one: what libfdt and Linux find, never an error. */
export const usablePhandle = (node: DeviceNode): number | undefined => {
  const value = (propertyOf(node, 'phandle') ?? propertyOf(node, 'linux,phandle'))?.value;
  if (value?.length !== 4) return undefined;
  const phandle = new DataView(value.buffer, value.byteOffset, 4).getUint32(0);
  return phandle === 0 || phandle === 0xffff_ffff ? undefined : phandle;
};

/** The node that has a phandle, with its path; the first one in a tree where two have it. */
export const nodeByPhandle = (tree: DeviceTree, phandle: number): VisitedNode | undefined => {
  for (const visit of walkNodes(tree)) if (usablePhandle(visit.node) === phandle) return visit;
  return undefined;
};

/** The nodes whose `compatible` lists a string, parents before children. Devicetree Specification v0.4, 2.3.1. */
export const nodesCompatibleWith = (tree: DeviceTree, compatible: string): VisitedNode[] =>
  [...walkNodes(tree)].filter(({ node }) => compatibleStrings(node).includes(compatible));

const compatibleStrings = (node: DeviceNode): string[] => {
  const value = propertyOf(node, 'compatible')?.value;
  return value === undefined ? [] : String.fromCharCode(...value.subarray(0, MAX_COMPATIBLE)).split('\0');
};

/** Bytes of `compatible` that are looked at. */
const MAX_COMPATIBLE = 4096;

/**
 * What `/aliases` calls which path, in its order. Values that are no path are left out: `phandle` may stand among them.
 * Devicetree Specification v0.4, 3.3.
 */
export const aliasesOf = (tree: DeviceTree): Map<string, string> => {
  const aliases = tree.root.children.find(({ name }) => name === 'aliases');
  const paths = new Map<string, string>();
  for (const { name, value } of aliases?.properties ?? []) {
    const path = aliasTarget(value);
    if (path !== undefined) paths.set(name, path);
  }
  return paths;
};
