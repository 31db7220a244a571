import { jsonLine } from '@warmboot/answers/text';
import type { Framework, Registry } from '@warmboot/core';
import { BOOT_FIRMWARE, extend } from '@warmboot/core';

import { ACTOR, PROPERTY } from '@warmboot/explorer';
import { Command } from 'commander';
import { scenarioSchemaFor } from '@warmboot/scenario';
import { openScenario } from '../session/scenario-file.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';

const EXAMPLES = `
Examples:
  warmboot plugins --plugin warmboot-arch-riscv64
  warmboot plugins examples/thread.yaml
  warmboot plugins --plugin warmboot-arch-ppc64le --schema > scenario.schema.json`;

interface Options {
  readonly json?: boolean;
  readonly schema?: boolean;
}

/** `warmboot plugins [SCENARIO]`: what is loaded, where each came from, and what it brings. */
export const pluginsCommand = (session: Session): Command =>
  new Command('plugins')
    .description('list the plugins, where each came from, and what it brings')
    .argument('[scenario]', 'with the plugins of this scenario')
    .option('--json', 'one JSON object a line')
    .option('--schema', 'instead: the JSON Schema of scenarios with the verbs of these plugins, for editors')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, { json = false, schema = false }: Options) => {
      const { terminal } = session;
      const framework =
        file === undefined
          ? await openFramework(session.plugins)
          : (await openScenario(file, session.plugins)).framework;
      if (schema) {
        terminal.print(jsonLine(scenarioSchemaFor(framework)));
        return;
      }
      for (const { name, description, source, ...brings } of listed(framework)) {
        if (json) {
          terminal.print(jsonLine({ name, description, source, ...brings }));
          continue;
        }
        terminal.print(`${terminal.colour.bold(name)}  ${description}`);
        terminal.print(terminal.colour.dim(`  from: ${source}`));
        for (const [kind, names] of Object.entries(brings)) {
          if (names.length > 0) terminal.print(`  ${kind}: ${names.join(', ')}`);
        }
      }
    });

const CORE = {
  name: '@warmboot/core',
  description: 'the kernel model, its policies and kernel versions',
  source: 'the model itself',
};

const EXPLORER = {
  name: '@warmboot/explorer',
  description: 'every order of events: actors, and properties that should hold',
  source: 'comes with warmboot',
};

const listed = (framework: Framework) => {
  const { plugins, architectures, policies, profiles, hotplugFirmware } = framework;
  return [
    CORE,
    EXPLORER,
    ...plugins.all().map(({ name, description }) => ({
      name,
      description,
      source: plugins.sourceOf(name) ?? 'registered by a program',
    })),
  ].map((plugin) => ({
    ...plugin,
    architectures: broughtBy(plugin.name, architectures),
    policies: broughtBy(plugin.name, policies),
    profiles: broughtBy(plugin.name, profiles),
    firmware: [
      ...broughtBy(plugin.name, hotplugFirmware),
      ...broughtBy(plugin.name, framework.parts(BOOT_FIRMWARE)),
    ],
    hotplug: broughtBy(plugin.name, framework.parts(extend.PROVIDER)),
    verbs: broughtBy(plugin.name, framework.parts(extend.ACTION)),
    actors: broughtBy(plugin.name, framework.parts(ACTOR)),
    properties: broughtBy(plugin.name, framework.parts(PROPERTY)),
  }));
};

const broughtBy = (plugin: string, registry: Registry<{ readonly name: string }>): readonly string[] =>
  registry
    .all()
    .map(({ name }) => name)
    .filter((name) => registry.originOf(name) === plugin);
