import type { AddressRange } from '@warmboot/address';
import type { Dimm, Machine } from '@warmboot/core';
import { blocksIn } from '@warmboot/core';
import { memoryMap } from '@warmboot/core/plugin';
import type { Actor, ActorKind, Constants } from '../model/actor.js';
import type { ActorDeclaration } from '../model/situation.js';
import type { Symmetry } from '../model/symmetry.js';

/** An actor of a situation, with all that it was made of. */
export interface DeclaredActor {
  readonly declaration: ActorDeclaration;
  readonly kind: ActorKind<unknown>;
  readonly actor: Actor;
}

/**
 * The symmetries of a model, found from its first state and the options of its actors; nobody declares any.
 *
 * Two actors are alike that have one kind and the same options. Two devices are alike that have one size and driver, are
 * plugged or not, with their blocks in the same state, and whose names can be exchanged in the options of all actors so that
 * the same actors come out. Addresses are an order, and what looks at that order tells devices apart. So devices are alike only
 * where nobody does: images are placed in memory that lies elsewhere and does not touch them, and no device has memory from
 * which the kernel takes pages. That blocks go online as movable alone, and that nobody refuses a device that is inserted, shows
 * while it is searched: see {@link breaksSymmetry}.
 */
export const symmetriesOf = (
  constants: Constants,
  machine: Machine,
  declared: readonly DeclaredActor[],
): Symmetry[] => {
  const actors = alikeActors(declared);
  if (!leavesDevicesAlone(constants, machine)) return actors;
  const bounded = declared
    .map(({ declaration, kind }) => kind.loadsWithin?.(constants, declaration.options ?? {}, machine))
    .filter((ranges) => ranges !== undefined);
  if (bounded.length < declared.length) return actors;
  return [...actors, ...alikeDevices(machine, constants.devices, declared, bounded.flat())];
};

const alikeActors = (declared: readonly DeclaredActor[]): Symmetry[] => {
  const places = new Map<string, number[][]>();
  for (const [place, { declaration, kind, actor }] of declared.entries()) {
    // What is sent to one is not sent to another.
    if (kind.loadsWithin === undefined || actor.receives !== undefined) continue;
    const key = textOf(declaration.actor, declaration.options);
    places.set(key, [...(places.get(key) ?? []), [place]]);
  }
  return [...places.values()]
    .filter((members) => members.length > 1)
    .map((members) => ({ members, of: 'actors' }));
};

/** Whether the kernel has no page of its own on a device, and takes none when another one is attached. */
const leavesDevicesAlone = (constants: Constants, { memory, platform }: Machine): boolean =>
  onlinesAsMovable(memory.autoOnline) &&
  [...constants.devices.values()].every(
    ({ id, range }) =>
      !platform.dimms.has(id) ||
      [...blocksIn(memory, range)].every(
        ([, { zone }]) => zone === undefined || !memoryMap.isKernelZone({ name: zone }),
      ),
  );

/** Whether the zone of a block that goes online so does not hang on where others are. */
export const onlinesAsMovable = (word: string): boolean => word === 'offline' || word === 'online_movable';

/** @param taken where images may lie */
const alikeDevices = (
  machine: Machine,
  described: Constants['devices'],
  declared: readonly DeclaredActor[],
  taken: readonly AddressRange[],
): Symmetry[] => {
  const owners = new Owners(declared);
  const devices = [...described.values()]
    .filter(({ range }) => !taken.some((other) => touches(other, range)))
    .flatMap((device) => {
      const own = owners.of(device.id);
      return own.length === 0 ? [] : [{ device, own, form: formOf(machine, device) }];
    })
    .toSorted((a, b) => a.own[0]! - b.own[0]!);
  const classes: { readonly first: (typeof devices)[number]; readonly members: (readonly number[])[] }[] = [];
  for (const one of devices) {
    const known = classes.find(({ first, members }) => {
      const partners = first.form === one.form ? owners.exchanged(first.device.id, one.device.id) : undefined;
      if (partners === undefined) return false;
      members.push(first.own.map((place) => partners.get(place)!));
      return true;
    });
    if (known === undefined) classes.push({ first: one, members: [one.own] });
  }
  return classes.flatMap(({ members }) => (members.length > 1 ? [{ members, of: 'devices' } as const] : []));
};

/** They share a byte, or one begins where the other ends: some protections ask about the page after a segment. */
const touches = (a: AddressRange, b: AddressRange): boolean => a.start <= b.end && b.start <= a.end;

/** All of a device but its name and its address. */
const formOf = ({ platform, memory }: Machine, device: Dimm): string => {
  const { id, range, slot: _, ...rest } = device;
  // A memory group is the device's own, and its number another name.
  const blocks = [...blocksIn(memory, range)].map(([, { group: __, ...block }]) => block);
  return JSON.stringify([
    range.end - range.start,
    range.start % memory.blockSize,
    rest,
    platform.dimms.has(id) ? blocks : undefined,
  ]);
};

/** Which actors act for a device, by the names in their options. */
class Owners {
  readonly #declared: readonly DeclaredActor[];

  constructor(declared: readonly DeclaredActor[]) {
    this.#declared = declared;
  }

  of(device: string): number[] {
    return [...this.#declared.keys()].filter((place) => this.#names(place, device));
  }

  /**
   * The places that actors take when two devices change names.
   * @returns for each actor of either its partner; undefined where not the same actors come out
   */
  exchanged(a: string, b: string): ReadonlyMap<number, number> | undefined {
    const partners = new Map<number, number>();
    for (const [place, { declaration, actor }] of this.#declared.entries()) {
      const [ofA, ofB] = [this.#names(place, a), this.#names(place, b)];
      if (!ofA && !ofB) continue;
      if ((ofA && ofB) || actor.receives !== undefined) return undefined;
      const wanted = textOf(declaration.actor, exchanged(declaration.options, a, b));
      const taken = new Set(partners.values());
      const partner = this.of(ofA ? b : a).find((other) => {
        const { actor: kind, options } = this.#declared[other]!.declaration;
        return !taken.has(other) && textOf(kind, options) === wanted;
      });
      if (partner === undefined) return undefined;
      partners.set(place, partner);
    }
    return partners;
  }

  #names(place: number, device: string): boolean {
    const { options } = this.#declared[place]!.declaration;
    return exchanged(options, device, `not ${device}`) !== options;
  }
}

/** The same with two names exchanged, `dimm1` and `dimm1[0]` alike; the value itself where neither is in it. */
const exchanged = (value: unknown, a: string, b: string): unknown => {
  if (typeof value === 'string') {
    const [, name, rest = ''] = /^(.*?)(\[\d+\])?$/.exec(value) ?? [];
    if (name !== a && name !== b) return value;
    return (name === a ? b : a) + rest;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const changed = entries.map(([key, item]): [string, unknown] => [
    String(exchanged(key, a, b)),
    exchanged(item, a, b),
  ]);
  if (changed.every(([key, item], at) => key === entries[at]![0] && item === entries[at]![1])) return value;
  return Array.isArray(value) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
};

const textOf = (kind: string, options: unknown): string => JSON.stringify([kind, options ?? {}]);
