import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Framework } from '@warmboot/core';
import { parsingFile } from '@warmboot/format';
import type { OpenCapture, Scenario } from '@warmboot/scenario';
import { parseScenario, pluginsOfScenario } from '@warmboot/scenario';
import { readCaptureDirectory } from './capture-directory.js';
import type { NamedPlugin } from './plugins/named-plugin.js';
import { fromScenario } from './plugins/named-plugin.js';
import { openFramework } from './standard-framework.js';

/** A scenario, and what playing it takes. */
export interface OpenedScenario {
  readonly scenario: Scenario;
  /** Of the plugins that come with the command, those of the command line, and those of the scenario. */
  readonly framework: Framework;
  /** What the framework was loaded from beside the plugins that come with the command. */
  readonly plugins: readonly NamedPlugin[];
  /** Opens the captures that the scenario names. */
  readonly openCapture: OpenCapture;
}

/**
 * A scenario from a file, with the plugins that it asks for.
 * @param plugins those of the command line
 * @throws FormatError
 * @throws PluginError for a plugin that cannot be used
 */
export const openScenario = async (
  file: string,
  plugins: readonly NamedPlugin[] = [],
): Promise<OpenedScenario> => {
  const text = readFileSync(file, 'utf8');
  const requested = parsingFile(file, () => pluginsOfScenario(text, file));
  const all = [...plugins, ...fromScenario(file, requested)];
  const framework = await openFramework(all);
  return {
    scenario: parsingFile(file, () => parseScenario(framework, text, file)),
    framework,
    plugins: all,
    openCapture: (path) => readCaptureDirectory(resolve(dirname(file), path)),
  };
};
