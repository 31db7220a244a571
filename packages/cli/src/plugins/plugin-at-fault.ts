import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FormatError } from '@warmboot/format';

/** A plugin whose code this process runs. */
interface LoadedPlugin {
  /** Who asked for which: `--plugin ./mine`. */
  readonly source: string;
  /** Where its code lies: the folder of its entry. */
  readonly folder: string;
}

/** By its entry. Modules stay loaded as long as the process, and so does this. */
const LOADED = new Map<string, LoadedPlugin>();

/** Remembers whose code a file is, for {@link pluginAtFault}. */
export const rememberPlugin = (entry: string, source: string): void => {
  LOADED.set(entry, { source, folder: dirname(entry) });
};

/** Packages of the command, when they are not installed but lie beside a plugin in one repository. */
const OURS = fileURLToPath(new URL('../../../', import.meta.url));

/** A line of a stack that V8 writes: `at name (file:///folder/file.js:12:3)`, or with a path where a loader gave one. */
const FRAME = /(?:at |\()((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):\d+\)?$/;

/** By name: the command starts without what has the class. */
const isPluginError = (error: Error): boolean => error.name === 'PluginError';

/**
 * What the plugin that threw an error, or that called what threw it, is to be told: one sentence that names it and the
 * line. Undefined for an error that no plugin had a part in, and for one that names the plugin already; but where an
 * actor is named, whose step asked a policy that throws, it is the policy's plugin that is to be told.
 */
export const pluginAtFault = (error: unknown): string | undefined => {
  if (LOADED.size === 0 || !(error instanceof Error)) return undefined;
  const thrown = isPluginError(error) && error.cause instanceof Error ? error.cause : error;
  const fault = faultIn(thrown);
  return fault === undefined || error.message.includes(fault.source) ? undefined : fault.words;
};

/** The innermost code of a plugin in the stack of an error, and a sentence about it. */
const faultIn = (thrown: Error): { readonly source: string; readonly words: string } | undefined => {
  if (isPluginError(thrown) || thrown instanceof FormatError) return undefined;
  const frames = (thrown.stack ?? '').split('\n').flatMap((line) => {
    const found = FRAME.exec(line);
    return found === null ? [] : [{ file: pathOf(found[1]!), line: found[2]! }];
  });
  for (const [depth, { file, line }] of frames.entries()) {
    const plugin = ownerOf(file);
    if (plugin === undefined) continue;
    const verb = depth === 0 ? 'throws' : 'causes';
    const place = `${relative(plugin.folder, file)}, line ${line}`;
    return {
      source: plugin.source,
      words: `${plugin.source}: the plugin ${verb} ${oneLine(thrown)} (${place})`,
    };
  }
  return undefined;
};

/** Empty for an URL that is no path of this system. */
const pathOf = (url: string): string => {
  try {
    return url.startsWith('file:') ? fileURLToPath(url) : url;
  } catch {
    return '';
  }
};

/** The plugin that a file is of: the nearest one around it. Packages that are installed below it are others'. */
const ownerOf = (file: string): LoadedPlugin | undefined => {
  const around = [...LOADED].filter(
    ([entry, { folder }]) =>
      file === entry ||
      (file.startsWith(folder + sep) &&
        !file.slice(folder.length).includes(`${sep}node_modules${sep}`) &&
        !file.startsWith(OURS)),
  );
  return (
    LOADED.get(file) ??
    around.map(([, plugin]) => plugin).sort((one, other) => other.folder.length - one.folder.length)[0]
  );
};

const oneLine = (error: Error): string => String(error).split('\n', 1)[0]!;
