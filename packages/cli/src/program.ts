import { Command } from 'commander';
import { pluginOption } from './session/plugin-option.js';
import { needPackages } from './plugins/in-bundle.js';
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

type MakeCommand = (session: Session) => Command;

/** The commands in the order of the help. A command is loaded with what it works with, and only when it is asked for. */
const COMMANDS: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  run: async () => (await import('./command/run.js')).runCommand,
  compare: async () => (await import('./command/compare.js')).compareCommand,
  replay: async () => (await import('./command/replay.js')).replayCommand,
  explore: async () => (await import('./command/explore.js')).exploreCommand,
  record: async () => (await import('./command/record.js')).recordCommand,
  verify: async () => (await import('./command/verify.js')).verifyCommand,
  lab: async () => (await import('./command/lab.js')).labCommand,
  load: async () => (await import('./command/load.js')).loadCommand,
  inspect: async () => (await import('./command/inspect.js')).inspectCommand,
  studio: async () => (await import('./command/studio.js')).studioCommand,
  capture: async () => (await import('./command/capture.js')).captureCommand,
  crashkernel: async () => (await import('./command/crashkernel.js')).crashkernelCommand,
  policies: async () => (await import('./command/policies.js')).policiesCommand,
  plugins: async () => (await import('./command/plugins.js')).pluginsCommand,
  new: async () => (await import('./command/new.js')).newCommand,
  explain: async () => (await import('./command/explain.js')).explainCommand,
  completion: async () => (await import('./command/completion.js')).completionCommand,
};

/** Names of commands that tell about all of them. */
const ABOUT_ALL: readonly string[] = ['completion'];

/** The commands that words ask for: the one that they name, or all where help is wanted or a name is not known. */
const askedFor = ([first]: readonly string[]): readonly string[] => {
  if (first === '-V' || first === '--version') return [];
  const one = first !== undefined && Object.hasOwn(COMMANDS, first) && !ABOUT_ALL.includes(first);
  return one ? [first] : Object.keys(COMMANDS);
};

/**
 * The command line of `warmboot`, with the commands that the words ask for. Commands leave their exit status in the
 * session.
 */
export const warmbootCommand = async (session: Session, argv: readonly string[]): Promise<Command> => {
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
      if (session.plugins.length > 0) needPackages();
    });
  for (const name of askedFor(argv)) {
    const make = await COMMANDS[name]!();
    program.addCommand(make(session).addOption(pluginOption()).copyInheritedSettings(program));
  }
  return program;
};
