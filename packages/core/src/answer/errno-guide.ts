import type { Errno } from './errno.js';

/** One way to get an error number. */
export interface ErrnoCause {
  /** The call or the file that answers it: `kexec_load`, `memoryN/state`. */
  readonly from: string;
  readonly when: string;
  /** Rule of the specification, where one says it: `core R5.1`. */
  readonly rule?: string;
}

/** What somebody who was answered an error number wants to know. */
export interface ErrnoGuide {
  readonly causes: readonly ErrnoCause[];
  /** What to do about it. */
  readonly advice: string;
}

const LOAD = 'kexec_load';
const FILE_LOAD = 'kexec_file_load';
const BOTH = 'kexec_load, kexec_file_load';
const EXEC = 'reboot (kexec -e)';
const STATE = 'memoryN/state';
const ADD = 'adding memory';
const DEVICE = 'plugging or unplugging a device';
const VIRTIO_MEM = 'the virtio-mem driver';

const cause = (from: string, when: string, rule?: string): ErrnoCause => ({
  from,
  when,
  ...(rule === undefined ? {} : { rule }),
});

/** What is true of every way in which a signature can fail. */
const SIGNED =
  '-a does not fall back after this error; -c does without a signature where lockdown is off. With Secure Boot take a kernel that is signed by a key the running one trusts (keyctl list %:.secondary_trusted_keys, %:.platform).';

const GUIDE: Readonly<Record<Errno, ErrnoGuide>> = {
  EPERM: {
    causes: [
      cause(BOTH, 'the caller has no CAP_SYS_BOOT', 'core 4.1 row 1'),
      cause(
        LOAD,
        'the kernel is locked down (Secure Boot, lockdown=): kexec -u by kexec_load too',
        'core 4.1 row 3',
      ),
      cause(FILE_LOAD, 'the kernel is locked down and the signature of the file is not good', 'core R5.9'),
      cause(
        BOTH,
        'kernel.kexec_load_disabled is set, or a kernel.kexec_load_limit_* is used up',
        'core R4.14',
      ),
      cause(
        LOAD,
        'the kernel is locked down (integrity or confidentiality), as Secure Boot makes it on most distributions: no unsigned code is taken',
        'core 4.1 row 3',
      ),
      cause(FILE_LOAD, 'the kernel is locked down, and the file has no signature that is good', 'core R5.9'),
      cause(
        STATE,
        'a memory notifier vetoed with NOTIFY_BAD, which carries no error of its own',
        'core R3.3',
      ),
    ],
    advice:
      'Lockdown (Secure Boot) refuses kexec_load: use -s with a signed kernel; -c helps only where lockdown is off (cat /sys/kernel/security/lockdown). kexec -a does not fall back after EPERM. The sysctl cannot be taken back before the next boot. For a block, the log names what objected; some architectures never let boot memory go.',
  },
  ENOENT: {
    causes: [
      cause('kexec_crash_size', 'a crash image is loaded', 'core R4.16'),
      cause('crashkernel=', 'the command line has no option of the form that was looked for', 'core R6.1'),
      cause('memory/probe', 'this kernel was built without that file', 'core R2.12'),
    ],
    advice: 'Unload the crash image first; for crashkernel=, look at the command line of the running kernel.',
  },
  EINTR: {
    causes: [
      cause(STATE, 'a signal is pending while pages are migrated', 'core 2.3, failures of offlining, row 9'),
    ],
    advice: 'Try again. The model delivers no signals, so only a recorded answer can hold it.',
  },
  EIO: {
    causes: [
      cause(DEVICE, 'the byte code of the firmware failed, or _EJ0 did not let the device go', 'core R2.26'),
      cause('powering on', 'the first kernel does not come up with what the description gives it'),
    ],
    advice: 'The reason names the method and the place in the table.',
  },
  E2BIG: {
    causes: [cause(ADD, 'the range is outside what the linear map of the kernel reaches', 'core R2.30')],
    advice:
      'Plug the device at a lower address; `warmboot compare` and docs/architectures.md show the limits.',
  },
  ENOEXEC: {
    causes: [
      cause(FILE_LOAD, 'no loader of this architecture knows the file', 'core R5.1'),
      cause(FILE_LOAD, 'the purgatory cannot be loaded or relocated', 'core R5.10'),
    ],
    advice:
      'The reason names the loaders that were asked and what each missed. kexec -a falls back on kexec_load after this error; an architecture may answer EINVAL for such a file instead.',
  },
  EAGAIN: {
    causes: [
      cause(
        VIRTIO_MEM,
        'the host no longer wants as much plugged as the driver asked for',
        'firmware-acpi X6',
      ),
    ],
    advice: 'The driver reads its request anew and goes on by itself.',
  },
  ENOMEM: {
    causes: [
      cause(
        BOTH,
        'no pages are left for control pages or for the pages in which the image waits',
        'core 4.1 rows 13, 16',
      ),
      cause(FILE_LOAD, 'the list of crash ranges has no room for another one', 'core R5.13'),
    ],
    advice: 'Load a smaller image or initrd. Destinations need no free memory; the waiting copy does.',
  },
  EACCES: {
    causes: [
      cause(LOAD, 'under Secure Boot, IMA wants an image whose signature can be looked at', 'core 4.1 row 2'),
      cause(LOAD, 'a rule of IMA appraises kernels for kexec', 'core 4.1 row 2'),
      cause(
        FILE_LOAD,
        'a rule of IMA appraises kernels for kexec, and the file has no IMA signature',
        'core R5.1',
      ),
    ],
    advice:
      'Use -s with a signed kernel; kexec_load has no file to look at. `kexec -a` does not fall back after it, and the fallback would be refused too.',
  },
  EFAULT: {
    causes: [
      cause(LOAD, 'the list of segments or a buffer cannot be read', 'core 4.1 rows 7, 16'),
      cause('a write to memory', 'nothing answers at the address'),
    ],
    advice: 'In a scenario, check the address against the memory that is plugged at that step.',
  },
  EBUSY: {
    causes: [
      cause(
        STATE,
        'a page of the block cannot move: kernel memory, or a page in which an image waits',
        'core R2.8',
      ),
      cause(DEVICE, 'a block of the device did not go offline', 'core R2.26'),
      cause(BOTH, 'another kexec call holds the lock', 'core 4.1 row 8'),
      cause(
        ADD,
        'something else has the addresses, or a policy keeps memory as it is while an image is loaded',
        'core R1.1',
      ),
    ],
    advice:
      'Online hot-added memory as online_movable if it should be able to go again. An image that is only waiting pins the blocks it waits in: unload it.',
  },
  EEXIST: {
    causes: [
      cause(ADD, 'a busy resource or a memory block is there already', 'core R2.30'),
      cause(DEVICE, 'the name or the addresses are taken'),
    ],
    advice: 'Look at /proc/iomem of that step: `warmboot run --json` prints it.',
  },
  ENODEV: {
    causes: [
      cause(DEVICE, 'there is no such device, or the firmware names none to the kernel'),
      cause(STATE, 'there is no such memory block'),
      cause('a walk over resources', 'no resource of the wanted kind is in the range', 'core R1.12'),
    ],
    advice:
      'Check the name; for firmware, whether the DSDT has a memory hotplug controller and a slot is free.',
  },
  EINVAL: {
    causes: [
      cause(
        BOTH,
        'unknown flags, more than 16 segments, another architecture, segments that overlap or are too large',
        'core 4.1, 4.2',
      ),
      cause(FILE_LOAD, 'the header of the file is not one that this architecture loads'),
      cause(STATE, 'the word is unknown, or the block is in that state already', 'core R2.4'),
      cause(ADD, 'the range is not made of whole memory blocks', 'core R2.15'),
      cause(EXEC, 'no image is loaded', 'core R4.11'),
      cause('crashkernel=', 'the option cannot be read', 'core R6.2'),
    ],
    advice: 'The reason says which of these it was; Linux itself often does not.',
  },
  ETXTBSY: {
    causes: [cause(VIRTIO_MEM, 'the host cannot carry out requests now', 'firmware-acpi X6')],
    advice: 'The driver waits and tries again by its own timer.',
  },
  EFBIG: {
    causes: [cause(FILE_LOAD, 'the kernel file is larger than the kernel reads', 'core R5.1')],
    advice: 'Only a recorded answer can hold it: the model reads files of any size.',
  },
  ENOSPC: {
    causes: [
      cause(VIRTIO_MEM, 'its region is full, or too much of it waits to be set online', 'firmware-acpi X6'),
      cause('kmem', 'no whole memory block fits into the device', 'core R2.19'),
      cause(DEVICE, 'the board has no slot or no room left for the device'),
    ],
    advice: 'Online what waits, or give the machine more slots and a larger maxmem.',
  },
  ERANGE: {
    causes: [cause('a number written to a file', 'it has more than 64 bits', 'core R2.12')],
    advice: 'Write a smaller number.',
  },
  ENOSYS: {
    causes: [
      cause(FILE_LOAD, 'the architecture has no loader in the kernel'),
      cause(ADD, 'the architecture, or this version of it, does not hotplug memory'),
      cause('powering on', 'the architecture cannot start a machine from a description'),
    ],
    advice:
      'Use kexec -c for the first, a recorded machine for the last. Authors of plugins: the member is optional, and it is missing.',
  },
  ENODATA: {
    causes: [cause(FILE_LOAD, 'signatures are enforced, and the kernel file has none', 'core R5.9')],
    advice: SIGNED,
  },
  ENOPKG: {
    causes: [
      cause(
        FILE_LOAD,
        'signatures are enforced, and this one uses a hash or a cipher that the running kernel was built without',
        'core R5.9',
      ),
    ],
    advice: `Sign with an algorithm that the running kernel has (/proc/crypto), SHA-256 and RSA as a rule. ${SIGNED}`,
  },
  EBADMSG: {
    causes: [cause(FILE_LOAD, 'signatures are enforced, and this one cannot be read as one', 'core R5.9')],
    advice: `Was the file changed after it was signed? ${SIGNED}`,
  },
  ELIBBAD: {
    causes: [
      cause(FILE_LOAD, 'signatures are required, and the file is no PE that could have one', 'core R5.9a'),
    ],
    advice:
      '`kexec -a` does not fall back after it. Load the signed image of the distribution, or use -c where lockdown is off.',
  },
  ENOTSUP: {
    causes: [cause(FILE_LOAD, 'this build of the kernel lacks what the file needs', 'core R7.10')],
    advice: 'kexec -a falls back on kexec_load after it. Only a recorded answer can hold it.',
  },
  EADDRNOTAVAIL: {
    causes: [
      cause(
        LOAD,
        'a segment wraps, is not page aligned, ends at the limit, or leaves the crash kernel’s region',
        'core 4.2',
      ),
      cause(FILE_LOAD, 'no hole is large enough', 'core R5.3'),
      cause(BOTH, 'the policy that checks destinations at load finds no memory at one', 'core 8.3 P4'),
    ],
    advice:
      'Compare the destinations with /proc/iomem. A destination that is not RAM passes mainline’s check; that is what the policies are about.',
  },
  ENOKEY: {
    causes: [
      cause(
        FILE_LOAD,
        'signatures are enforced, and no trusted key made this one: a kernel of another distribution, or of one’s own',
        'core R5.9',
      ),
    ],
    advice: `Enrol the key: mokutil --import, and a kernel that trusts the machine’s keys. ${SIGNED}`,
  },
  EKEYEXPIRED: {
    causes: [cause(FILE_LOAD, 'signatures are enforced, and the key of this one has expired', 'core R5.9')],
    advice: SIGNED,
  },
  EKEYREVOKED: {
    causes: [
      cause(
        FILE_LOAD,
        'signatures are enforced, and the key of this one was revoked (dbx, MOKListX)',
        'core R5.9',
      ),
    ],
    advice: `Update the kernel: its old signatures are no longer good. ${SIGNED}`,
  },
  EKEYREJECTED: {
    causes: [
      cause(
        FILE_LOAD,
        'signatures are enforced and this one is not good, or its key is on a list of refused ones',
        'core R5.9',
      ),
    ],
    advice: SIGNED,
  },
};

/** Who answers an error number, when, and what to do. */
export const errnoGuide = (errno: Errno): ErrnoGuide => GUIDE[errno];
