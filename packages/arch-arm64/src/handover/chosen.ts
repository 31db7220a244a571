/** Node and properties through which one kernel tells the next (spec 3.5, 4.6, 6.2). */
export const CHOSEN = '/chosen';

export const BOOTARGS = 'bootargs';
export const INITRD_START = 'linux,initrd-start';
/** Exclusive. */
export const INITRD_END = 'linux,initrd-end';
export const ELFCOREHDR = 'linux,elfcorehdr';
export const USABLE_MEMORY_RANGE = 'linux,usable-memory-range';
export const KASLR_SEED = 'kaslr-seed';
export const RNG_SEED = 'rng-seed';
export const BOOTED_FROM_KEXEC = 'linux,booted-from-kexec';
export const IMA_KEXEC_BUFFER = 'linux,ima-kexec-buffer';

/** Bytes of random seed that kexec_file_load passes on. drivers/of/kexec.c: RNG_SEED_SIZE. */
export const RNG_SEED_SIZE = 128;
export const KASLR_SEED_SIZE = 8;
