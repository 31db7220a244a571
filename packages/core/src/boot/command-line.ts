/** A word of a kernel command line. */
export interface BootOption {
  readonly name: string;
  /** Undefined for a word without `=`. */
  readonly value: string | undefined;
}

/**
 * The words of a kernel command line in order; double quotes keep blanks together, and what follows `--` is for init.
 * kernel/params.c: parse_args
 */
export const bootOptions = (cmdline: string): BootOption[] => {
  const words: readonly string[] = cmdline.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  const end = words.indexOf('--');
  return (end === -1 ? words : words.slice(0, end)).map((word) => {
    const bare = word.replaceAll('"', '');
    const at = bare.indexOf('=');
    return at === -1
      ? { name: bare, value: undefined }
      : { name: bare.slice(0, at), value: bare.slice(at + 1) };
  });
};

/** Whether `name` stands on the command line, alone or with a value. */
export const hasBootOption = (cmdline: string, name: string): boolean =>
  bootOptions(cmdline).some((option) => option.name === name);
