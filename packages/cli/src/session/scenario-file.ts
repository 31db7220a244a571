import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Framework } from '@warmboot/core';
import { parsingDirectory, parsingFile } from '@warmboot/format';
import type { CaptureFiles, OpenCapture, OpenFile, Scenario } from '@warmboot/scenario';
import { machineInWords, noBoots, parseScenario, pluginsOfScenario, readMachine } from '@warmboot/scenario';
import { openCapture } from '../capture/open-capture.js';
import { needPackages } from '../plugins/in-bundle.js';
import type { NamedPlugin } from '../plugins/named-plugin.js';
import { fromScenario } from '../plugins/named-plugin.js';
import { readFile } from './read-file.js';
import { readScenario } from './read-scenario.js';
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
  /** Reads a file that a step names, relative to the scenario. */
  readonly openFile: OpenFile;
  /** The architectures that it chose, or that its machine can be of; undefined when it can be played on any. */
  readonly machineOf: readonly string[] | undefined;
}

const inWords = (machine: string): boolean => /^\s*(?:-|qemu-system-)/.test(machine);

/** The scenario on another machine: in QEMU's words, or a capture relative to where the command runs. @throws FormatError */
const onMachine = (framework: Framework, scenario: Scenario, machine: string): Scenario => {
  const words = inWords(machine)
    ? machineInWords(framework, machine)
    : { machine: { capture: resolve(machine) }, machineOn: {}, bootDevices: [], boardOf: undefined };
  return { ...scenario, ...words };
};

/** A capture lies beside the scenario that names it, or where the command runs. */
const placeOf = (file: string, capture: string): string => {
  const beside = resolve(dirname(file), capture);
  return existsSync(beside) || !existsSync(resolve(capture)) ? beside : resolve(capture);
};

/**
 * A scenario from a file, with the plugins that it asks for.
 * @param plugins those of the command line
 * @param machine instead of the scenario's own: QEMU's words, or the path of a capture
 * @param boot which one of a log that `machine` names, as journalctl counts them
 * @throws FormatError
 * @throws PluginError for a plugin that cannot be used
 */
export const openScenario = async (
  file: string,
  plugins: readonly NamedPlugin[] = [],
  machine?: string,
  boot?: number,
): Promise<OpenedScenario> => {
  if (boot !== undefined && (machine === undefined || inWords(machine)))
    throw noBoots(machine === undefined ? 'no log: --machine names one' : 'a machine in QEMU’s words');
  // It may name plugins, and a pipe is read once. Not as numbers: Node 20 takes a pipe's for those of the modules that it
  // looks up next (realpathSync keeps the last ones).
  if (!statSync(file, { bigint: true }).isFile()) needPackages();
  const text = readScenario(file);
  const requested = parsingFile(file, () => pluginsOfScenario(text, file));
  const all = [...plugins, ...fromScenario(file, requested)];
  const framework = await openFramework(all);
  const written = parsingFile(file, () => parseScenario(framework, text, file));
  const scenario = machine === undefined ? written : onMachine(framework, written, machine);
  const captures = new Map<string, CaptureFiles>();
  for (const { capture } of [scenario.machine, ...Object.values(scenario.machineOn)]) {
    if (capture !== undefined) captures.set(capture, await openCapture(placeOf(file, capture), boot));
  }
  const { capture } = scenario.machine;
  return {
    scenario,
    framework,
    plugins: all,
    openCapture: (path) => captures.get(path)!,
    openFile: (path) => readFile(resolve(dirname(file), path)),
    machineOf:
      scenario.arch ??
      (capture === undefined
        ? scenario.boardOf
        : [parsingDirectory(capture, () => readMachine(captures.get(capture)!).arch)]),
  };
};
