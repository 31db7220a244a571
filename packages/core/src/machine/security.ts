/** What the lockdown module allows: `integrity` keeps anybody from changing the running kernel, kexec included. */
export const LOCKDOWN_LEVELS = ['none', 'integrity', 'confidentiality'] as const;
/** One of {@link LOCKDOWN_LEVELS}. */
export type Lockdown = (typeof LOCKDOWN_LEVELS)[number];

/** What decides whether kexec may load and jump, beside the memory it is about. */
export interface MachineSecurity {
  /** Firmware verifies what it starts, and the kernel knows. */
  readonly secureBoot: boolean;
  readonly lockdown: Lockdown;
  /** IMA enforces a rule that kernels for kexec carry a signature: `appraise func=KEXEC_KERNEL_CHECK`. */
  readonly imaAppraisesKexec: boolean;
  /** Whether those who call kexec have CAP_SYS_BOOT. */
  readonly capSysBoot: boolean;
  /** CPUs that cannot be taken out of the kernel: they have no way to be parked, or came up and got stuck. */
  readonly stuckCpus: boolean;
}

/** A machine on which root may do everything. */
export const OPEN_SECURITY: MachineSecurity = {
  secureBoot: false,
  lockdown: 'none',
  imaAppraisesKexec: false,
  capSysBoot: true,
  stuckCpus: false,
};

/** The stricter of two. */
export const strictest = (a: Lockdown, b: Lockdown): Lockdown =>
  LOCKDOWN_LEVELS.indexOf(a) >= LOCKDOWN_LEVELS.indexOf(b) ? a : b;

/** lockdown= on a command line. security/lockdown/lockdown.c: it only ever goes up, so the strictest word counts. */
export const lockdownAsked = (cmdline: string): Lockdown =>
  cmdline
    .split(/\s+/)
    .flatMap((word) => LOCKDOWN_LEVELS.filter((level) => word === `lockdown=${level}`))
    .reduce(strictest, 'none');
