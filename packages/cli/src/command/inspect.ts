import { Command } from 'commander';
import { showExplanation } from '@warmboot/answers';
import { jsonLine } from '@warmboot/answers/text';
import { inspectPath } from '../inspect/inspect-path.js';
import { archOption, bootOption, chosenArchitectures } from '../session/options.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';

interface InspectOptions {
  readonly arch?: readonly string[];
  readonly all?: boolean;
  readonly json?: boolean;
  readonly boot?: number;
}

const EXAMPLES = `
Examples:
  warmboot inspect /boot/vmlinuz
  warmboot inspect captures/arm64-efi-load/acpi-DSDT.bin --all
  warmboot inspect captures/x86_64-bios-load/boot_params.bin --json
  warmboot inspect captures/arm64-efi-load`;

/** `warmboot inspect FILE`: what a file is, and what it says. */
export const inspectCommand = (session: Session): Command =>
  new Command('inspect')
    .description(
      'say what a file is and what it says: kernels, devicetrees, ACPI, EFI, e820, vmcores, captures',
    )
    .argument('<file>', 'a file, a directory or a tar; - for standard input')
    .addOption(archOption('ask the loaders of these architectures only'))
    .addOption(bootOption())
    .option('--all', 'show source forms whole')
    .option('--json', 'one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, { arch, all = false, json = false, boot }: InspectOptions) => {
      const framework = await openFramework(session.plugins);
      const architectures = chosenArchitectures(framework, arch, undefined);
      const explanation = await inspectPath(path, {
        framework,
        architectures,
        path,
        ...(boot === undefined ? {} : { boot }),
      });
      if (json) session.terminal.print(jsonLine({ file: path, ...explanation }));
      else showExplanation(session.terminal, explanation, { all });
    });
