import { FormatError } from '@warmboot/format';
import { isPe, parsePe, sectionBytes, type PeFile, type PeSection } from './pe.js';

/** A unified kernel image: a kernel, and what belongs to it, as sections of one EFI application. */
export interface Uki {
  readonly pe: PeFile;
  /** `.linux` */
  readonly kernel: Uint8Array;
  /** `.initrd` */
  readonly initrd: Uint8Array | undefined;
  /** `.cmdline`, without what ends it. */
  readonly cmdline: string | undefined;
  /** `.uname` */
  readonly uname: string | undefined;
  /** `.osrel` */
  readonly osRelease: string | undefined;
  /** `.dtb` */
  readonly dtb: Uint8Array | undefined;
}

/** As loaders find it: the last section of a name counts. */
const sectionNamed = (sections: readonly PeSection[], name: string): PeSection | undefined =>
  sections.findLast((section) => section.name === name);

/** Whether a PE file has a section `.linux`. A broken one has not. */
export const isUki = (bytes: Uint8Array): boolean => {
  if (!isPe(bytes)) return false;
  try {
    return sectionNamed(parsePe(bytes).sections, '.linux') !== undefined;
  } catch {
    return false;
  }
};

/** Takes a UKI apart. The UAPI group's specification "Unified Kernel Image". @throws FormatError */
export const parseUki = (bytes: Uint8Array): Uki => {
  const pe = parsePe(bytes);
  const content = (name: string): Uint8Array | undefined => {
    const section = sectionNamed(pe.sections, name);
    return section && sectionBytes(bytes, section);
  };
  const text = (name: string): string | undefined => {
    const held = content(name);
    return held && new TextDecoder().decode(held).replace(/[\0\n]+$/, '');
  };
  const kernel = content('.linux');
  if (kernel === undefined) {
    throw new FormatError({
      format: 'UKI',
      field: 'section .linux',
      found: 'missing',
      allowed: 'a PE file with the kernel in a section .linux',
    });
  }
  return {
    pe,
    kernel,
    initrd: content('.initrd'),
    cmdline: text('.cmdline'),
    uname: text('.uname'),
    osRelease: text('.osrel'),
    dtb: content('.dtb'),
  };
};

/** The kernel and the initrd of a UKI, or why a file is none: in the words of kexec-tools where it has some. */
export const unwrapUki = (
  file: Uint8Array,
):
  | { readonly ok: true; readonly kernel: Uint8Array; readonly initrd: Uint8Array | undefined }
  | { readonly ok: false; readonly reason: string } => {
  if (!isPe(file)) return { ok: false, reason: 'Not a PE file' };
  if (!isUki(file)) return { ok: false, reason: 'can not find .linux section' };
  try {
    const { kernel, initrd } = parseUki(file);
    return { ok: true, kernel, initrd };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { ok: false, reason: error.message };
  }
};
