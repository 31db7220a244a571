import { pathToFileURL } from 'node:url';
import type { SourcedPlugin } from '@warmboot/core';
import { PluginError, checkPlugin } from '@warmboot/core';

import { locatePlugin } from './locate-plugin.js';
import type { NamedPlugin } from './named-plugin.js';
import { request } from './named-plugin.js';
import { rememberPlugin } from './plugin-at-fault.js';

/** Imports a plugin. @throws PluginError for one that is not there, cannot be imported, or is none */
export const loadPlugin = async (named: NamedPlugin): Promise<SourcedPlugin> => {
  const file = locatePlugin(named);
  const source = request(named);
  rememberPlugin(file, source);
  const { plugin } = await importPlugin(file, source);
  if (plugin === undefined) {
    throw new PluginError(`${source}: ${file} is no plugin: it exports nothing named "plugin"`);
  }
  return { plugin: checkPlugin(plugin, `plugin ${source}`), source };
};

const importPlugin = async (file: string, source: string): Promise<{ readonly plugin?: unknown }> => {
  try {
    return (await import(pathToFileURL(file).href)) as { readonly plugin?: unknown };
  } catch (error) {
    throw new PluginError(`${source}: importing ${file} fails: ${oneLine(error)}`, { cause: error });
  }
};

const oneLine = (error: unknown): string => String(error).split('\n', 1)[0]!;
