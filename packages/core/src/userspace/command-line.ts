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
 * Takes words that begin with `name` out of a line, each with the blank behind it. The first place where the name stands
 * inside a word ends the search. kexec/kexec.c: remove_parameter.
 */
const withoutParameter = (line: string, name: string): string => {
  let rest = line;
  for (let at = rest.indexOf(name); at !== -1; at = rest.indexOf(name)) {
    if (at > 0 && !/\s/.test(rest[at - 1]!)) break;
    const end = rest.indexOf(' ', at);
    rest = rest.slice(0, at) + (end === -1 ? '' : rest.slice(end + 1));
  }
  return rest;
};

/** kexec/kexec.c: get_command_line. */
const reusedCommandLine = (running: string, crash: boolean): string => {
  const [line = ''] = running.split(/[\r\n]/);
  const kept = withoutParameter(line, 'BOOT_IMAGE');
  return crash ? withoutParameter(kept, 'crashkernel') : kept;
};

/**
 * The command line that the tool passes on: the running kernel's, without what does not carry over, then what was
 * given, with a blank between them. kexec/kexec.c: concat_cmdline (core 7, table of options).
 * @param crash for a crash image: the next kernel must not reserve a crash region of its own
 */
export const nextCommandLine = (running: string, options: CommandLineOptions, crash: boolean): string => {
  const reused = options.reuse ? [reusedCommandLine(running, crash)] : [];
  const given = options.append ?? options.commandLine;
  return [...reused, ...(given === undefined ? [] : [given])].join(' ');
};
