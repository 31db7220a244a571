import type { AddressRange } from '@warmboot/address';
import { rangeAt } from '@warmboot/address';
import { commandLine } from '@warmboot/core/plugin';

/** Values of a parameter, in their order. */
const valuesOf = (cmdline: string, name: string): readonly string[] =>
  cmdline.split(/\s+/).flatMap((word) => (word.startsWith(`${name}=`) ? [word.slice(name.length + 1)] : []));

const numberOf = (text: string): number => Number(commandLine.size(text).value);

/** `size@start` and `start,size`, as memparse() reads them. */
const splitAt = (text: string, separator: string): readonly [string, string] | undefined => {
  const at = text.indexOf(separator);
  return at < 0 ? undefined : [text.slice(0, at), text.slice(at + 1)];
};

/** `initrd=start,size`: the last one counts. init/do_mounts_initrd.c: early_initrd */
export const initrdOf = (cmdline: string): AddressRange | undefined => {
  const parts = splitAt(valuesOf(cmdline, 'initrd').at(-1) ?? '', ',');
  if (parts === undefined) return undefined;
  const size = numberOf(parts[1]);
  return size > 0 ? rangeAt(numberOf(parts[0]), size) : undefined;
};

/**
 * `mem=size@start`, each of which adds memory after the first has forgotten all that firmware told; one without a start
 * only forgets. arch/loongarch/kernel/setup.c: early_parse_mem
 * @returns undefined where the line has no `mem=`
 */
export const memoryOf = (cmdline: string): readonly AddressRange[] | undefined => {
  const values = valuesOf(cmdline, 'mem');
  if (values.length === 0) return undefined;
  return values.flatMap((value) => {
    const parts = splitAt(value, '@');
    return parts === undefined ? [] : [rangeAt(numberOf(parts[1]), numberOf(parts[0]))];
  });
};

/** `elfcorehdr=[size@]start`; the size is 0 where it is not told. kernel/crash_dump.c: setup_elfcorehdr */
export const coreHeaderOf = (cmdline: string): { readonly at: number; readonly size: number } | undefined => {
  const value = valuesOf(cmdline, 'elfcorehdr').at(-1);
  if (value === undefined) return undefined;
  const parts = splitAt(value, '@');
  return parts === undefined
    ? { at: numberOf(value), size: 0 }
    : { at: numberOf(parts[1]), size: numberOf(parts[0]) };
};

/** Words that kexec-tools takes out of a command line that it uses again. kexec-loongarch.c: OPT_REUSE_CMDLINE */
const OWN_WORDS = /^(?:kexec|kexec_file|initrd)(?:=|$)/;

/** The line without what the tool writes itself. */
export const withoutOwnWords = (cmdline: string): string =>
  cmdline
    .split(/\s+/)
    .filter((word) => word !== '' && !OWN_WORDS.test(word))
    .join(' ');
