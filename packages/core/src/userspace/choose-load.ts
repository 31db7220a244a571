import { hex } from '@warmboot/address';
import type { KexecLoadCall } from '../kexec/loader.js';
import { KEXEC_ON_CRASH, KEXEC_PRESERVE_CONTEXT } from '../image/load-flags.js';
import type { RawSegment } from '../image/segment.js';
import type { Machine } from '../machine/machine.js';
import type { Architecture } from '../contract/architecture.js';
import type { KexecLimits } from '../contract/kexec-limits.js';
import { chooseFileType } from './file-type.js';
import type { LoadRequest, UserSpaceLoad } from '../contract/load-request.js';
import { whyNot } from './tool-options.js';
import { kexecTools2025 } from './tool-profile.js';
import { TOOL_DIED, TOOL_FAILED } from './tool-exit.js';

/** What kexec(8) is about to hand to kexec_load, or why it gave up before that. */
export type ChosenLoad =
  | { readonly ok: true; readonly call: KexecLoadCall; readonly output: readonly string[] }
  | Extract<UserSpaceLoad, { ok: false }>;

/**
 * The tool's own work between reading the machine and the system call: what the file is, and where the segments go. What
 * it returns is only as true as the machine that was read is still the machine. kexec/kexec.c: my_load.
 *
 * @param seen the machine as the tool read it
 * @param followsHotplug whether the kernel can keep the ELF header of a crash image up to date
 */
export const chooseLoad = (
  architecture: Architecture,
  seen: Machine,
  request: LoadRequest,
  followsHotplug = true,
): ChosenLoad => {
  const gaveUp = (status: number, ...output: readonly string[]): ChosenLoad => ({
    ok: false,
    status,
    output,
  });
  const { name, kexec, userSpaceLoader } = architecture;
  if (userSpaceLoader === undefined) {
    return gaveUp(TOOL_FAILED, `kexec_load by kexec-tools is not supported on ${name}`);
  }
  const words = whyNot(seen, 'kexec_load', request, followsHotplug);
  if (words !== undefined) return gaveUp(TOOL_DIED, ...words);
  const { kernel, initrd, skipChecks } = request;
  const found = chooseFileType(architecture, request);
  if (found?.ok === false) return gaveUp(TOOL_FAILED, found.line);
  const chosen = userSpaceLoader.load(seen, {
    ...request,
    ...(found === undefined ? {} : { fileType: found.type }),
  });
  if (!chosen.ok) return chosen;
  const { segments, output } = chosen;
  const entry = request.entry ?? chosen.entry;
  const flags = flagsOf(kexec, request);
  const verifiesDigest = chosen.verifiesDigest && skipChecks !== true;
  return {
    ok: true,
    call: { entry, segments, flags, kernel, initrd, verifiesDigest },
    output: [...output, `kexec_load: entry = ${hex(entry)} flags = ${hex(flags)}`, ...segmentLines(segments)],
  };
};

const flagsOf = (
  { archFlag, crashHotplug }: KexecLimits,
  { type, preserveContext, hotplug, debug, tool = kexecTools2025 }: LoadRequest,
): number =>
  archFlag +
  (type === 'crash' ? KEXEC_ON_CRASH : 0) +
  (preserveContext === true ? KEXEC_PRESERVE_CONTEXT : 0) +
  (hotplug === true ? (crashHotplug?.toolFlag ?? 0) : 0) +
  (debug === true ? tool.debugFlags.kexec_load : 0);

/** The segments as `kexec -d` prints them; buffers have no address here. */
const segmentLines = (segments: readonly RawSegment[]): string[] => [
  `nr_segments = ${segments.length}`,
  ...segments.flatMap(({ mem, memsz, bufsz }, index) => [
    `segment[${index}].bufsz = ${hex(bufsz)}`,
    `segment[${index}].mem   = ${hex(mem)}`,
    `segment[${index}].memsz = ${hex(memsz)}`,
  ]),
];
