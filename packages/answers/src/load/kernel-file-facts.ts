import { bzImagePayload, hasSetupHeader, parseSetupHeader, versionText } from '@warmboot/arch-x86';
import {
  bareKernel,
  compressionOf,
  decompress,
  isUnpackable,
  kernelConfigIn,
  kernelReleaseIn,
} from '@warmboot/boot-image';
import type { Architecture, Framework, KnownFacts, ToldFacts } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import type { LoadQuestion, MachineRecord } from '@warmboot/scenario';
import { factsOfOptions, parseKernelConfig } from '@warmboot/scenario';

/** What a kernel file tells of the kernel in it. */
interface KernelFileTexts {
  readonly release: string | undefined;
  /** Its configuration, where the kernel keeps one and it could be unpacked: what is packed is unpacked for this alone. */
  readonly config: () => string | undefined;
}

const unpacked = (bytes: Uint8Array): Uint8Array | undefined => {
  const compression = compressionOf(bytes);
  return compression !== undefined && isUnpackable(compression) ? decompress(bytes, compression) : undefined;
};

/** @throws FormatError for a file that is broken */
const textsIn = (bare: Uint8Array): KernelFileTexts => {
  if (!hasSetupHeader(bare)) return { release: kernelReleaseIn(bare), config: () => kernelConfigIn(bare) };
  const header = parseSetupHeader(bare);
  const [release] = versionText(bare, header)?.split(' ') ?? [];
  return {
    release,
    config: () => {
      const payload = bzImagePayload(bare, header);
      const kernel = payload && unpacked(payload);
      return kernel && kernelConfigIn(kernel);
    },
  };
};

const headerFacts = ({ images, builds }: Architecture, bare: Uint8Array): KnownFacts => {
  const format = images.find(({ recognise }) => recognise(bare).ok);
  return (format && builds?.fromImage?.(format.parse(bare))) ?? {};
};

/** A file that is broken is refused by whoever loads it, in better words. */
const told = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
};

/**
 * What the kernel file that is to be loaded tells of the kernel that runs: something only where both are of one release,
 * since of another kernel's build nothing follows.
 */
export const runningKernelFile = (
  { architectures }: Framework,
  record: MachineRecord,
  kernel: LoadQuestion['kernel'],
): readonly ToldFacts[] => {
  if (kernel === undefined) return [];
  const architecture = architectures.get(record.arch);
  const running = record.told(architecture).find(({ facts }) => facts.release !== undefined)?.facts.release;
  const bare = told(() => bareKernel(kernel.bytes)) ?? kernel.bytes;
  const texts = told(() => textsIn(bare));
  if (texts?.release === undefined || texts.release !== running) return [];
  const config = told(texts.config);
  const fromFile = (where: string, facts: KnownFacts | undefined): ToldFacts => ({
    source: 'kernel file',
    where,
    file: kernel.path,
    facts: facts ?? {},
  });
  return [
    fromFile(
      'IKCONFIG',
      config === undefined ? {} : told(() => factsOfOptions(architecture, parseKernelConfig(config))),
    ),
    fromFile(
      'its header',
      told(() => headerFacts(architecture, bare)),
    ),
  ];
};
