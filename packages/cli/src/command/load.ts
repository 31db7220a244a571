import { basename } from 'node:path';
import type { LoadPath } from '@warmboot/core';
import { security } from '@warmboot/core';
import {
  answerLoad,
  loadJson,
  NEWEST_TOOLS,
  refusalLines,
  showLoad,
  signatureIn,
  TRIED_POLICIES,
} from '@warmboot/answers';
import { assumedLines, jsonLine } from '@warmboot/answers/text';
import { parseSize } from '@warmboot/address';

import { FormatError } from '@warmboot/format';
import type { LoadOptions, LoadQuestion, PluggedFirst } from '@warmboot/scenario';
import { Command, Option } from 'commander';
import { openMachine } from '../capture/open-machine.js';
import { EXIT } from '../session/exit-status.js';
import { profileWarner } from '../print/warner.js';
import { address, initrdOf, readInput } from '../load/input-files.js';
import { writeBlobs } from '../load/write-blobs.js';
import {
  bootOption,
  collect,
  type KernelOptions,
  profileOption,
  saidByOptions,
  withBuildOptions,
} from '../session/options.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';

interface LoadCommandOptions extends KernelOptions {
  readonly loadPanic?: boolean;
  readonly kexecSyscall?: boolean;
  readonly kexecFileSyscall?: boolean;
  readonly kexecSyscallAuto?: boolean;
  readonly debug?: boolean;
  readonly type?: string;
  readonly memMin?: string;
  readonly memMax?: string;
  readonly append?: string;
  readonly commandLine?: string;
  readonly reuseCmdline?: boolean;
  readonly initrd?: string;
  readonly ramdisk?: string;
  readonly secureBoot?: boolean;
  readonly lockdown?: security.Lockdown;
  readonly signature?: security.Signature;
  readonly userSpace?: string;
  readonly dtb?: string;
  readonly entry?: string;
  readonly tools?: string;
  readonly policy?: readonly string[];
  readonly try?: readonly string[];
  readonly plug?: readonly string[];
  readonly all?: boolean;
  readonly json?: boolean;
  readonly write?: string;
  readonly boot?: number;
}

const EXAMPLES = `
Examples:
  warmboot load captures/x86_64-bios-load -l /boot/vmlinuz --initrd=/boot/initrd.img --reuse-cmdline
  warmboot load captures/arm64-efi-load -s vmlinuz.efi --append="console=ttyAMA0"
  warmboot load captures/x86_64-bios-kdump-c -p -c
  warmboot load captures/x86_64-bios-load -c --plug=1G --write=blobs

Without a kernel, the one that the machine runs is loaded. Options after the capture are those of kexec(8).`;

/** `warmboot load CAPTURE [KERNEL]`: kexec's own answer, and ours, before anybody reboots. */
export const loadCommand = (session: Session): Command =>
  withBuildOptions(
    new Command('load')
      .description(
        'load a kernel on a recorded machine as kexec(8) would: what goes where, and what comes of it',
      )
      .argument('<capture>', 'a capture or recording: a directory or a tar')
      .argument('[kernel]', 'a kernel file: bzImage, Image, vmlinux, zboot, UKI, uImage, packed or not')
      .optionsGroup('Options of kexec(8):')
      .option('-l, --load', 'load it for kexec -e (the default)')
      .option('-p, --load-panic', 'load it for a panic')
      .option('-c, --kexec-syscall', 'by kexec_load: kexec-tools chooses the places')
      .option('-s, --kexec-file-syscall', 'by kexec_file_load: Linux chooses the places')
      .option('-a, --kexec-syscall-auto', 'by kexec_file_load, and by kexec_load where that is refused')
      .option('-d, --debug', 'show all that kexec -d prints')
      .option('-t, --type <type>', 'the kernel is of this type')
      .option('--mem-min <addr>', 'lowest address to use; -c only')
      .option('--mem-max <addr>', 'highest address to use; -c only')
      .addOption(new Option('--append <string>', 'command line of the next kernel'))
      .option('--command-line <string>', 'the same')
      .option('--reuse-cmdline', 'begin with the command line of the running kernel')
      .option('--initrd <file>', 'initial ramdisk')
      .addOption(new Option('--ramdisk <file>', 'the same').hideHelp())
      .option('--dtb <file>', 'devicetree instead of the running machine’s; -c only')
      .option('--entry <addr>', 'jump there instead; -c only')
      .optionsGroup('Options of warmboot:')
      .option('--tools <release>', `release of kexec-tools (what the capture says, else ${NEWEST_TOOLS})`)
      .addOption(profileOption()),
  )
    .addOption(
      new Option(
        '--plug <size>',
        'plug a memory device first, and bring it online: 1G or 1G@0x100000000',
      ).argParser(collect),
    )
    .addOption(
      new Option('--policy <policies>', 'policies in force, also while it is loaded').argParser(collect),
    )
    .addOption(
      new Option(
        '--try <policies>',
        `policies under which memory is changed before the jump (${TRIED_POLICIES.join(',')})`,
      ).argParser(collect),
    )
    .addOption(bootOption())
    .option('--secure-boot', 'the machine booted with Secure Boot, and its kernel is locked down')
    .addOption(
      new Option(
        '--lockdown <level>',
        'what /sys/kernel/security/lockdown says (what the capture says)',
      ).choices(security.LOCKDOWN_LEVELS),
    )
    .addOption(
      new Option('--signature <what>', 'of the kernel file (trusted where it has one)').choices(
        security.SIGNATURES,
      ),
    )
    .option('--user-space <size>', 'what programs of the initrd take of memory beside their files (4M)')
    .option(
      '--all',
      'everything: the words of loaders and of kexec, the whole hand-over, every range and reason',
    )
    .option('--json', 'one JSON object')
    .option('--write <dir>', 'write the blobs of the hand-over into a new directory')
    .addHelpText('after', EXAMPLES)
    .action(async (capture: string, kernel: string | undefined, options: LoadCommandOptions) => {
      const { terminal } = session;
      const { all = false } = options;
      const framework = await openFramework(session.plugins);
      const said = saidByOptions(framework, options);
      const record = await openMachine(framework, capture, said, options.boot);
      const question = questionOf(kernel, options, record.kexecTools);
      const prediction = answerLoad(framework, record, question, {
        plug: (options.plug ?? []).map(pluggedFirst),
        policies: (options.policy ?? []).filter((name) => name !== 'none'),
        tried: options.try ?? TRIED_POLICIES,
        ...securityOf(options),
        said,
      });
      profileWarner(terminal)(prediction.kernel);
      const loaded = prediction.answer.image !== undefined;
      if (options.json === true)
        terminal.print(jsonLine({ ...loadJson(prediction, question), assumed: record.assumed ?? [] }));
      else if (loaded || question.debug) {
        const { assumed } = record;
        showLoad(terminal, prediction, question, `${basename(capture)}: ${record.kernel}`, { all, assumed });
      }
      if (!loaded) {
        for (const line of refusalLines(framework, prediction, question)) terminal.complain(line);
        if (!question.debug)
          for (const line of assumedLines(terminal, record.assumed)) terminal.complain(line);
        session.status = EXIT.failed;
        return;
      }
      if (options.write === undefined) return;
      const written = writeBlobs(options.write, prediction);
      if (options.json !== true) terminal.print(`\nWritten to ${options.write}: ${written.join(', ')}`);
    });

/** What the options say of who may load; undefined where they say nothing. */
const securityOf = ({ secureBoot, lockdown }: LoadCommandOptions): Pick<LoadOptions, 'security'> =>
  secureBoot === undefined && lockdown === undefined
    ? {}
    : {
        security: {
          ...(secureBoot === undefined ? {} : { secureBoot }),
          ...(lockdown === undefined ? {} : { lockdown }),
        },
      };

const questionOf = (
  kernel: string | undefined,
  options: LoadCommandOptions,
  recordedTools: string = NEWEST_TOOLS,
): LoadQuestion => {
  const { memMin, memMax, append, commandLine, entry, type, dtb, debug = false } = options;
  const initrd = options.initrd ?? options.ramdisk;
  const path = pathOf(options);
  const file = kernel === undefined ? undefined : { path: kernel, bytes: readInput(kernel, 'kernel') };
  const signature = options.signature ?? (file && signatureIn(file.bytes));
  return {
    image: options.loadPanic === true ? 'crash' : 'normal',
    ...(path === undefined ? {} : { path }),
    ...(file === undefined ? {} : { kernel: file }),
    ...(signature === undefined ? {} : { signature }),
    ...(initrd === undefined ? {} : { initrd: initrdOf(initrd, options.userSpace) }),
    reuseCommandLine: options.reuseCmdline === true,
    ...(append === undefined ? {} : { append }),
    ...(commandLine === undefined ? {} : { commandLine }),
    ...(memMin === undefined ? {} : { memMin: address('--mem-min', memMin) }),
    ...(memMax === undefined ? {} : { memMax: address('--mem-max', memMax) }),
    ...(entry === undefined ? {} : { entry: BigInt(address('--entry', entry)) }),
    ...(type === undefined ? {} : { fileType: type }),
    ...(dtb === undefined ? {} : { dtb: readInput(dtb, 'devicetree') }),
    debug,
    tools: release(options.tools ?? recordedTools),
  };
};

/** Undefined for none of them: then it is up to the release. */
const pathOf = (options: LoadCommandOptions): LoadPath | undefined => {
  if (options.kexecSyscall === true) return 'kexec_load';
  if (options.kexecFileSyscall === true) return 'kexec_file_load';
  return options.kexecSyscallAuto === true ? 'auto' : undefined;
};

const release = (text: string): string => {
  if (/^\d+(\.\d+)*$/.test(text)) return text;
  throw new FormatError({
    format: 'kexec-tools',
    field: '--tools',
    found: JSON.stringify(text),
    allowed: 'a release such as 2.0.25',
    advice: '`kexec --version` says which release a machine has.',
  });
};

const pluggedFirst = (text: string): PluggedFirst => {
  const [size, at] = text.split('@').map((part) => parseSize(part));
  if (size !== undefined && size > 0 && (at !== undefined || !text.includes('@'))) {
    return { size, ...(at === undefined ? {} : { at }) };
  }
  throw new FormatError({
    format: '--plug',
    field: 'the device',
    found: JSON.stringify(text),
    allowed: 'a size, and an address after @ where it matters: 1G or 1G@0x100000000',
  });
};
