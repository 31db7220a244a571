import { ERRNO } from '../answer/errno.js';
import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import type { KernelConfig } from '../contract/kernel-build.js';
import { badSignature, type KernelSignature } from '../image/signature.js';
import type { MachineSecurity } from '../machine/security.js';
import type { Transition } from '../machine/transition.js';
import { securityOf } from '../machine/machine.js';

type SignatureConfig = Pick<KernelConfig, 'kexecSig' | 'kexecSigVerifies' | 'imaArchPolicy'>;

/** No CAP_SYS_BOOT: neither loads nor jumps (core 4.1 row 1, R4.11). */
export const whenCapable = (transition: Transition): Result =>
  securityOf(transition.machine).capSysBoot
    ? done
    : refuse('EPERM', 'the caller has no CAP_SYS_BOOT (in a container or a service, it may have been taken)');

/** Under Secure Boot the kernel's own rules for IMA count. security/integrity/ima/ima_efi.c: arch_ima_get_secureboot() */
const underArchPolicy = ({ secureBoot }: MachineSecurity, { imaArchPolicy }: SignatureConfig): boolean =>
  secureBoot && imaArchPolicy;

/** security_locked_down(LOCKDOWN_KEXEC) (core 4.1 row 3). */
const lockedDown = (transition: Transition): boolean => {
  if (securityOf(transition.machine).lockdown === 'none') return false;
  transition.say(
    'notice',
    'Lockdown: kexec: kexec of unsigned images is restricted; see man kernel_lockdown.7',
  );
  return true;
};

/** What security modules say to kexec_load, which has no file to show (core 4.1 rows 2 and 3). kernel/kexec.c: kexec_load_check() */
export const allowAddresses = (transition: Transition, config: SignatureConfig): Result => {
  const security = securityOf(transition.machine);
  const signed = config.kexecSig !== 'none' && underArchPolicy(security, config);
  if (signed || security.imaAppraisesKexec) {
    transition.say(
      'error',
      'ima: impossible to appraise a kernel image without a file descriptor; try using kexec_file_load syscall.',
    );
    return refuse(
      'EACCES',
      `${signed ? 'Secure Boot' : 'a rule of IMA'} wants a kernel whose signature can be looked at, and kexec_load has no file: use kexec_file_load (-s) with a signed kernel`,
    );
  }
  return lockedDown(transition)
    ? refuse(
        'EPERM',
        `lockdown=${security.lockdown} refuses kexec_load, which has no signature to check: use kexec_file_load (-s) with a signed kernel`,
      )
    : done;
};

/** IMA looks at the file as it is read, before anything else does. security/integrity/ima/ima_main.c: ima_post_read_file() */
export const allowFile = (transition: Transition, config: SignatureConfig, imaSigned: boolean): Result => {
  const security = securityOf(transition.machine);
  const appraised =
    security.imaAppraisesKexec || (config.kexecSig === 'none' && underArchPolicy(security, config));
  return appraised && !imaSigned
    ? refuse('EACCES', 'IMA appraises kernels for kexec, and the file has no IMA signature (security.ima)')
    : done;
};

/** kimage_validate_signature(): a bad signature is refused where signatures are required, or the kernel is locked down (core R5.9). */
export const validateSignature = (
  transition: Transition,
  config: SignatureConfig,
  signature: KernelSignature,
): Result => {
  const { kexecSig, kexecSigVerifies } = config;
  if (kexecSig === 'none') return done;
  const bad = kexecSigVerifies
    ? badSignature(signature)
    : ({
        errno: 'EKEYREJECTED',
        reason: 'this kernel was built without a way to verify this format',
      } as const);
  if (bad === undefined) return done;
  if (kexecSig === 'required') {
    transition.say(
      'notice',
      `kexec_file: Enforced kernel signature verification failed (${-ERRNO[bad.errno]}).`,
    );
    return refuse(bad.errno, `${bad.reason}, and this kernel requires a good one (KEXEC_SIG_FORCE)`);
  }
  // A rule of IMA that had let the file pass would do in its place.
  if (securityOf(transition.machine).imaAppraisesKexec || !lockedDown(transition)) return done;
  const { lockdown } = securityOf(transition.machine);
  return refuse('EPERM', `lockdown=${lockdown}, and ${bad.reason}`);
};
