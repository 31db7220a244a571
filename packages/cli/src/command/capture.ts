import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Session } from '../session/session.js';

const SCRIPT = new URL('../../script/capture.sh', import.meta.url);

const EXAMPLES = `
Examples:
  warmboot capture > capture.sh                        # then, on the machine, as root:  sh capture.sh
  warmboot capture | ssh root@host sh -s -- - > host.tar
  warmboot run examples/before-the-reboot.yaml --machine host.tar

The script needs busybox and nothing more. It changes nothing, and says what it could not read.
The tar holds the kernel's log and command line: look at it before you give it away.`;

/** `warmboot capture`: prints the script that records a machine. */
export const captureCommand = (session: Session): Command =>
  new Command('capture')
    .description('print the POSIX shell script that records a machine into a tar')
    .addHelpText('after', EXAMPLES)
    .action(() => session.terminal.print(readFileSync(SCRIPT, 'utf8').trimEnd()));
