import type { KernelImage } from '../image/kernel-image.js';
import type { Machine } from '../machine/machine.js';
import type { LoadRequest, UserSpaceLoad } from './load-request.js';
import type { KernelProfile } from './profile.js';
import type { Result } from '../answer/result.js';
import type { KexecBuffers } from './kexec-buffers.js';
import type { PhysAddr } from '@warmboot/address';

/** kexec-tools for one architecture. */
export interface UserSpaceLoader {
  /** Which of the holes that are large enough it takes for what it searches a place for, where that is always the same. */
  readonly direction?: HoleDirection;
  /**
   * Lines that every run without options of the architecture's prints, one that only unloads as well; none where
   * absent. arch_process_options()
   */
  withoutOptions?(machine: Machine): readonly string[];
  /** Names of the rows of `KernelFiles.types` that an image is of, in the order in which the tool probes. */
  fileTypesOf?(kernel: KernelImage): readonly string[];
  /**
   * Chooses destinations and builds the hand-over, as `kexec -c` does before its system call.
   * Reads the machine only through what user space can see.
   */
  load(machine: Machine, request: LoadRequest): UserSpaceLoad;
}

/** The architecture's part of kexec_file_load. */
export interface FileLoader {
  /**
   * kexec_image_probe and the loader's own checks.
   * @param profile the running kernel's; Linux 6.1 where absent
   */
  probe(machine: Machine, kernel: KernelImage, profile?: KernelProfile): Result;
  /**
   * Places segments through `buffers`, which searches as the generic code does, and builds the hand-over.
   * @param profile the running kernel's; Linux 6.1 where absent
   * @returns the entry point
   */
  load(
    machine: Machine,
    request: LoadRequest,
    buffers: KexecBuffers,
    profile?: KernelProfile,
  ): Result<PhysAddr>;
  /** Whether the kernel brings a purgatory that checks a digest. */
  readonly verifiesDigest: boolean;
}

/** Which hole a search takes: the bottom of the first range that fits, or the top of the last one. */
export type HoleDirection = 'lowest' | 'highest';
