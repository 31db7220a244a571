import type { KernelFileType, Probed, ToolRefusal } from '../contract/kernel-files.js';

/** A file taken apart, or why it is no such file. */
export type Unwrapped =
  | {
      readonly ok: true;
      readonly kernel: Uint8Array;
      readonly initrd: Uint8Array | undefined;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * kexec-tools' row for a unified kernel image: its probe takes the kernel out and asks every other row about it. The
 * system call of `-s` then gets the kernel that was taken out. The loader of `-c` gets the file as a whole, which only a
 * type that keeps its own copy survives (kexec/kexec-uki.c: uki_image_probe, uki_image_load).
 */
export const wrappingType = (
  name: string,
  since: string,
  unwrap: (file: Uint8Array) => Unwrapped,
): KernelFileType => ({
  name,
  since,
  probe: (file, rows): Probed => {
    const opened = unwrap(file);
    if (!opened.ok) return opened;
    const others = rows.filter((row) => row.name !== name);
    for (const row of others) {
      const inner = row.probe(opened.kernel, others);
      if (!inner.ok) continue;
      const { description, placed, handed, keepsOwnCopy = false } = inner.file;
      return {
        ok: true,
        file: {
          description: `a UKI around ${description}`,
          handed,
          placed: keepsOwnCopy ? placed : wholeFile(row.name),
          ...(opened.initrd === undefined ? {} : { initrd: opened.initrd }),
        },
      };
    }
    return { ok: false, reason: 'Can not recognize the kernel format in .linux section' };
  },
});

const wholeFile = (loader: string): ToolRefusal => ({
  ok: false,
  said: [],
  reason: `for kexec_load the tool gives its ${loader} loader the whole UKI instead of its .linux section, which is no kernel that can start`,
});
