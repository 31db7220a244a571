import { hex } from '@warmboot/address';
import type { LoadOutcome } from './load-outcome.js';
import type { LoadPath } from '../contract/tool-profile.js';
import { strerror } from '../answer/errno.js';
import type { Refusal } from '../answer/result.js';
import type { Transition } from '../machine/transition.js';
import type { KexecLoader } from '../kexec/loader.js';
import { KEXEC_FILE_NO_INITRAMFS, KEXEC_FILE_ON_CRASH } from '../image/load-flags.js';
import type { Architecture } from '../contract/architecture.js';
import { chooseLoad } from './choose-load.js';
import { guessFileType } from './file-type.js';
import type { LoadRequest } from '../contract/load-request.js';
import { whyNot } from './tool-options.js';
import { kexecTools2025 } from './tool-profile.js';
import { TOOL_DIED, TOOL_FAILED, TOOL_WITHOUT_CALL } from './tool-exit.js';

/** Errnos after which `-a` falls back from kexec_file_load to kexec_load (core R7.10). */
const FALLBACK = new Set(['ENOSYS', 'EINVAL', 'ENOEXEC', 'ENOTSUP']);

/** What a run of the tool works with. */
interface Tool {
  readonly architecture: Architecture;
  readonly loader: KexecLoader;
  readonly transition: Transition;
  readonly request: LoadRequest;
}

/** `kexec -l` or `kexec -p`: the tool's own checks and its choice of system call. kexec/kexec.c: main. */
export const runKexecTool = (
  architecture: Architecture,
  loader: KexecLoader,
  transition: Transition,
  path: LoadPath,
  asked: LoadRequest,
): LoadOutcome => {
  const request = { ...asked, pageSize: transition.machine.memory.pageSize };
  const words = whyNot(transition.machine, path, request, loader.followsHotplug);
  if (words !== undefined) return { status: TOOL_DIED, output: words };
  const tool = { architecture, loader, transition, request };
  if (path === 'kexec_load') return loadByAddresses(tool);
  const loaded = loadByFiles(tool);
  if (loaded !== 'fall back') return loaded;
  if (path === 'auto') return loadByAddresses(tool);
  return { status: TOOL_WITHOUT_CALL, output: ['syscall kexec_file_load not available.'] };
};

/** do_kexec_file_load(). */
const loadByFiles = ({ architecture, loader, transition, request }: Tool): LoadOutcome | 'fall back' => {
  const { type, initrd, debug, tool = kexecTools2025 } = request;
  const guess = guessFileType(architecture, request);
  if (guess?.ok === false) return { status: TOOL_FAILED, output: [guess.line] };
  const flags =
    (type === 'crash' ? KEXEC_FILE_ON_CRASH : 0) +
    (initrd === undefined ? KEXEC_FILE_NO_INITRAMFS : 0) +
    (debug === true ? tool.debugFlags.kexec_file_load : 0);
  const loaded = loader.fileLoad(transition, { flags, request });
  if (loaded.ok) return { status: 0, output: [] };
  return FALLBACK.has(loaded.errno) ? 'fall back' : fileLoadFailed(loaded);
};

/** my_load(). */
const loadByAddresses = ({ architecture, loader, transition, request }: Tool): LoadOutcome => {
  const chosen = chooseLoad(architecture, transition.machine, request, loader.followsHotplug);
  if (!chosen.ok) return { status: chosen.status, output: chosen.output };
  const { call, output } = chosen;
  const loaded = loader.load(transition, call);
  if (loaded.ok) return { status: 0, output };
  return {
    status: TOOL_FAILED,
    output: [
      ...output,
      `kexec_load failed: ${strerror(loaded.errno)}`,
      `entry       = ${hex(call.entry)} flags = ${hex(call.flags)}`,
      `(${loaded.reason})`,
    ],
  };
};

const fileLoadFailed = ({ errno, reason }: Refusal): LoadOutcome => ({
  status: TOOL_FAILED,
  output: [`kexec_file_load failed: ${strerror(errno)}`, `(${reason})`],
});
