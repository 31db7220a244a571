import type { InitrdImage, KernelImage } from '../image/kernel-image.js';
import type { KexecImageType } from '../image/image.js';
import type { LoadRequest } from '../contract/load-request.js';
import type { ToolProfile } from '../contract/tool-profile.js';

/** What a machine's user has at hand for every load: files and tools. */
export interface LoadFacts {
  readonly kernel: KernelImage;
  /** How messages name the kernel file. */
  readonly kernelPath?: string;
  /** The kexec-tools of this machine; 2.0.25 where absent. */
  readonly tool?: ToolProfile;
  readonly initrd: InitrdImage;
  readonly purgatory: LoadRequest['purgatory'];
  readonly kernelPurgatory: LoadRequest['kernelPurgatory'];
  readonly crashNotes: LoadRequest['crashNotes'];
  readonly vmcoreinfo: LoadRequest['vmcoreinfo'];
  readonly randomReady: boolean;
}

/** Seeds are noise: any bytes will do, so the model takes the plainest. */
const noSeed = (bytes: number): Uint8Array => new Uint8Array(bytes);

/** One kexec_file_load or `kexec -l` with what is at hand. Bounds are inclusive, as the tool has them. */
export const loadRequest = (
  facts: LoadFacts,
  options: {
    readonly type: KexecImageType;
    readonly cmdline: string;
    readonly withInitrd: boolean;
    readonly memMin?: number;
    readonly memMax?: number;
  },
): LoadRequest => ({
  type: options.type,
  kernel: facts.kernel,
  ...(facts.kernelPath === undefined ? {} : { kernelPath: facts.kernelPath }),
  ...(facts.tool === undefined ? {} : { tool: facts.tool }),
  initrd: options.withInitrd ? facts.initrd : undefined,
  cmdline: options.cmdline,
  memMin: options.memMin ?? 0,
  memMax: options.memMax ?? Infinity,
  purgatory: facts.purgatory,
  kernelPurgatory: facts.kernelPurgatory,
  crashNotes: facts.crashNotes,
  vmcoreinfo: facts.vmcoreinfo,
  seed: noSeed,
  randomReady: facts.randomReady,
});
