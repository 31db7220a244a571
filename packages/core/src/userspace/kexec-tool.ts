import { hex } from '../address/text.js';
import type { LoadOutcome, LoadPath } from '../machine/action.js';
import { strerror } from '../machine/errno.js';
import type { Refusal } from '../machine/result.js';
import type { Machine } from '../machine/machine.js';
import type { Transition } from '../machine/transition.js';
import type { KexecLoadCall, KexecLoader } from '../kexec/loader.js';
import { KEXEC_FILE_ON_CRASH, KEXEC_ON_CRASH } from '../kexec/loader.js';
import type { RawSegment } from '../kexec/segment.js';
import type { Architecture } from '../plugin/architecture.js';
import type { LoadRequest, UserSpaceLoad } from './load-request.js';
import { TOOL_DIED, TOOL_FAILED } from './tool-run.js';

/** Errnos after which `-a` falls back from kexec_file_load to kexec_load (core R7.10). */
const FALLBACK = new Set(['ENOSYS', 'EINVAL', 'ENOEXEC', 'ENOTSUP']);

/** A crash image has nowhere to go: the tool looks before it does anything else. */
const lacksCrashRegion = ({ kexec }: Machine, { type }: LoadRequest): boolean =>
  type === 'crash' && kexec.crashRegion === undefined;

const NO_CRASH_REGION = {
  ok: false,
  status: TOOL_DIED,
  output: [
    'Memory for crashkernel is not reserved',
    'Please reserve memory by passing"crashkernel=Y@X" parameter to kernel',
    'Then try to loading kdump kernel',
  ],
} as const;

/** `kexec -l` or `kexec -p`: the tool's own checks and its choice of system call. kexec/kexec.c: main, my_load. */
export const runKexecTool = (
  architecture: Architecture,
  loader: KexecLoader,
  transition: Transition,
  path: LoadPath,
  request: LoadRequest,
): LoadOutcome => {
  if (lacksCrashRegion(transition.machine, request)) {
    const { status, output } = NO_CRASH_REGION;
    return { status, output };
  }
  if (path !== 'kexec_load') {
    const loaded = loader.fileLoad(transition, {
      flags: request.type === 'crash' ? KEXEC_FILE_ON_CRASH : 0,
      request,
    });
    if (loaded.ok) return { status: 0, output: [] };
    if (path === 'kexec_file_load' || !FALLBACK.has(loaded.errno)) return fileLoadFailed(loaded);
  }
  return loadByAddresses(architecture, loader, transition, request);
};

/** What kexec(8) is about to hand to kexec_load, or why it gave up before that. */
export type ChosenLoad =
  | { readonly ok: true; readonly call: KexecLoadCall; readonly output: readonly string[] }
  | Extract<UserSpaceLoad, { ok: false }>;

/**
 * The tool's own work between reading the machine and the system call: where the segments go. What it returns is only as
 * true as the machine that was read is still the machine.
 * @param seen the machine as the tool read it
 */
export const chooseLoad = (
  { name, kexec, userSpaceLoader }: Architecture,
  seen: Machine,
  request: LoadRequest,
): ChosenLoad => {
  if (userSpaceLoader === undefined) {
    return {
      ok: false,
      status: TOOL_FAILED,
      output: [`kexec_load by kexec-tools is not supported on ${name}`],
    };
  }
  if (lacksCrashRegion(seen, request)) return NO_CRASH_REGION;
  const chosen = userSpaceLoader.load(seen, request);
  if (!chosen.ok) return chosen;
  const { segments, verifiesDigest } = chosen;
  const entry = request.entry ?? chosen.entry;
  const flags = kexec.archFlag + (request.type === 'crash' ? KEXEC_ON_CRASH : 0);
  const { kernel, initrd } = request;
  return {
    ok: true,
    call: { entry, segments, flags, kernel, initrd, verifiesDigest },
    output: [
      ...chosen.output,
      `kexec_load: entry = ${hex(entry)} flags = ${hex(flags)}`,
      ...segmentLines(segments),
    ],
  };
};

const loadByAddresses = (
  architecture: Architecture,
  loader: KexecLoader,
  transition: Transition,
  request: LoadRequest,
): LoadOutcome => {
  const chosen = chooseLoad(architecture, transition.machine, request);
  if (!chosen.ok) return chosen;
  const loaded = loader.load(transition, chosen.call);
  if (loaded.ok) return { status: 0, output: chosen.output };
  return {
    status: TOOL_FAILED,
    output: [...chosen.output, `kexec_load failed: ${strerror(loaded.errno)}`, `(${loaded.reason})`],
  };
};

/** The segments as `kexec -d` prints them; buffers have no address here. */
const segmentLines = (segments: readonly RawSegment[]): string[] => [
  `nr_segments = ${segments.length}`,
  ...segments.flatMap(({ mem, memsz, bufsz }, index) => [
    `segment[${index}].bufsz = ${hex(bufsz)}`,
    `segment[${index}].mem   = ${hex(mem)}`,
    `segment[${index}].memsz = ${hex(memsz)}`,
  ]),
];

const fileLoadFailed = ({ errno, reason }: Refusal): LoadOutcome => ({
  status: TOOL_FAILED,
  output: [`kexec_file_load failed: ${strerror(errno)}`, `(${reason})`],
});
