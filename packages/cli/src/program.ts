import { Command } from 'commander';
import { captureCommand } from './command/capture.js';
import { crashkernelCommand } from './command/crashkernel.js';
import { compareCommand } from './command/compare.js';
import { completionCommand } from './command/completion.js';
import { exploreCommand } from './command/explore.js';
import { explainCommand } from './command/explain.js';
import { inspectCommand } from './command/inspect.js';
import { labCommand } from './command/lab.js';
import { loadCommand } from './command/load.js';
import { newCommand } from './command/new.js';
import { pluginsCommand } from './command/plugins.js';
import { policiesCommand } from './command/policies.js';
import { recordCommand } from './command/record.js';
import { replayCommand } from './command/replay.js';
import { runCommand } from './command/run.js';
import { studioCommand } from './command/studio.js';
import { verifyCommand } from './command/verify.js';
import { pluginOption } from './session/options.js';
import { fromCommandLine } from './plugins/named-plugin.js';
import type { Session } from './session/session.js';
import { ownVersion } from './session/version.js';

const DESCRIPTION = `What happens between two Linux kernels: kexec, memory hotplug and the firmware hand-over,
on arm64 and on x86_64, without a machine.`;

const EXAMPLES = `
Examples:
  warmboot compare examples/thread.yaml --arch arm64 --arch x86_64
  warmboot explore examples/thread.yaml --policy none --policy notifier-corrected
  warmboot run examples/thread.yaml --arch x86_64 --policy notifier-corrected
  warmboot run examples/before-the-reboot.yaml --machine warmboot-capture.tar
  warmboot crashkernel '2G-64G:256M,64G-:512M' --ram 16G
  warmboot replay captures/x86_64-bios-race-policy0 --check

Exit status: 0 fine, 1 an expectation or a check failed, 2 usage or bad input.`;

/** The command line of `warmboot`. Commands leave their exit status in the session. */
export const warmbootCommand = (session: Session): Command => {
  const { terminal } = session;
  const program = new Command('warmboot')
    .description(DESCRIPTION)
    .version(ownVersion(), '-V, --version', 'print the version')
    .addHelpText('after', EXAMPLES)
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
      outputError: (text, write) => write(text.replace(/^error: /, 'warmboot: ')),
    })
    .exitOverride()
    .hook('preAction', (_, command) => {
      session.plugins = fromCommandLine(command.opts<{ plugin?: readonly string[] }>().plugin);
    });
  const commands = [
    runCommand,
    compareCommand,
    replayCommand,
    exploreCommand,
    recordCommand,
    verifyCommand,
    labCommand,
    loadCommand,
    inspectCommand,
    studioCommand,
    captureCommand,
    crashkernelCommand,
    policiesCommand,
    pluginsCommand,
    newCommand,
    explainCommand,
    completionCommand,
  ];
  for (const make of commands) {
    program.addCommand(make(session).addOption(pluginOption()).copyInheritedSettings(program));
  }
  return program;
};
