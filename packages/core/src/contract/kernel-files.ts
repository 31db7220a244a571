import type { KernelImage } from '../image/kernel-image.js';

/** What kexec-tools says when a file type cannot be loaded in one of the two ways, and its reason in words. */
export interface ToolRefusal {
  readonly ok: false;
  /** As the tool prints them. */
  readonly said: readonly string[];
  readonly reason: string;
}

/** Whether a row of the tool's table takes a file, and why not. */
export type ToolTake = { readonly ok: true; readonly kernel: KernelImage } | ToolRefusal;

/** A file that a type's probe took. */
export interface ProbedFile {
  /** What it is, in a few words. */
  readonly description: string;
  /** What `kexec -c` places. */
  readonly placed: ToolTake;
  /** What `kexec -s` hands to the system call; the tool may refuse before it. */
  readonly handed: ToolTake;
  /** An initrd inside the file, used when no other is given. */
  readonly initrd?: Uint8Array;
  /** The probe made a file of its own, which its loader reads whatever it is given. */
  readonly keepsOwnCopy?: boolean;
}

/** What a probe says: what it found, or why the file is not of this type. */
export type Probed =
  | { readonly ok: true; readonly file: ProbedFile }
  | {
      readonly ok: false;
      readonly reason: string;
      /** The file is of this type by its first bytes, and something else is wrong with it. */
      readonly near?: boolean;
    };

/** One row of kexec-tools' table of kernel file types (`file_type[]` of each architecture). */
export interface KernelFileType {
  /** As `-t` takes it. */
  readonly name: string;
  /** First release of kexec-tools that has the row; in every release where absent. */
  readonly since?: string;
  /**
   * Asks this row for a file.
   * @param inner the other rows, for a type that wraps another
   */
  probe(file: Uint8Array, inner: readonly KernelFileType[]): Probed;
}

/** What is done to a file before any probe sees it (`slurp_decompress_file`). */
export interface Unpacked {
  readonly bytes: Uint8Array;
  /** The compression that was undone. */
  readonly compression?: string;
  /** Why a compressed file stays as it is. */
  readonly problem?: string;
}

/** How an architecture's tools read kernel files. */
export interface KernelFiles {
  /** In the order in which they are probed. */
  readonly types: readonly KernelFileType[];
  /**
   * Undoes the compression that the tool undoes.
   * @param tools release of kexec-tools
   */
  unpack(file: Uint8Array, tools: string): Unpacked;
}
