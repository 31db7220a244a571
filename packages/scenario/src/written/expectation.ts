import type { AddressText, SizeText } from '@warmboot/core';

/** What should have come out of a step, or of the whole story. Every member that is there must hold. */
export interface Expectation {
  /** Where the expectation stands in its file, for messages. */
  readonly line: number;
  /** Only on these architectures. */
  readonly arch?: readonly string[];
  /** When one of these policies is in force, `none` when no policy is; where absent, with the scenario's own. */
  readonly policy?: readonly string[];
  /** `ok`, `refused`, an errno, or `waits`. */
  readonly result?: string;
  /** Name of the status that firmware gave, such as `INVALID_PARAMETER`. */
  readonly status?: string;
  /** How a jump ended; `dead` is panic, hang or reset. */
  readonly outcome?: 'booted' | 'refused' | 'panic' | 'hang' | 'reset' | 'returned' | 'dead';
  /** Text that the reason contains. */
  readonly reason?: string;
  /** Texts that lines of the kernel log contain. */
  readonly log?: readonly string[];
  /** Texts that no line of the kernel log contains. */
  readonly noLog?: readonly string[];
  /** Where segments of the loaded image lie, by kind; `all` and `none` speak of every segment. */
  readonly segments?: Readonly<Record<string, AddressText>>;
  readonly blocks?: Readonly<Record<string, 'online' | 'offline' | 'absent'>>;
  /** /sys/kernel/kexec_loaded */
  readonly loaded?: boolean;
  /** /sys/kernel/kexec_crash_loaded */
  readonly crashLoaded?: boolean;
  /** Texts that lines of /proc/iomem contain. */
  readonly iomem?: readonly string[];
  readonly noIomem?: readonly string[];
  /** Text that the running kernel's command line contains. */
  readonly cmdline?: string;
  /** Memory of which the running kernel takes at least a block for boot memory. */
  readonly bootMemory?: readonly AddressText[];
  /** Memory that /proc/vmcore of a capture kernel has, whole. */
  readonly vmcoreCovers?: readonly AddressText[];
  /** Memory of which /proc/vmcore has not a byte. */
  readonly vmcoreLacks?: readonly AddressText[];
  /** Memory of which some reads as zeroes in /proc/vmcore, since a virtio-mem device says that it is not plugged. */
  readonly vmcoreZeroes?: readonly AddressText[];
  /** Sizes of virtio-mem devices. */
  readonly sizes?: Readonly<Record<string, ExpectedSizes>>;
}

/** What a virtio-mem device should have come to. */
export interface ExpectedSizes {
  readonly requested?: SizeText;
  readonly plugged?: SizeText;
  readonly online?: SizeText;
}
