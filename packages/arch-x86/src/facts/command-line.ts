/** A word of a kernel command line. */
export interface BootOption {
  readonly name: string;
  /** Undefined for a word without `=`. */
  readonly value: string | undefined;
}

/** The words of a kernel command line in order; double quotes keep blanks together. */
export const bootOptions = (cmdline: string): BootOption[] =>
  (cmdline.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).map((word) => {
    const at = word.indexOf('=');
    return at === -1
      ? { name: word, value: undefined }
      : { name: word.slice(0, at), value: word.slice(at + 1).replaceAll('"', '') };
  });

/** Whether `name` stands on the command line, alone or with a value. */
export const hasBootOption = (cmdline: string, name: string): boolean =>
  bootOptions(cmdline).some((option) => option.name === name);
