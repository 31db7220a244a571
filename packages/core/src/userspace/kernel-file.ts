import type { ProbedFile, Probed, KernelFileType, Unpacked, KernelFiles } from '../contract/kernel-files.js';
import { FormatError } from '@warmboot/format';
import type { KernelImage } from '../image/kernel-image.js';
import type { Machine } from '../machine/machine.js';
import type { Result } from '../answer/result.js';
import { refuse } from '../answer/result.js';
import type { Architecture } from '../contract/architecture.js';

/** One row's answer. Rows after the one that took the file are not asked. */
export interface ProbeRecord {
  readonly type: string;
  readonly takes: boolean;
  readonly reason: string;
  /** The file is of this type, or would be if it were whole. */
  readonly near: boolean;
}

/** What becomes of a kernel file: in user space, and when a program passes the file to the kernel as it is. */
export interface KernelFileReport {
  readonly unpacked: Unpacked;
  readonly probes: readonly ProbeRecord[];
  /** The row that took it, if any. */
  readonly type: string | undefined;
  readonly file: ProbedFile | undefined;
  /** `kexec_file_load` of the file itself, without kexec-tools: what systemd does. */
  readonly direct: Result<KernelImage>;
}

/** Compressions that a release undoes before it probes; zstd came late. kexec/kexec.c: slurp_decompress_file. */
export const toolCompressions = (tools: string): readonly string[] =>
  isRelease(tools, '2.0.31') ? ['gzip', 'zstd', 'xz', 'lzma'] : ['gzip', 'xz', 'lzma'];

/** Compares `2.0.25` and the like. */
export const isRelease = (release: string, since: string): boolean => {
  const parts = (text: string): number[] => text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [a, b] = [parts(release), parts(since)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
};

/** The rows of a table that a release of the tool has. */
export const typesOf = ({ types }: KernelFiles, tools: string): readonly KernelFileType[] =>
  types.filter(({ since }) => since === undefined || isRelease(tools, since));

/** A file that no format of the architecture is. */
const unknownImage = (file: Uint8Array): KernelImage => ({ format: 'another format', fileSize: file.length });

/** The first format that recognises the bytes, parsed; a file that none recognises, or that is broken, is unknown. */
const parseKernelImage = ({ images }: Architecture, file: Uint8Array): KernelImage => {
  const format = images.find((candidate) => candidate.recognise(file).ok);
  try {
    return format?.parse(file) ?? unknownImage(file);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return unknownImage(file);
  }
};

/** The kernel's own answer to a file, byte for byte. */
const passedDirectly = (
  architecture: Architecture,
  machine: Machine,
  file: Uint8Array,
): Result<KernelImage> => {
  const { fileLoader, name } = architecture;
  if (fileLoader === undefined) return refuse('ENOSYS', `this kernel of ${name} has no kexec_file_load`);
  const kernel = parseKernelImage(architecture, file);
  const probed = fileLoader.probe(machine, kernel);
  return probed.ok ? { ok: true, value: kernel } : probed;
};

/** A probe that meets a broken header takes the file no more than one that meets none. */
const probed = (row: KernelFileType, file: Uint8Array, types: readonly KernelFileType[]): Probed => {
  try {
    return row.probe(file, types);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { ok: false, reason: error.message };
  }
};

/**
 * Asks every loader about a file, in the order in which each is asked.
 * @param options `tools` is the release of kexec-tools; `type` is `-t`: only this row is asked
 */
export const examineKernelFile = (
  architecture: Architecture,
  machine: Machine,
  file: Uint8Array,
  { tools, type }: { readonly tools: string; readonly type?: string | undefined },
): KernelFileReport => {
  const direct = passedDirectly(architecture, machine, file);
  const { kernelFiles } = architecture;
  if (kernelFiles === undefined) {
    return { unpacked: { bytes: file }, probes: [], type: undefined, file: undefined, direct };
  }
  const unpacked = kernelFiles.unpack(file, tools);
  const types = typesOf(kernelFiles, tools);
  const probes: ProbeRecord[] = [];
  for (const row of types) {
    if (type !== undefined && row.name !== type) continue;
    const answer = probed(row, unpacked.bytes, types);
    if (answer.ok) {
      probes.push({ type: row.name, takes: true, reason: answer.file.description, near: true });
      return { unpacked, probes, type: row.name, file: answer.file, direct };
    }
    probes.push({ type: row.name, takes: false, reason: answer.reason, near: answer.near ?? false });
  }
  return { unpacked, probes, type: undefined, file: undefined, direct };
};
