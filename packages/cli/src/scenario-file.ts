import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Framework } from '@warmboot/core';
import { parsingDirectory, parsingFile } from '@warmboot/format';
import type { CaptureFiles, OpenCapture, Scenario } from '@warmboot/scenario';
import { parseScenario, pluginsOfScenario, readMachine } from '@warmboot/scenario';
import { openCapture } from './capture/open-capture.js';
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
  /** The architecture of the recorded machine that it stands on; undefined when it can be played on any. */
  readonly recordedOn: string | undefined;
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
  const scenario = parsingFile(file, () => parseScenario(framework, text, file));
  const captures = new Map<string, CaptureFiles>();
  for (const { capture } of [scenario.machine, ...Object.values(scenario.machineOn)]) {
    if (capture !== undefined) captures.set(capture, await openCapture(resolve(dirname(file), capture)));
  }
  const { capture } = scenario.machine;
  return {
    scenario,
    framework,
    plugins: all,
    openCapture: (path) => captures.get(path)!,
    recordedOn:
      capture === undefined
        ? undefined
        : parsingDirectory(capture, () => readMachine(captures.get(capture)!).arch),
  };
};
