import { FormatError } from '@warmboot/format';
import { type DeviceNode, type DeviceTree, walkNodes } from '../device-tree.js';
import { usablePhandle } from '../find-nodes.js';
import { propertyOf } from '../node-path.js';
import { readCells, readU32 } from '../read-property.js';
import { trailTo } from './translate.js';

/** An interrupt of a device, at the controller that takes it. */
export interface ResolvedInterrupt {
  /** Path of the interrupt controller. */
  readonly controller: string;
  /** What the controller's binding reads: as many cells as its `#interrupt-cells` says. */
  readonly specifier: readonly number[];
}

/** Nexuses from a device to its controller: no tree has so many, but one may lead round in a circle. */
const MAX_HOPS = 64;

/**
 * The interrupts of a node, each followed to its controller: `interrupts-extended`, or `interrupts` and the `interrupt-parent`
 * that holds for the node, and then through every `interrupt-map` on the way. Devicetree Specification v0.4, 2.4;
 * drivers/of/irq.c, of_irq_parse_one and of_irq_parse_raw.
 *
 * @throws TypeError when there is no such node
 * @throws FormatError for an interrupt that leads to no controller, and for lists that are not whole
 *
 * @example
 * for (const { controller, specifier } of interruptsOf(tree, 'serial0')) console.log(controller, specifier);
 */
export const interruptsOf = (tree: DeviceTree, path: string): ResolvedInterrupt[] => {
  const index = new TreeIndex(tree);
  const place = index.placeOf(trailTo(tree, path));
  const extended = propertyOf(place.node, 'interrupts-extended');
  const address = unitAddress(place);
  if (extended !== undefined) {
    return splitExtended(index, place, readCells(extended)).map(({ parent, specifier }) =>
      follow(index, place, parent, address, specifier),
    );
  }
  const interrupts = propertyOf(place.node, 'interrupts');
  if (interrupts === undefined) return [];
  const parent = interruptParent(index, place);
  if (parent === undefined)
    throw fault(`interrupts of ${place.path}`, 'without an interrupt parent', 'one above it');
  const count = interruptCells(parent);
  const cells = readCells(interrupts);
  if (count === 0 || cells.length % count !== 0) {
    throw fault(
      `interrupts of ${place.path}`,
      `${cells.length} cells`,
      `entries of ${count} cells, as ${parent.path} says`,
    );
  }
  return Array.from({ length: cells.length / count }, (_, entry) =>
    follow(index, place, parent, address, cells.slice(entry * count, (entry + 1) * count)),
  );
};

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'devicetree', field, found, allowed });

/** A node, and where it stands. */
interface Place {
  readonly path: string;
  readonly node: DeviceNode;
  readonly parent: Place | undefined;
}

/** Nodes by phandle, with what is above them. */
class TreeIndex {
  readonly #places = new Map<DeviceNode, Place>();
  readonly #byPhandle = new Map<number, Place>();

  constructor(tree: DeviceTree) {
    for (const { path, node } of walkNodes(tree)) {
      const place = this.#places.get(node) ?? { path, node, parent: undefined };
      for (const child of node.children) {
        const below = `${path === '/' ? '' : path}/${child.name}`;
        this.#places.set(child, { path: below, node: child, parent: place });
      }
      this.#places.set(node, place);
      const phandle = usablePhandle(node);
      if (phandle !== undefined && !this.#byPhandle.has(phandle)) this.#byPhandle.set(phandle, place);
    }
  }

  placeOf(trail: readonly DeviceNode[]): Place {
    return this.#places.get(trail.at(-1) as DeviceNode) as Place;
  }

  withPhandle(phandle: number, field: string): Place {
    const place = this.#byPhandle.get(phandle);
    if (place === undefined) throw fault(field, `phandle ${phandle}`, 'the phandle of a node');
    return place;
  }
}

/** The node that an interrupt of this one goes to: the first with `#interrupt-cells` along `interrupt-parent` and up. */
const interruptParent = (index: TreeIndex, from: Place): Place | undefined => {
  let place: Place | undefined = from;
  for (let hops = 0; place !== undefined && hops < MAX_HOPS; hops++) {
    const written = propertyOf(place.node, 'interrupt-parent');
    place =
      written === undefined
        ? place.parent
        : index.withPhandle(readU32(written), `interrupt-parent of ${place.path}`);
    if (place !== undefined && propertyOf(place.node, '#interrupt-cells') !== undefined) return place;
  }
  return undefined;
};

const interruptCells = ({ node, path }: Place): number => {
  const property = propertyOf(node, '#interrupt-cells');
  if (property === undefined) throw fault(`#interrupt-cells of ${path}`, 'missing', 'a number of cells');
  return readU32(property);
};

/** As many cells as an address of `place`'s children has; 2 where nobody up to the root says. */
const nexusAddressCells = (place: Place): number => {
  for (let level: Place | undefined = place; level !== undefined; level = level.parent) {
    const property = propertyOf(level.node, '#address-cells');
    if (property !== undefined) return readU32(property);
  }
  return 2;
};

/** The first address of `reg`, which an `interrupt-map` compares. */
const unitAddress = ({ node, parent }: Place): number[] => {
  const reg = propertyOf(node, 'reg');
  if (reg === undefined || parent === undefined || reg.value.length % 4 !== 0) return [];
  return readCells(reg).slice(0, nexusAddressCells(parent));
};

const splitExtended = (
  index: TreeIndex,
  { path }: Place,
  cells: readonly number[],
): { parent: Place; specifier: number[] }[] => {
  const field = `interrupts-extended of ${path}`;
  const interrupts: { parent: Place; specifier: number[] }[] = [];
  for (let at = 0; at < cells.length;) {
    const parent = index.withPhandle(cells[at] as number, field);
    const end = at + 1 + interruptCells(parent);
    if (end > cells.length)
      throw fault(field, 'a last entry that is not whole', `${end - at - 1} cells for ${parent.path}`);
    interrupts.push({ parent, specifier: cells.slice(at + 1, end) });
    at = end;
  }
  return interrupts;
};

/** Goes from nexus to nexus until one is the controller. */
const follow = (
  index: TreeIndex,
  device: Place,
  first: Place,
  deviceAddress: readonly number[],
  deviceSpecifier: readonly number[],
): ResolvedInterrupt => {
  const what = `an interrupt of ${device.path}`;
  let parent: Place = first;
  let address = deviceAddress;
  let specifier = deviceSpecifier;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const map = propertyOf(parent.node, 'interrupt-map');
    const isController = propertyOf(parent.node, 'interrupt-controller') !== undefined;
    if (isController && map === undefined) return { controller: parent.path, specifier };
    if (map === undefined) {
      const next = interruptParent(index, parent);
      if (next === undefined)
        throw fault(what, `at ${parent.path}, which is no controller`, 'a controller above it');
      parent = next;
      continue;
    }
    const mapped = lookUp(index, parent, readCells(map), address, specifier);
    if (mapped === undefined) {
      if (isController) return { controller: parent.path, specifier };
      throw fault(what, `not in interrupt-map of ${parent.path}: ${specifier.join(' ')}`, 'an entry for it');
    }
    ({ parent, address, specifier } = mapped);
  }
  throw fault(what, `led round through ${MAX_HOPS} nexuses`, 'a way to a controller');
};

interface Mapped {
  readonly parent: Place;
  readonly address: readonly number[];
  readonly specifier: readonly number[];
}

/** The entry of an `interrupt-map` for an address and a specifier. */
const lookUp = (
  index: TreeIndex,
  nexus: Place,
  map: readonly number[],
  address: readonly number[],
  specifier: readonly number[],
): Mapped | undefined => {
  const field = `interrupt-map of ${nexus.path}`;
  const addressCells = nexusAddressCells(nexus);
  const width = addressCells + interruptCells(nexus);
  // A device without an address is compared as if all of it were 0.
  const wanted = [...Array.from({ length: addressCells }, (_, cell) => address[cell] ?? 0), ...specifier];
  const written = propertyOf(nexus.node, 'interrupt-map-mask');
  const mask = written === undefined ? [] : readCells(written);
  const matches = (entry: readonly number[]): boolean =>
    wanted.every((cell, at) => ((cell ^ (entry[at] ?? 0)) & (mask[at] ?? 0xffff_ffff)) === 0);
  for (let at = 0; at < map.length;) {
    const parent = index.withPhandle(map[at + width] ?? 0, field);
    const parentAddress = propertyOf(parent.node, '#address-cells');
    const addressEnd = at + width + 1 + (parentAddress === undefined ? 0 : readU32(parentAddress));
    const end = addressEnd + interruptCells(parent);
    if (end > map.length)
      throw fault(field, 'a last entry that is not whole', `${end - at} cells for ${parent.path}`);
    if (matches(map.slice(at, at + width))) {
      return {
        parent,
        address: map.slice(at + width + 1, addressEnd),
        specifier: map.slice(addressEnd, end),
      };
    }
    at = end;
  }
  return undefined;
};
