import { dirname, resolve } from 'node:path';
import type { RequestedPlugin } from '@warmboot/scenario';

/** A plugin that somebody asked for, as plain data: another thread can load it as well. */
export interface NamedPlugin {
  /** The name of a package; or a path, which begins with `./` or `../` or is absolute. */
  readonly name: string;
  /** The directory that a path is relative to, and in which packages are looked for first. */
  readonly directory: string;
  /** Who asked, for messages: `--plugin`, `examples/thread.yaml, line 3`. */
  readonly askedBy: string;
}

/** Plugins named by `--plugin`: paths are relative to where the command runs. */
export const fromCommandLine = (names: readonly string[] = []): readonly NamedPlugin[] =>
  names.map((name) => ({ name, directory: process.cwd(), askedBy: '--plugin' }));

/** Plugins of a scenario: paths are relative to its file. */
export const fromScenario = (file: string, requested: readonly RequestedPlugin[]): readonly NamedPlugin[] =>
  requested.map(({ name, line }) => ({
    name,
    directory: dirname(resolve(file)),
    askedBy: `${file}, line ${line}`,
  }));

/** Who asked for which plugin: `--plugin ./mine`. */
export const request = ({ name, askedBy }: NamedPlugin): string =>
  askedBy.startsWith('--') ? `${askedBy} ${name}` : `${askedBy}: ${name}`;
