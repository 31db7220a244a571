import type { AddressRange } from '@warmboot/address';
import { alignOutward, covers, normalised, rangeAt } from '@warmboot/address';
import type {
  EarlyBoot,
  EarlyBootOutcome,
  HandoverInput,
  JumpOutcome,
  KexecImage,
  Machine,
  Platform,
  ResourceTree,
} from '@warmboot/core/plugin';
import { destinationOf, platforms, resources } from '@warmboot/core/plugin';
import { coldStart } from './cold-start.js';
import { requireImage } from './image.js';
import { IMAGE_START, PAGE_SIZE, UNPACKED_AT } from './layout.js';
import { parametersRange, readParameters, type Parameters } from './parameters.js';
import { isStandby } from './standby.js';

/** Storage that is not there ends in an addressing exception, and the new PSW of low core may be gone by then. */
const jump = ({ platform }: Machine, { segments }: KexecImage): JumpOutcome => {
  for (const segment of segments) {
    const address = platforms.firstAbsent(platform, destinationOf(segment));
    if (address !== undefined) {
      const reason = `the copy of the ${segment.kind} ends in an addressing exception: nothing answers there`;
      return { outcome: 'hang', address, reason };
    }
  }
  return { outcome: 'arrived' };
};

/** What is at the place of the parameters: a boot loader's, kexec's, or the nothing that the file has there. */
const parametersOf = ({ segments, readMemory, kernel }: HandoverInput): Parameters => {
  const range = parametersRange(requireImage(kernel).maxCommandLine);
  const told = segments.find(({ kind }) => kind === 'parameters')?.bytes;
  const bytes = new Uint8Array(range.end - range.start);
  bytes.set((told ?? readMemory?.(range) ?? bytes).subarray(0, bytes.length));
  return readParameters(bytes);
};

/**
 * Nobody tells of memory: the kernel asks the machine which increments are assigned, and standby storage that the kernel
 * before brought online is. arch/s390/boot/physmem_info.c: detect_physmem_online_ranges
 */
const assignedStorage = ({ bootRam, dimms }: Platform): readonly AddressRange[] =>
  normalised([...bootRam, ...[...dimms.values()].filter(isStandby).map(({ range }) => range)]);

/** setup_resources(), without the names of the kernel's own sections. */
const standardResources = (ram: readonly AddressRange[]): ResourceTree =>
  ram.reduce(
    (tree, range) =>
      resources.insertIfFits(tree, { ...range, name: 'System RAM', flags: resources.BUSY_SYSTEM_RAM }),
    resources.empty(),
  );

const boot = (input: HandoverInput): EarlyBootOutcome => {
  const { initrd, cmdline } = parametersOf(input);
  const ram = assignedStorage(input.platform);
  const image = rangeAt(UNPACKED_AT, requireImage(input.kernel).unpackedSize);
  if (!ram.some((range) => covers(range, image)))
    return { outcome: 'panic', reason: 'no storage is assigned where the kernel unpacks itself' };
  const found = initrd !== undefined && ram.some((range) => covers(range, initrd)) ? initrd : undefined;
  return {
    outcome: 'booted',
    kernel: {
      cmdline,
      isCapture: false,
      kernelAt: UNPACKED_AT,
      ram,
      iomem: standardResources(ram),
      firmwareMap: undefined,
      memblock: undefined,
      crashRegion: undefined,
      crashLowRegion: undefined,
      image,
      reserved: [rangeAt(0, IMAGE_START), alignOutward(image, PAGE_SIZE)],
      initrd: found,
      files: input.files,
      acpi: false,
    },
  };
};

/** The way from one s390x kernel to the next. */
export const earlyBoot: EarlyBoot = { jump, boot, coldStart };
