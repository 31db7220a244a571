import { Command } from 'commander';
import { jsonLine } from '../json.js';
import type { Session } from '../session.js';
import { standardFramework } from '../standard-framework.js';

/** `warmboot plugins`: what is registered, and by whom. */
export const pluginsCommand = ({ terminal }: Session): Command =>
  new Command('plugins')
    .description('list the plugins and what they bring')
    .option('--json', 'one JSON object a line')
    .action(({ json = false }: { json?: boolean }) => {
      const { plugins, architectures, policies, profiles, hotplugFirmware } = standardFramework();
      const core = {
        name: '@warmboot/core',
        description: 'the kernel model, its policies and kernel versions',
      };
      for (const { name, description } of [core, ...plugins]) {
        const brought = (registry: Pick<typeof policies, 'originOf'>, all: readonly { name: string }[]) =>
          all.map((entry) => entry.name).filter((entry) => registry.originOf(entry) === name);
        const brings = {
          architectures: brought(architectures, architectures.all()),
          policies: brought(policies, policies.all()),
          profiles: brought(profiles, profiles.all()),
          firmware: brought(hotplugFirmware, hotplugFirmware.all()),
        };
        if (json) {
          terminal.print(jsonLine({ name, description, ...brings }));
          continue;
        }
        terminal.print(`${terminal.colour.bold(name)}  ${description}`);
        for (const [kind, names] of Object.entries(brings)) {
          if (names.length > 0) terminal.print(`  ${kind}: ${names.join(', ')}`);
        }
      }
    });
