/** Words of a kernel command line; double quotes keep blanks together. */
const words = (cmdline: string): string[] => cmdline.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];

/** Whether `name` stands on the command line, alone or with a value. */
export const hasBootOption = (cmdline: string, name: string): boolean =>
  words(cmdline).some((word) => word === name || word.startsWith(`${name}=`));

/** The values of every `name=value`, in order. */
export const bootOptionValues = (cmdline: string, name: string): string[] =>
  words(cmdline)
    .filter((word) => word.startsWith(`${name}=`))
    .map((word) => word.slice(name.length + 1).replaceAll('"', ''));
