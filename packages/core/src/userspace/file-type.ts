import type { KernelImage } from '../image/kernel-image.js';
import type { Architecture } from '../contract/architecture.js';
import { typesOf } from './kernel-file.js';
import type { LoadRequest } from '../contract/load-request.js';
import { kernelPathOf } from '../contract/load-request.js';
import { kexecTools2025 } from './tool-profile.js';

/** The type by which a file is loaded, or the line with which the tool gives up. */
type ChosenType =
  { readonly ok: true; readonly type: string } | { readonly ok: false; readonly line: string };

/** The types that an image is of, in the order in which the tool probes; undefined where nobody says. */
const takers = ({ userSpaceLoader }: Architecture, kernel: KernelImage): readonly string[] | undefined =>
  userSpaceLoader?.fileTypesOf?.(kernel);

/**
 * The first type that a file is of; undefined where the architecture does not say.
 * kexec/kexec.c: do_kexec_file_load.
 */
export const guessFileType = (architecture: Architecture, request: LoadRequest): ChosenType | undefined => {
  const types = takers(architecture, request.kernel);
  if (types === undefined) return undefined;
  const [type] = types;
  return type === undefined
    ? { ok: false, line: `Cannot determine the file type of ${kernelPathOf(request)}` }
    : { ok: true, type };
};

/**
 * The type that was asked for by -t, where the file is of it; otherwise the tool only looks what the file is, to say so.
 * kexec/kexec.c: my_load (core 7).
 */
export const chooseFileType = (architecture: Architecture, request: LoadRequest): ChosenType | undefined => {
  const guess = guessFileType(architecture, request);
  const { fileType: wanted, kernel, tool = kexecTools2025 } = request;
  if (guess === undefined || wanted === undefined) return guess;
  const { kernelFiles } = architecture;
  if (kernelFiles !== undefined && !typesOf(kernelFiles, tool.release).some(({ name }) => name === wanted)) {
    return { ok: false, line: `Unsupported kernel type ${wanted}` };
  }
  if (takers(architecture, kernel)?.includes(wanted) === true) return { ok: true, type: wanted };
  if (!guess.ok) return guess;
  return { ok: false, line: `Wrong file type ${wanted}, file matches type ${guess.type}` };
};
