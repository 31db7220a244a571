import { hex } from '../address/text.js';
import type { LoadOutcome, LoadPath } from '../machine/action.js';
import { strerror } from '../machine/errno.js';
import type { Refusal } from '../machine/result.js';
import type { Transition } from '../machine/transition.js';
import type { KexecLoader } from '../kexec/loader.js';
import { KEXEC_FILE_ON_CRASH, KEXEC_ON_CRASH } from '../kexec/loader.js';
import type { RawSegment } from '../kexec/segment.js';
import type { Architecture } from '../plugin/architecture.js';
import type { LoadRequest, UserSpaceLoad } from './load-request.js';
import { TOOL_DIED, TOOL_FAILED } from './tool-run.js';

/** Errnos after which `-a` falls back from kexec_file_load to kexec_load (core R7.10). */
const FALLBACK = new Set(['ENOSYS', 'EINVAL', 'ENOEXEC', 'ENOTSUP']);

/** `kexec -l` or `kexec -p`: the tool's own checks and its choice of system call. kexec/kexec.c: main, my_load. */
export const runKexecTool = (
  architecture: Architecture,
  loader: KexecLoader,
  transition: Transition,
  path: LoadPath,
  request: LoadRequest,
): LoadOutcome => {
  if (request.type === 'crash' && transition.machine.kexec.crashRegion === undefined) {
    return {
      status: TOOL_DIED,
      output: [
        'Memory for crashkernel is not reserved',
        'Please reserve memory by passing"crashkernel=Y@X" parameter to kernel',
        'Then try to loading kdump kernel',
      ],
    };
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

const loadByAddresses = (
  { name, kexec, userSpaceLoader }: Architecture,
  loader: KexecLoader,
  transition: Transition,
  request: LoadRequest,
): LoadOutcome => {
  if (userSpaceLoader === undefined) {
    return { status: TOOL_FAILED, output: [`kexec_load by kexec-tools is not supported on ${name}`] };
  }
  const chosen: UserSpaceLoad = userSpaceLoader.load(transition.machine, request);
  if (!chosen.ok) return chosen;
  const entry = request.entry ?? chosen.entry;
  const flags = kexec.archFlag + (request.type === 'crash' ? KEXEC_ON_CRASH : 0);
  const output = [
    ...chosen.output,
    `kexec_load: entry = ${hex(entry)} flags = ${hex(flags)}`,
    ...segmentLines(chosen.segments),
  ];
  const loaded = loader.load(transition, {
    entry,
    segments: chosen.segments,
    flags,
    kernel: request.kernel,
    initrd: request.initrd,
    verifiesDigest: chosen.verifiesDigest,
  });
  if (loaded.ok) return { status: 0, output };
  return {
    status: TOOL_FAILED,
    output: [...output, `kexec_load failed: ${strerror(loaded.errno)}`, `(${loaded.reason})`],
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
