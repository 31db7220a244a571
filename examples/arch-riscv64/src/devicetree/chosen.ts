/** Node and properties through which one kernel tells the next. */
export const CHOSEN = '/chosen';

export const BOOTARGS = 'bootargs';
export const INITRD_START = 'linux,initrd-start';
/** Exclusive. */
export const INITRD_END = 'linux,initrd-end';
export const ELFCOREHDR = 'linux,elfcorehdr';
export const USABLE_MEMORY_RANGE = 'linux,usable-memory-range';
export const RNG_SEED = 'rng-seed';
export const KASLR_SEED = 'kaslr-seed';
export const BOOTED_FROM_KEXEC = 'linux,booted-from-kexec';
