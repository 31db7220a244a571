import type { InitrdImage, KexecImageType, LoadPath, security } from '@warmboot/core';

/** What somebody asks kexec(8) to do, in its own words. */
export interface LoadQuestion {
  readonly image: KexecImageType;
  /** `-c`, `-s` or `-a`; what the release of the tool does by itself where absent. */
  readonly path?: LoadPath;
  /** The kernel file; the running machine's own kernel, as far as its record knows it, where absent. */
  readonly kernel?: { readonly path: string; readonly bytes: Uint8Array };
  readonly initrd?: InitrdImage;
  /** The signature of the kernel file; trusted where absent. */
  readonly signature?: security.Signature;
  readonly reuseCommandLine: boolean;
  readonly append?: string;
  readonly commandLine?: string;
  readonly memMin?: number;
  readonly memMax?: number;
  readonly entry?: bigint;
  /** `-t` */
  readonly fileType?: string;
  /** `--dtb` */
  readonly dtb?: Uint8Array;
  readonly debug: boolean;
  /** Release of kexec-tools. */
  readonly tools: string;
}
