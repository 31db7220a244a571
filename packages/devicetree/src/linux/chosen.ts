/** The node through which one kernel tells the next. */
export const CHOSEN = '/chosen';

/** Its properties. */
export const CHOSEN_PROPERTY = {
  bootargs: 'bootargs',
  initrdStart: 'linux,initrd-start',
  /** Exclusive. */
  initrdEnd: 'linux,initrd-end',
  elfcorehdr: 'linux,elfcorehdr',
  usableMemoryRange: 'linux,usable-memory-range',
  kaslrSeed: 'kaslr-seed',
  rngSeed: 'rng-seed',
  bootedFromKexec: 'linux,booted-from-kexec',
  imaKexecBuffer: 'linux,ima-kexec-buffer',
} as const;

/** Bytes of a seed that places the kernel's virtual addresses. */
export const KASLR_SEED_SIZE = 8;

/** Bytes of random seed that kexec_file_load passes on. drivers/of/kexec.c: RNG_SEED_SIZE */
export const RNG_SEED_SIZE = 128;
