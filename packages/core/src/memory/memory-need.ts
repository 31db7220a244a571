/** One thing that a kernel needs memory for. */
export interface NeedPart {
  readonly name: string;
  /** Below 0 for what is given back. */
  readonly bytes: number;
  /** Whether it follows from what is loaded, or is what such kernels take by experience. */
  readonly basis: 'exact' | 'estimate';
}

/** When memory is tightest. */
export type TightMoment =
  /** The initrd is there twice, packed and unpacked. */
  | 'unpacking'
  /** The root file system takes at most half of what the page allocator has by then. */
  | 'root file system'
  /** Programs run. */
  | 'running'
  /** The kernel allocates, and part of memory is for movable pages alone. */
  | 'kernel allocations';

/** The memory that a kernel has, and what it needs to come up and run its programs. Bytes. */
export interface MemoryNeed {
  readonly have: number;
  readonly need: number;
  readonly moment: TightMoment;
  /** What {@link need} is the sum of. */
  readonly parts: readonly NeedPart[];
  /**
   * `short`: what is certain to be there at once does not fit. `write error`: the initrd does not fit into the root file
   * system. `doubtful`: estimates do not fit.
   */
  readonly verdict: 'enough' | 'doubtful' | 'write error' | 'short';
}
