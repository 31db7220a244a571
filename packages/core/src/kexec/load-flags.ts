/** Flags of kexec_load and kexec_file_load. include/uapi/linux/kexec.h (core 4.1, 5, 6.3). */

export const KEXEC_ON_CRASH = 0x1;
export const KEXEC_PRESERVE_CONTEXT = 0x2;
/** The kernel may write the ELF header of this crash image anew (6.6). */
export const KEXEC_UPDATE_ELFCOREHDR = 0x4;
/** The same for every architecture (6.10). */
export const KEXEC_CRASH_HOTPLUG_SUPPORT = 0x8;
export const KEXEC_ARCH_MASK = 0xffff_0000;

export const KEXEC_FILE_UNLOAD = 0x1;
export const KEXEC_FILE_ON_CRASH = 0x2;
export const KEXEC_FILE_NO_INITRAMFS = 0x4;
/** Debugging output (6.8). */
export const KEXEC_FILE_DEBUG = 0x8;
