import type { KexecImageType } from '@warmboot/core';
import type { LoadedSegment } from '../memory/loaded-image.js';
import type { DoneAction, LookedUpSegment, StepOf } from './step.js';
import { hexText } from './stage.js';
import type { Stage } from './stage.js';

const CALL = { kexec_load: ['-c'], kexec_file_load: ['-s'], auto: ['-a'] } as const;

/** Lines of kexec -d that say nothing about memory, and are many. */
const NOISE = "grep -vE '^sym:|^R_X86|machine_apply_elf|^$'";

/** How long a load may take: the tool digests all of it, under emulation. */
const PATIENCE = 300;

/** `kexec -d <opts> <kind> kernel [--initrd] <cmdline>`. */
export const load: StepOf<'load'> = async function* (verb, stage) {
  const address = (name: string, text: string | number | undefined): string[] =>
    text === undefined ? [] : [`${name}=${hexText(stage.address(text))}`];
  const opts = [
    ...CALL[verb.path],
    ...(verb.skipChecks === true ? ['-i'] : []),
    ...(verb.hotplug === true ? ['--hotplug'] : []),
    ...(verb.preserveContext === true ? ['--load-preserve-context'] : []),
    ...(verb.fileType === undefined ? [] : ['-t', verb.fileType]),
    ...address('--mem-min', verb.memMin),
    ...address('--mem-max', verb.memMax),
    ...address('--entry', verb.entry),
  ].join(' ');
  const kind = verb.image === 'crash' ? '-p' : '-l';
  const cmdline = [
    ...(verb.reuseCmdline ? ['--reuse-cmdline'] : []),
    ...(verb.append === undefined ? [] : [`--append="${verb.append}"`]),
    ...(verb.commandLine === undefined ? [] : [`--command-line="${verb.commandLine}"`]),
  ].join(' ');
  const words = [
    'kexec -d',
    opts,
    kind,
    '/boot/kernel',
    ...(verb.initrd ? ['--initrd=/boot/initrd'] : []),
    cmdline,
  ];
  const { randomReady } = stage;
  const { rc, out } = await stage.guest.sh(
    `${words.join(' ')} >/tmp/said 2>&1; echo $? >/tmp/rc; ${NOISE} /tmp/said; (exit $(cat /tmp/rc))`,
    PATIENCE,
  );
  yield {
    arguments: {
      action: 'kexec-load',
      opts,
      kind,
      cmdline,
      initrd: verb.initrd,
      random_ready: randomReady,
    },
    result: { rc, out },
    ...(await lookedUp(stage, verb.image, rc)),
  };
};

/** What the kernel holds after a load that it accepted; nothing is known where it lets nobody look. */
const lookedUp = async (
  { images, facts }: Stage,
  type: KexecImageType,
  rc: number,
): Promise<Pick<DoneAction, 'segments' | 'image'>> => {
  if (rc !== 0) return { segments: [] };
  const image = await images?.read(type);
  if (image === undefined) return {};
  return {
    segments: image.segments.map((segment) => labelled(segment, facts.initrdSize)),
    image: {
      type: image.type,
      file_mode: image.fileMode ? 1 : 0,
      start: hexText(image.start),
      control_page: hexText(image.controlPage),
    },
  };
};

const MAGIC = {
  dtb: [0xd0, 0x0d, 0xfe, 0xed],
  elf: [0x7f, 0x45, 0x4c, 0x46],
  setup: [0x48, 0x64, 0x72, 0x53],
};
const SETUP_MAGIC_AT = 0x202;
const ET_CORE = 4;

/** Bytes from which on a segment is taken for the kernel, where its bytes were not read. */
const KERNEL_MEMSZ = 0x300000;
const KERNEL_BUFSZ = 0x200000;

const startsWith = (bytes: Uint8Array, magic: readonly number[], at = 0): boolean =>
  magic.every((byte, index) => bytes[at + index] === byte);

/** Kinds whose bytes are kept. */
const HANDOVER: ReadonlySet<string> = new Set(['dtb', 'boot_params', 'elfcorehdr']);

const kindOf = ({ bytes, memsz, bufsz }: LoadedSegment, initrdSize: number): string => {
  if (Number(bufsz) === initrdSize) return 'initrd';
  if (bytes !== undefined) {
    if (startsWith(bytes, MAGIC.dtb)) return 'dtb';
    if (startsWith(bytes, MAGIC.elf) && bytes[16] === ET_CORE) return 'elfcorehdr';
    if (startsWith(bytes, MAGIC.setup, SETUP_MAGIC_AT)) return 'boot_params';
    return bytes.every((byte) => byte === 0) ? 'other' : 'purgatory';
  }
  return memsz > KERNEL_MEMSZ || bufsz > KERNEL_BUFSZ ? 'kernel' : 'other';
};

const labelled = (segment: LoadedSegment, initrdSize: number): LookedUpSegment => {
  const kind = kindOf(segment, initrdSize);
  return {
    mem: hexText(segment.mem),
    memsz: hexText(segment.memsz),
    bufsz: hexText(segment.bufsz),
    kind,
    ...(segment.bytes !== undefined && HANDOVER.has(kind) ? { bytes: segment.bytes } : {}),
  };
};

/** `kexec -u`. */
export const unload: StepOf<'unload'> = async function* ({ image }, { guest }) {
  const command = image === 'crash' ? 'kexec -p -u' : 'kexec -u';
  yield { arguments: { action: 'kexec-unload', command }, result: await guest.sh(command) };
};
