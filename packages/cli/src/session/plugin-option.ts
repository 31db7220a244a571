import { Option } from 'commander';

/** `--plugin P`, any number of times, on every command. One value each: what follows may be the command's argument. */
export const pluginOption = (): Option =>
  new Option(
    '--plugin <name>',
    'a plugin to load: its package, or a path that begins with ./ or ../; may be repeated',
  ).argParser((name: string, before: readonly string[] = []) => [...before, name]);
