/** What a block's `state` file says. `going-offline` is seen only from inside a notifier. */
export type BlockState = 'online' | 'offline' | 'going-offline';

/** The words that `state` and `auto_online_blocks` take (core 2.2). */
export type OnlineType = 'offline' | 'online' | 'online_kernel' | 'online_movable';

/** The words that the `state` of a block and auto_online_blocks take. */
export const ONLINE_TYPES: readonly OnlineType[] = ['offline', 'online', 'online_kernel', 'online_movable'];

/** Whether a word is one of {@link ONLINE_TYPES}. */
export const isOnlineType = (word: string): word is OnlineType =>
  (ONLINE_TYPES as readonly string[]).includes(word);

/** The type that a word written to sysfs names; one newline behind it is fine (core 2.3). */
export const onlineTypeOf = (written: string): OnlineType | undefined => {
  const word = written.replace(/\n$/, '');
  return isOnlineType(word) ? word : undefined;
};

/**
 * One memory block. Blocks with equal content share one record, so a machine with half a million of
 * them costs half a million pointers. The block's number is its key in {@link MemoryState.blocks}.
 */
export interface MemoryBlock {
  readonly state: BlockState;
  /** The single zone of an online block; undefined while offline and for a boot block without one (core R2.3). */
  readonly zone: string | undefined;
  readonly node: number;
  /** Present when the kernel booted (SECTION_IS_EARLY). */
  readonly early: boolean;
  /** Has pages that do not exist; such a block can never go offline (core R2.25). */
  readonly holes: boolean;
  /** Online type left over by a refused write; used by the next plain `online` (core R2.6). */
  readonly pendingType: OnlineType | undefined;
  /** The memory group of the device that brought it. */
  readonly group: number | undefined;
  /** Pages at the block's start that hold its own memmap and stay outside online and offline (core R2.20). */
  readonly memmapPages: number;
}
