import type { DeviceNode, DeviceTree, Property } from './device-tree.js';
import { decodeName } from './names.js';

/** A path taken apart: where it starts, and the names below it. */
export interface NodePath {
  /** Set when the path starts with an alias instead of `/`. */
  readonly alias: string | undefined;
  readonly components: readonly string[];
}

/** `/soc/serial@0` starts at the root, `serial0/port` at the node that /aliases calls `serial0`. Doubled slashes count once. */
export const splitPath = (path: string): NodePath => {
  const components = path.split('/').filter((component) => component !== '');
  return path.startsWith('/')
    ? { alias: undefined, components }
    : { alias: components[0] ?? '', components: components.slice(1) };
};

/** True when `component` names this node. Without a unit address it names the first node with any unit address. */
export const matchesComponent = (nodeName: string, component: string): boolean =>
  nodeName === component ||
  (!component.includes('@') &&
    nodeName.length > component.length &&
    nodeName[component.length] === '@' &&
    nodeName.startsWith(component));

/** As many names as can be nested, each as long as it can be. */
const MAX_ALIAS_LENGTH = 64 * 256;

/** The absolute path in an alias property's value, or nothing when it is none. Devicetree Specification v0.4, 3.3. */
export const aliasTarget = (value: Uint8Array | undefined): string | undefined => {
  if (value === undefined || value.length < 2 || value.length > MAX_ALIAS_LENGTH || value.at(-1) !== 0)
    return undefined;
  const path = decodeName(value.subarray(0, value.indexOf(0)));
  return path.startsWith('/') ? path : undefined;
};

const childNamed = (node: DeviceNode, component: string): DeviceNode | undefined =>
  node.children.find(({ name }) => matchesComponent(name, component));

const descend = (from: DeviceNode, components: readonly string[]): DeviceNode[] | undefined => {
  const trail = [from];
  let node = from;
  for (const component of components) {
    const child = childNamed(node, component);
    if (child === undefined) return undefined;
    trail.push(child);
    node = child;
  }
  return trail;
};

/** The nodes from the root down to the one at `path`, or nothing when there is none. */
export const findTrail = (tree: DeviceTree, path: string): readonly DeviceNode[] | undefined => {
  const { alias, components } = splitPath(path);
  if (alias === undefined) return descend(tree.root, components);
  const aliases = childNamed(tree.root, 'aliases');
  const target = aliasTarget(aliases && propertyOf(aliases, alias)?.value);
  // An alias stands for an absolute path, never for another alias.
  return target === undefined
    ? undefined
    : descend(tree.root, [...splitPath(target).components, ...components]);
};

/** The first property of that name: a node should have only one. */
export const propertyOf = (node: DeviceNode, name: string): Property | undefined =>
  node.properties.find((property) => property.name === name);

/**
 * The node at a path: `/chosen`, `/memory@40000000`, `/memory` (the first with any unit address), or an alias
 * (`serial0`, `serial0/port`).
 */
export const findNode = (tree: DeviceTree, path: string): DeviceNode | undefined =>
  findTrail(tree, path)?.at(-1);

/** The property `name` of the node at `path`; nothing when either is missing. */
export const findProperty = (tree: DeviceTree, path: string, name: string): Property | undefined => {
  const node = findNode(tree, path);
  return node && propertyOf(node, name);
};

/** The absolute path of the last node of a trail from the root. */
export const pathOfTrail = (trail: readonly DeviceNode[]): string =>
  `/${trail
    .slice(1)
    .map(({ name }) => name)
    .join('/')}`;
