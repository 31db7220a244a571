import { security } from '@warmboot/core';
import type { CaptureFiles } from './capture-files.js';
import { textOf } from './capture-files.js';

const LOCKDOWN_FILE = 'sys/kernel/security/lockdown';
const SECURE_BOOT_VARIABLE = 'sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c';
const IMA_POLICY_FILE = 'sys/kernel/security/ima/policy';

/** Attributes of a variable come before its data. */
const ATTRIBUTES = 4;

/** A rule that kernels for kexec are appraised. security/integrity/ima/ima_policy.c */
const APPRAISES = /^appraise\b.*\bfunc=KEXEC_KERNEL_CHECK\b/m;

/**
 * Who may load and jump, as the files of a capture show it; undefined where none of them is there and the command line asks
 * for nothing. Who called kexec is not shown by any file.
 */
export const capturedSecurity = (files: CaptureFiles, cmdline: string): security.OfMachine | undefined => {
  const shown = /\[(\w+)\]/.exec(textOf(files, LOCKDOWN_FILE) ?? '')?.[1];
  const lockdown =
    security.LOCKDOWN_LEVELS.find((level) => level === shown) ?? security.lockdownAsked(cmdline);
  const secureBoot = files.get(SECURE_BOOT_VARIABLE)?.[ATTRIBUTES] === 1;
  const imaAppraisesKexec = APPRAISES.test(textOf(files, IMA_POLICY_FILE) ?? '');
  return lockdown === 'none' && !secureBoot && !imaAppraisesKexec
    ? undefined
    : { ...security.OPEN, lockdown, secureBoot, imaAppraisesKexec };
};
