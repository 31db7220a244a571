/** What `warmboot new` can write the beginning of. */
export const SKELETON_KINDS = ['arch', 'policy', 'actor', 'property', 'firmware'] as const;
export type SkeletonKind = (typeof SKELETON_KINDS)[number];

/** Kinds that are one part of a plugin; an architecture is made of many. */
export type PartKind = Exclude<SkeletonKind, 'arch'>;

/** What a skeleton is made for. */
export interface SkeletonFacts<K extends SkeletonKind = SkeletonKind> {
  readonly kind: K;
  /** Of the part, as it is chosen: `night-shift`, or what `uname -m` prints. */
  readonly name: string;
  /** Of the package. */
  readonly packageName: string;
  /** Of Warmboot's packages. */
  readonly version: string;
  /** Where they come from, as specs for a package.json, by name; what is not in it is in the registry. */
  readonly tarballs: ReadonlyMap<string, string>;
}

/** A file that runs through nothing but its own plugin: the same for every kind. */
export const STORY = (title: string): string => `name: ${title}
story: >
  A machine gets a DIMM, a kernel is loaded into it, the DIMM is taken out, and the old kernel jumps.
machine: { memory: 1G, maxmem: 16G, slots: 8 }
steps:
  - plug: { id: dimm1, size: 256M }
  - online: online_movable
  - load: { call: -c, mem-min: dimm1, mem-max: dimm1.last }
  - unplug: dimm1
  - exec:
`;
