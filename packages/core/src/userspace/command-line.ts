/** The options of kexec(8) that make the next kernel's command line. */
export interface CommandLineOptions {
  /** --reuse-cmdline: start from /proc/cmdline. */
  readonly reuse: boolean;
  /** --append; after the reused part. */
  readonly append: string | undefined;
  /** --command-line; the same option under its other name. */
  readonly commandLine: string | undefined;
}

/**
 * The command line that the tool passes on: the running kernel's, without what does not carry over, then what was
 * given. kexec/kexec.c: get_command_line (core 7, table of options).
 * @param crash for a crash image: the next kernel must not reserve a crash region of its own
 */
export const nextCommandLine = (running: string, options: CommandLineOptions, crash: boolean): string => {
  const reused = options.reuse
    ? running
        .split(' ')
        .filter((word) => !word.startsWith('BOOT_IMAGE=') && !(crash && word.startsWith('crashkernel=')))
        .join(' ')
    : '';
  const given = options.append ?? options.commandLine;
  return [reused, given ?? ''].filter((part) => part !== '').join(' ');
};
