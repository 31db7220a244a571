import type { Framework } from '@warmboot/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ScenarioDocument } from './document.js';
import { readExpectations } from './read-expectations.js';
import { readStep } from './read-step.js';
import type { MachineDescription, PerArchitecture, Scenario, SizeText } from './scenario.js';
import type { KernelRecord, ToolSizes } from './scenario.js';
import { firstSchemaFault } from './schema-fault.js';
import { scenarioSchema } from './schema.js';
import { checkAddresses } from './check-addresses.js';
import { NamesOf } from './names.js';

/** A scenario as it is written: what the schema lets through. */
interface ScenarioText {
  readonly name: string;
  readonly story?: string;
  readonly machine?: MachineDescription & { readonly on?: Readonly<Record<string, MachineDescription>> };
  readonly kernel?: Readonly<Record<string, KernelRecord>>;
  readonly initrd?: PerArchitecture<SizeText | boolean>;
  readonly tools?: Readonly<Record<string, ToolSizes>>;
  readonly profile?: string;
  readonly policy?: string | readonly string[];
  readonly steps: readonly unknown[];
  readonly expect?: unknown;
}

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true, verbose: true }).compile<ScenarioText>(
  scenarioSchema,
);

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

/**
 * Reads a scenario: YAML or JSON, checked against {@link scenarioSchema} and against the names that plugins registered.
 * @param file its path, for messages and for what is relative to it
 * @throws FormatError with file, line, column, the path of the value, what was found and what is allowed
 */
export const parseScenario = (framework: Framework, text: string, file: string): Scenario => {
  const document = new ScenarioDocument(text, file);
  const value: unknown = document.value;
  if (!validate(value)) throw firstSchemaFault(document, validate.errors ?? []);

  const names = new NamesOf(framework, document);
  const { on = {}, ...machine } = value.machine ?? {};
  const { initrd } = value;
  const scenario: Scenario = {
    name: value.name,
    ...(value.story === undefined ? {} : { story: value.story.trim() }),
    file,
    machine,
    machineOn: byArchitecture(names, on, 'machine.on'),
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
    policy: names.policies(value.policy, ['policy']),
    steps: value.steps.map((step, index) => readStep(document, names, step, ['steps', index])),
    expect: readExpectations(document, names, value.expect, ['expect']),
  };
  checkAddresses(document, scenario);
  return scenario;
};
