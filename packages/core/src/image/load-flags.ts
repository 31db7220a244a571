/** Flags of kexec_load and kexec_file_load. include/uapi/linux/kexec.h (core 4.1, 5, 6.3). */

export const KEXEC_ON_CRASH = 0x1;
/** kexec_load: the image is called like a function and returns. include/uapi/linux/kexec.h */
export const KEXEC_PRESERVE_CONTEXT = 0x2;
/** The kernel may write the ELF header of this crash image anew (6.6). */
export const KEXEC_UPDATE_ELFCOREHDR = 0x4;
/** The same for every architecture (6.10). */
export const KEXEC_CRASH_HOTPLUG_SUPPORT = 0x8;
/** kexec_load: the bits that name an architecture. */
export const KEXEC_ARCH_MASK = 0xffff_0000;

/** kexec_file_load: takes the image out instead. */
export const KEXEC_FILE_UNLOAD = 0x1;
/** kexec_file_load: the image is for a panic. */
export const KEXEC_FILE_ON_CRASH = 0x2;
/** kexec_file_load: there is no initrd. */
export const KEXEC_FILE_NO_INITRAMFS = 0x4;
/** Debugging output (6.8). */
export const KEXEC_FILE_DEBUG = 0x8;
