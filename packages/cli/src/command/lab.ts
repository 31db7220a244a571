import {
  boardOf,
  cacheFolder,
  fetchGuestTools,
  fetchStockKernel,
  guestKernel,
  hasBoard,
} from '@warmboot/lab';
import { Command } from 'commander';
import { archOption, chosenArchitectures, listOption } from '../session/options.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';

interface SetupOptions {
  readonly arch?: readonly string[];
  readonly kernel?: readonly string[];
  readonly suite?: string;
}

/** A word for programs alone. */
const NONE = 'none';

const EXAMPLES = `
Examples:
  warmboot lab setup --arch x86_64 --arch arm64
  warmboot lab setup --arch x86_64 --kernel debian,debian-6.12
  warmboot lab setup --arch riscv64 --suite forky --kernel none

What is fetched stays in WARMBOOT_CACHE, or in the user's cache. QEMU itself comes from the system:
apt install qemu-system-x86 qemu-system-arm ovmf qemu-efi-aarch64`;

const setupCommand = (session: Session): Command =>
  new Command('setup')
    .description('fetch programs and kernels for guests from Debian’s packages, without root')
    .addOption(archOption('for these architectures; all by default'))
    .addOption(listOption('--kernel <name...>', 'kernels: debian, debian-VERSION, none; debian by default'))
    .option('--suite <name>', 'a suite of Debian instead of this machine’s own: trixie, forky')
    .addHelpText('after', EXAMPLES)
    .action(async ({ arch, kernel: kernels = ['debian'], suite }: SetupOptions) => {
      const framework = await openFramework(session.plugins);
      const cache = cacheFolder();
      // A guest's programs need nobody who knows its architecture: a plugin may come later.
      const names = arch?.every(hasBoard) === true ? arch : chosenArchitectures(framework, arch, undefined);
      for (const name of names) {
        const board = boardOf(name);
        session.terminal.status?.(`${name}: programs`);
        await fetchGuestTools(cache, board, suite);
        for (const word of kernels.filter((word) => word !== NONE)) {
          session.terminal.status?.(`${name}: ${word}`);
          await fetchStockKernel(cache, board, word, suite);
          session.terminal.status?.('');
          session.terminal.print(`${name}  ${word}  ${guestKernel(cache, board, word).image}`);
        }
      }
    });

/** `warmboot lab`: what real kernels are recorded with. */
export const labCommand = (session: Session): Command =>
  new Command('lab')
    .description('what real kernels are recorded with')
    .addCommand(setupCommand(session))
    .addHelpText('after', EXAMPLES);
