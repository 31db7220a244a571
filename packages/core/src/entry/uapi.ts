/**
 * include/uapi/linux/kexec.h: flags and limits of the loading system calls.
 *
 * @module
 */
export { KEXEC_ON_CRASH, KEXEC_FILE_ON_CRASH, KEXEC_UPDATE_ELFCOREHDR } from '../image/load-flags.js';
export { KEXEC_SEGMENT_MAX } from '../image/segment.js';
