import type { Framework, KernelRecord, SizeText } from '@warmboot/core';
import { ScenarioDocument } from '../words/document.js';
import type { SchemaCheck } from '../words/schema-check.js';
import type { WrittenExplore } from './explore-section.js';
import { readExplore } from './explore-section.js';
import { readExpectations } from './read-expectations.js';
import { readStep } from './read-step.js';
import type { MachineDescription, PerArchitecture, ToolSizes } from '../written/machine-description.js';
import type { Scenario } from './scenario.js';
import { firstSchemaFault } from './schema-fault.js';
import { checkBeforePlugins, checkFor } from './plugin-verbs.js';
import { checkAddresses } from './check-addresses.js';
import { checkKernelOptions } from './check-kernel-options.js';
import { NamesOf } from './names.js';
import { readQemu } from '../qemu/read-qemu.js';

/** A scenario as it is written: what the schema lets through. */
interface ScenarioText {
  readonly name: string;
  readonly story?: string;
  readonly plugins?: readonly string[];
  readonly machine?: MachineDescription & { readonly on?: Readonly<Record<string, MachineDescription>> };
  readonly kernel?: Readonly<Record<string, KernelRecord>>;
  readonly initrd?: PerArchitecture<SizeText | boolean>;
  readonly tools?: Readonly<Record<string, ToolSizes>>;
  readonly profile?: string;
  readonly release?: string;
  readonly arch?: string | readonly string[];
  readonly policy?: string | readonly string[];
  readonly udev?: boolean;
  readonly explore?: WrittenExplore;
  readonly steps?: readonly unknown[];
  readonly expect?: unknown;
}

/** Keys of a map by architecture, under the architectures' own names. */
const byArchitecture = <T>(
  names: NamesOf,
  values: Readonly<Record<string, T>> = {},
  path: string,
): Record<string, T> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      names.architectureKey(name, [...path.split('.'), name]),
      value,
    ]),
  );

interface ValidScenario {
  readonly document: ScenarioDocument;
  readonly value: ScenarioText;
}

/** The scenario that was read last: whoever asks for its plugins goes on to read it. */
let last:
  (ValidScenario & { readonly text: string; readonly file: string; readonly check: SchemaCheck }) | undefined;

/** A text that the schema lets through. @throws FormatError */
const validScenario = (text: string, file: string, check: SchemaCheck): ValidScenario => {
  if (last?.text !== text || last.file !== file || last.check !== check)
    last = { text, file, check, ...readValid(text, file, check) };
  return last;
};

const readValid = (text: string, file: string, check: SchemaCheck): ValidScenario => {
  const document = new ScenarioDocument(text, file);
  const faults = check.faults(document.value);
  if (faults.length > 0) throw firstSchemaFault(document, faults);
  const value = document.value as ScenarioText;
  if (value.steps === undefined && value.explore === undefined)
    throw document.fault([], 'without steps', 'steps to play, or an explore section');
  return { document, value };
};

/** A plugin that a scenario asks for. */
export interface RequestedPlugin {
  /** Name of its package, or a path relative to the scenario's file. */
  readonly name: string;
  /** Line of the file. */
  readonly line: number;
}

/**
 * The plugins that a scenario needs, so that somebody can load them before it is read.
 * @throws FormatError as {@link parseScenario} does, save for names that only plugins know
 */
export const pluginsOfScenario = (text: string, file: string): readonly RequestedPlugin[] => {
  const { document, value } = validScenario(text, file, checkBeforePlugins());
  return (value.plugins ?? []).map((name, index) => ({
    name,
    line: document.position(['plugins', index]).line,
  }));
};

/** A machine is described, recorded, or told in QEMU's words. @throws FormatError */
const checkOneMachine = (document: ScenarioDocument, machine: ScenarioText['machine']): void => {
  if (machine?.qemu !== undefined && machine.capture !== undefined) {
    const allowed = 'either capture or qemu: a recorded machine is what it is';
    throw document.keyFault(['machine', 'qemu'], 'beside machine.capture', allowed);
  }
  for (const [name, differing] of Object.entries(machine?.on ?? {})) {
    if (differing.qemu === undefined) continue;
    const path = ['machine', 'on', name, 'qemu'];
    throw document.keyFault(
      path,
      'for one architecture',
      'one machine.qemu; -machine says whose board it is',
    );
  }
};

/**
 * Reads a scenario: YAML or JSON, checked against {@link scenarioSchemaFor} and against the names that plugins registered.
 * @param file its path, for messages and for what is relative to it
 * @throws FormatError with file, line, column, the path of the value, what was found and what is allowed
 */
export const parseScenario = (framework: Framework, text: string, file: string): Scenario => {
  const { document, value } = validScenario(text, file, checkFor(framework));
  const names = new NamesOf(framework, document);
  const { on = {}, qemu, ...rest } = value.machine ?? {};
  const words = qemu === undefined ? undefined : readQemu(framework, document, qemu, ['machine', 'qemu']);
  checkOneMachine(document, value.machine);
  const { initrd } = value;
  const scenario: Scenario = {
    name: value.name,
    ...(value.story === undefined ? {} : { story: value.story.trim() }),
    file,
    plugins: value.plugins ?? [],
    machine: { ...words?.machine, ...rest },
    machineOn: { ...words?.machineOn, ...byArchitecture(names, on, 'machine.on') },
    bootDevices: words?.bootDevices ?? [],
    boardOf: words?.boardOf,
    kernel: byArchitecture(names, value.kernel, 'kernel'),
    ...(initrd === undefined || initrd === true
      ? {}
      : {
          initrd:
            typeof initrd === 'object'
              ? byArchitecture(names, initrd as Record<string, SizeText>, 'initrd')
              : initrd,
        }),
    tools: byArchitecture(names, value.tools, 'tools'),
    ...(value.profile === undefined ? {} : { profile: names.profile(value.profile, ['profile']) }),
    ...(value.release === undefined ? {} : { release: value.release }),
    ...(value.arch === undefined ? {} : { arch: names.architectures(value.arch, ['arch']) }),
    policy: names.policies(value.policy, ['policy']),
    udev: value.udev ?? true,
    ...(value.explore === undefined ? {} : { explore: readExplore(document, names, value.explore) }),
    steps: (value.steps ?? []).map((step, index) => readStep(document, names, step, ['steps', index])),
    expect: readExpectations(document, names, value.expect, ['expect']),
  };
  checkKernelOptions(framework, document, scenario);
  checkAddresses(document, scenario);
  return scenario;
};
