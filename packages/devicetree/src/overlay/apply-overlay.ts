import { FormatError } from '@warmboot/format';
import { type DeviceNode, type DeviceTree, type Property, walkNodes } from '../device-tree.js';
import { editNode } from '../edit-tree.js';
import { nodeByPhandle, usablePhandle } from '../find-nodes.js';
import { findNode, findTrail, matchesComponent, pathOfTrail, propertyOf } from '../node-path.js';
import { stringValue } from '../property-value.js';
import { decodeText } from '../text.js';

/**
 * The base with an overlay applied to it, node for node in the order that libfdt gives them: its phandles move above those of
 * the base, `__fixups__` are looked up in the base's `/__symbols__`, every fragment is merged into its target, and its symbols
 * become symbols of the base. libfdt's fdt_overlay.c, fdt_overlay_apply.
 *
 * A node that the base has with a phandle keeps it, as libfdt does from 1.7.1 on: what in the overlay refers to that node follows.
 *
 * @throws FormatError that names the property or node: for an overlay that does not fit the base, and for one that is broken
 *
 * @example
 * const tree = applyOverlay(parseDtb(base), parseDtb(overlay));
 */
export const applyOverlay = (base: DeviceTree, overlay: DeviceTree): DeviceTree => {
  const draft: DeviceTree = { ...overlay, root: copyOf(overlay.root) };
  const delta = highestPhandle(base);
  movePhandles(draft, delta);
  const local = localReferences(draft);
  for (const { value, offset } of local) writeCell(value, offset, (cellAt(value, offset) + delta) >>> 0);
  writeFixups(base, draft);
  const fragments = fragmentsOf(draft);
  const places = placesOf(base);
  keepPhandles(base, places, fragments, local);
  const merged = fragments.reduce((tree, fragment) => {
    const target = targetOf(tree, places, fragment.node);
    return editNode(tree, target, (node) => mergeNodes(node, fragment.overlay));
  }, base);
  return withSymbols(merged, places, draft, fragments);
};

/** The paths of nodes by their phandles: those of the base stay what they are while it is changed. */
type Places = ReadonlyMap<number, string>;

const placesOf = (base: DeviceTree): Places => {
  const places = new Map<number, string>();
  for (const { path, node } of walkNodes(base)) {
    const phandle = usablePhandle(node);
    if (phandle !== undefined && !places.has(phandle)) places.set(phandle, path);
  }
  return places;
};

/** A subnode of the root that has something to merge. */
interface Fragment {
  readonly name: string;
  readonly node: DeviceNode;
  readonly overlay: DeviceNode;
}

/** A cell that holds a phandle. */
interface Cell {
  readonly value: Uint8Array;
  readonly offset: number;
}

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'devicetree overlay', field, found, allowed });

/** Values of this copy may be written to. */
const copyOf = (node: DeviceNode): DeviceNode => ({
  name: node.name,
  properties: node.properties.map(({ name, value }) => ({ name, value: value.slice() })),
  children: node.children.map(copyOf),
});

const viewOf = (value: Uint8Array): DataView =>
  new DataView(value.buffer, value.byteOffset, value.byteLength);

const cellAt = (value: Uint8Array, offset: number): number => viewOf(value).getUint32(offset);

const writeCell = (value: Uint8Array, offset: number, cell: number): void => {
  viewOf(value).setUint32(offset, cell);
};

const highestPhandle = (tree: DeviceTree): number => {
  let highest = 0;
  for (const { node } of walkNodes(tree)) highest = Math.max(highest, usablePhandle(node) ?? 0);
  return highest;
};

const PHANDLES = ['phandle', 'linux,phandle'];

/** Moves the phandles of the overlay above those of the base. */
const movePhandles = (draft: DeviceTree, delta: number): void => {
  for (const { path, node } of walkNodes(draft)) {
    for (const name of PHANDLES) {
      const value = propertyOf(node, name)?.value;
      if (value === undefined) continue;
      const field = `${name} of ${path}`;
      if (value.length !== 4) throw fault(field, `${value.length} bytes long`, '4 bytes');
      const moved = cellAt(value, 0) + delta;
      if (moved >= 0xffff_ffff) {
        throw fault(field, `${cellAt(value, 0)}`, `less than ${0xffff_ffff - delta}: the base has ${delta}`);
      }
      writeCell(value, 0, moved);
    }
  }
};

/** The cells that `__local_fixups__` says hold phandles of the overlay itself. */
const localReferences = (draft: DeviceTree): Cell[] => {
  const cells: Cell[] = [];
  const visit = (node: DeviceNode, fixups: DeviceNode, path: string): void => {
    for (const { name, value } of fixups.properties) {
      const field = `property ${name} of ${path}`;
      const property = propertyOf(node, name);
      if (property === undefined)
        throw fault('__local_fixups__', `${field}, which is not there`, 'properties that are');
      if (value.length % 4 !== 0)
        throw fault('__local_fixups__', `${value.length} bytes for ${field}`, 'whole cells');
      for (let at = 0; at < value.length; at += 4) {
        cells.push(phandleCell('__local_fixups__', property, cellAt(value, at), field));
      }
    }
    for (const child of fixups.children) {
      const there = node.children.find(({ name }) => matchesComponent(name, child.name));
      const below = `${path === '/' ? '' : path}/${child.name}`;
      if (there === undefined)
        throw fault('__local_fixups__', `node ${below}, which is not there`, 'nodes that are');
      visit(there, child, below);
    }
  };
  const fixups = findNode(draft, '/__local_fixups__');
  if (fixups !== undefined) visit(draft.root, fixups, '/');
  return cells;
};

const phandleCell = (list: string, { value }: Property, offset: number, field: string): Cell => {
  if (offset + 4 > value.length) {
    throw fault(list, `offset ${offset} in ${field}`, `4 bytes inside its ${value.length}`);
  }
  return { value, offset };
};

/** Writes the phandles of the base where `__fixups__` wants them. */
const writeFixups = (base: DeviceTree, draft: DeviceTree): void => {
  for (const { name: label, value } of findNode(draft, '/__fixups__')?.properties ?? []) {
    const phandle = phandleOfSymbol(base, label);
    if (value.at(-1) !== 0)
      throw fault(`__fixups__/${label}`, 'a text without its NUL', 'path:property:offset');
    for (const place of decodeText(value.subarray(0, -1)).split('\0')) {
      const { cell } = fixupPlace(draft, label, place);
      writeCell(cell.value, cell.offset, phandle);
    }
  }
};

const phandleOfSymbol = (base: DeviceTree, label: string): number => {
  const symbols = findNode(base, '/__symbols__');
  if (symbols === undefined) {
    throw fault(`__fixups__/${label}`, 'for a base without /__symbols__', 'a base that dtc -@ compiled');
  }
  const value = propertyOf(symbols, label)?.value;
  if (value === undefined)
    throw fault(`__fixups__/${label}`, 'a label that the base does not have', 'its labels');
  const path = textOf(value);
  const node = findNode(base, path);
  const phandle = node && usablePhandle(node);
  if (phandle === undefined) {
    const found = node === undefined ? 'that is not there' : 'without a phandle';
    throw fault(`/__symbols__/${label} of the base`, `${path}, a node ${found}`, 'a node with a phandle');
  }
  return phandle;
};

const FIXUP_PLACE = /^([^:]+):([^:]+):(\d+)$/;

const fixupPlace = (draft: DeviceTree, label: string, place: string): { cell: Cell } => {
  const list = `__fixups__/${label}`;
  const [, path, name, offset] = FIXUP_PLACE.exec(place) ?? [];
  if (path === undefined || name === undefined || offset === undefined) {
    throw fault(list, JSON.stringify(place), 'path:property:offset');
  }
  const node = findNode(draft, path);
  const property = node && propertyOf(node, name);
  if (property === undefined)
    throw fault(list, `property ${name} of ${path}, which is not there`, 'one that is');
  return { cell: phandleCell(list, property, Number(offset), `property ${name} of ${path}`) };
};

const fragmentsOf = (draft: DeviceTree): Fragment[] =>
  draft.root.children.flatMap((node) => {
    const overlay = node.children.find(({ name }) => matchesComponent(name, '__overlay__'));
    return overlay === undefined ? [] : [{ name: node.name, node, overlay }];
  });

/** The path of the node that a fragment changes: by `target`, a phandle, or else by `target-path`. */
const targetOf = (base: DeviceTree, places: Places, fragment: DeviceNode): string => {
  const target = propertyOf(fragment, 'target')?.value;
  if (target !== undefined) {
    if (target.length !== 4) throw fault(`${fragment.name}/target`, `${target.length} bytes long`, '4 bytes');
    const phandle = cellAt(target, 0);
    // A fragment may add the node that a later one changes.
    const path = places.get(phandle) ?? nodeByPhandle(base, phandle)?.path;
    if (path === undefined)
      throw fault(`${fragment.name}/target`, `phandle ${phandle}`, 'a phandle of the base');
    return path;
  }
  const path = writtenPath(fragment);
  if (path === undefined) throw fault(fragment.name, 'without target and target-path', 'one of them');
  const trail = findTrail(base, path);
  if (trail === undefined) throw fault(`${fragment.name}/target-path`, path, 'a node of the base');
  return pathOfTrail(trail);
};

/** Nodes of the base keep their phandles: what the overlay calls them is forgotten. */
const keepPhandles = (
  base: DeviceTree,
  places: Places,
  fragments: readonly Fragment[],
  local: readonly Cell[],
): void => {
  const kept = new Map<number, number>();
  const visit = (there: DeviceNode, node: DeviceNode): void => {
    const old = usablePhandle(there);
    for (const name of PHANDLES) {
      const value = propertyOf(node, name)?.value;
      if (old === undefined || value === undefined) continue;
      kept.set(cellAt(value, 0), old);
      writeCell(value, 0, old);
    }
    for (const child of node.children) {
      const same = there.children.find(({ name }) => matchesComponent(name, child.name));
      if (same !== undefined) visit(same, child);
    }
  };
  for (const { node, overlay } of fragments) {
    const target = targetIn(base, places, node);
    if (target !== undefined) visit(target, overlay);
  }
  for (const { value, offset } of local) {
    const phandle = kept.get(cellAt(value, offset));
    if (phandle !== undefined) writeCell(value, offset, phandle);
  }
};

/** The target of a fragment; nothing where an earlier fragment must make it first. */
const targetIn = (base: DeviceTree, places: Places, fragment: DeviceNode): DeviceNode | undefined => {
  const target = propertyOf(fragment, 'target')?.value;
  const path = target?.length === 4 ? places.get(cellAt(target, 0)) : writtenPath(fragment);
  return path === undefined ? undefined : findNode(base, path);
};

/** `target-path`, where it counts: beside a `target` it does not. */
const writtenPath = (fragment: DeviceNode): string | undefined => {
  const written = propertyOf(fragment, 'target-path')?.value;
  return written === undefined || propertyOf(fragment, 'target') !== undefined ? undefined : textOf(written);
};

/** Up to the first NUL. */
const textOf = (value: Uint8Array): string => decodeText(value).replace(/\0[^]*$/, '');

/** What is new comes first, one before the other, as libfdt puts it. */
const mergeNodes = (base: DeviceNode, overlay: DeviceNode): DeviceNode => {
  const properties = [...base.properties];
  for (const property of overlay.properties) {
    const index = properties.findIndex(({ name }) => name === property.name);
    if (index < 0) properties.unshift(property);
    else properties[index] = property;
  }
  const children = [...base.children];
  for (const child of overlay.children) {
    const index = children.findIndex(({ name }) => matchesComponent(name, child.name));
    const there = children[index];
    if (there === undefined) {
      children.unshift(mergeNodes({ name: child.name, properties: [], children: [] }, child));
    } else children[index] = mergeNodes(there, child);
  }
  return { name: base.name, properties, children };
};

const OVERLAID = /^\/([^/]+)\/__overlay__(?:\/(.*))?$/;

/** The overlay's symbols, at the paths that their nodes have in the base. */
const withSymbols = (
  base: DeviceTree,
  places: Places,
  draft: DeviceTree,
  fragments: readonly Fragment[],
): DeviceTree => {
  const symbols = draft.root.children.find(({ name }) => name === '__symbols__');
  if (symbols === undefined) return base;
  const properties = symbols.properties.flatMap(({ name, value }): Property[] => {
    const field = `__symbols__/${name}`;
    if (value.indexOf(0) !== value.length - 1 || value[0] !== 0x2f)
      throw fault(field, 'no path', 'a path from /');
    const [, fragmentName, below = ''] = OVERLAID.exec(decodeText(value.subarray(0, -1))) ?? [];
    // A symbol of what is not merged ends up nowhere.
    if (fragmentName === undefined) return [];
    const fragment = fragments.find((other) => matchesComponent(other.name, fragmentName));
    if (fragment === undefined) throw fault(field, fragmentName, 'a fragment with an __overlay__');
    const target = writtenPath(fragment.node) ?? targetOf(base, places, fragment.node);
    return [{ name, value: stringValue(`${target === '/' ? '' : target}/${below}`) }];
  });
  const made = { name: '__symbols__', properties, children: [] };
  return { ...base, root: mergeNodes(base.root, { ...base.root, properties: [], children: [made] }) };
};
