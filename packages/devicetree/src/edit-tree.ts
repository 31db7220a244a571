import type { DeviceNode, DeviceTree, Reservation } from './device-tree.js';
import { checkNodeName, checkPropertyName } from './names.js';
import { findTrail, matchesComponent, propertyOf } from './node-path.js';

/**
 * Sets a property of the node at `path`. One that exists keeps its place; a new one becomes the first of its node,
 * where libfdt puts it too.
 *
 * @throws TypeError when there is no such node or `name` cannot name a property
 */
export const setProperty = (tree: DeviceTree, path: string, name: string, value: Uint8Array): DeviceTree => {
  checkPropertyName(name);
  const property = { name, value: value.slice() };
  return editNode(tree, path, (node) => {
    const index = node.properties.findIndex((existing) => existing.name === name);
    return {
      ...node,
      properties: index < 0 ? [property, ...node.properties] : node.properties.with(index, property),
    };
  });
};

/** Removes a property. A tree without it comes back as it was. @throws TypeError when there is no such node */
export const deleteProperty = (tree: DeviceTree, path: string, name: string): DeviceTree =>
  editNode(tree, path, (node) => {
    const property = propertyOf(node, name);
    return property === undefined
      ? node
      : { ...node, properties: node.properties.filter((other) => other !== property) };
  });

/**
 * Adds a node, with all that is in it, as the first child of the node at `parentPath`, where libfdt puts it too.
 *
 * @throws TypeError when there is no such parent, or a child that `node.name` already means
 */
export const addNode = (tree: DeviceTree, parentPath: string, node: DeviceNode): DeviceTree => {
  checkNodeName(node.name);
  return editNode(tree, parentPath, (parent) => {
    const sibling = parent.children.find(({ name }) => matchesComponent(name, node.name));
    if (sibling !== undefined) throw new TypeError(`${parentPath} already has a node ${sibling.name}`);
    return { ...parent, children: [node, ...parent.children] };
  });
};

/** Removes a node and all that is in it. @throws TypeError when there is no such node, or for the root */
export const removeNode = (tree: DeviceTree, path: string): DeviceTree => {
  const trail = requireTrail(tree, path);
  const removed = trail.at(-1);
  const parent = trail.at(-2);
  if (parent === undefined) throw new TypeError('the root node cannot be removed');
  const rest = { ...parent, children: parent.children.filter((child) => child !== removed) };
  return { ...tree, root: rebuild(trail.slice(0, -1), rest) };
};

/** Appends a reservation to the list. @throws TypeError for an empty one */
export const addReservation = (tree: DeviceTree, reservation: Reservation): DeviceTree => {
  if (reservation.size <= 0n) throw new TypeError('a memory reservation cannot be empty');
  return { ...tree, reservations: [...tree.reservations, { ...reservation }] };
};

/** Removes the first reservation of exactly this address and size. A tree without it comes back as it was. */
export const deleteReservation = (tree: DeviceTree, { address, size }: Reservation): DeviceTree => {
  const index = tree.reservations.findIndex((entry) => entry.address === address && entry.size === size);
  return index < 0 ? tree : { ...tree, reservations: tree.reservations.toSpliced(index, 1) };
};

const requireTrail = (tree: DeviceTree, path: string): readonly DeviceNode[] => {
  const trail = findTrail(tree, path);
  if (trail === undefined) throw new TypeError(`the devicetree has no node ${path}`);
  return trail;
};

/**
 * Gives a node another name; its place, and all that is in it, stay. Paths in `/aliases` and `/__symbols__` are text and stay
 * as well.
 *
 * @throws TypeError when there is no such node, for the root, or when a sibling has the name already
 */
export const renameNode = (tree: DeviceTree, path: string, name: string): DeviceTree => {
  checkNodeName(name);
  const trail = requireTrail(tree, path);
  const node = trail.at(-1);
  const parent = trail.at(-2);
  if (node === undefined || parent === undefined) throw new TypeError('the root node has no name to change');
  const sibling = parent.children.find((other) => other !== node && matchesComponent(other.name, name));
  if (sibling !== undefined) throw new TypeError(`${path} has a sibling ${sibling.name} already`);
  return { ...tree, root: rebuild(trail, { ...node, name }) };
};

/** A tree in which the node at `path` is replaced; the same tree when `edit` gives the same node back. */
export const editNode = (
  tree: DeviceTree,
  path: string,
  edit: (node: DeviceNode) => DeviceNode,
): DeviceTree => {
  const trail = requireTrail(tree, path);
  const before = trail.at(-1) ?? tree.root;
  const after = edit(before);
  return after === before ? tree : { ...tree, root: rebuild(trail, after) };
};

/** Copies the path from the root to a replaced node; everything beside it is shared. */
const rebuild = (trail: readonly DeviceNode[], replacement: DeviceNode): DeviceNode => {
  let node = replacement;
  for (let level = trail.length - 2; level >= 0; level--) {
    const parent = trail[level] as DeviceNode;
    const old = trail[level + 1];
    node = {
      ...parent,
      children: parent.children.with(parent.children.indexOf(old as DeviceNode), node),
    };
  }
  return node;
};
