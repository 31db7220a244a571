import type { SizeText, security } from '@warmboot/core';

/** A value that is the same everywhere, or one for each architecture. */
export type PerArchitecture<T> = T | { readonly [architecture: string]: T };

/** A machine by its description. What is left out is the architecture's ordinary machine. */
export interface MachineDescription {
  readonly memory?: SizeText;
  readonly maxmem?: SizeText;
  readonly slots?: number;
  readonly firmware?: string;
  readonly cmdline?: string;
  /** Comes after `cmdline`, or after the architecture's ordinary one. */
  readonly append?: string;
  readonly hypervisor?: boolean;
  readonly nodes?: readonly number[];
  /** `on`: firmware verifies what it starts. The kernel is locked down then, as distributions configure it. */
  readonly 'secure-boot'?: 'on' | 'off' | boolean;
  readonly lockdown?: security.Lockdown;
  /** IMA appraises kernels for kexec. */
  readonly 'ima-appraise'?: boolean;
  /** Whether those who call kexec have CAP_SYS_BOOT. */
  readonly 'cap-sys-boot'?: boolean;
  /** CPUs that cannot be parked. */
  readonly 'stuck-cpus'?: boolean;
  /** A recorded machine instead: a directory or a tar, relative to the scenario. */
  readonly capture?: string;
  /** A machine in QEMU's own words instead: `-m 4G,slots=8,maxmem=16G -machine virt`. */
  readonly qemu?: string;
  /** A page of its kernel. */
  readonly 'page-size'?: SizeText;
  /** Bits of virtual addresses that its kernel was built for. */
  readonly 'va-bits'?: number;
  /** Bits of virtual addresses that its CPU lets the kernel use. */
  readonly 'va-bits-in-use'?: number;
  /** Bits of physical addresses that its kernel was built for. */
  readonly 'pa-bits'?: number;
  /** Switches of its kernel's configuration, by Kconfig's names without CONFIG_. */
  readonly config?: Readonly<Record<string, string | number | boolean>>;
}

export interface PurgatorySizes {
  readonly bufsz: SizeText;
  readonly memsz: SizeText;
}

/** The purgatories of one architecture's tools and kernel. */
export interface ToolSizes {
  readonly purgatory?: PurgatorySizes;
  readonly kernel_purgatory?: PurgatorySizes;
  /** The version of kexec-tools: `2.0.32`. */
  readonly kexec_tools?: string;
}
