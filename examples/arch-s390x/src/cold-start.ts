import { alignDown, hex, isAligned, MiB, rangeAt } from '@warmboot/address';
import type { ColdStart, HandoverInput, Result } from '@warmboot/core/plugin';
import { refuse, succeed } from '@warmboot/core/plugin';
import { isS390Image } from './image.js';
import { IMAGE_START, INCREMENT, PARAMETERS_AT, PAGE_SIZE, READ_INFO_FILE } from './layout.js';
import { writeParameters } from './parameters.js';
import { writeReadInfo } from './read-info.js';

/** Smallest machine: low core, kernel and initrd. */
const LEAST_MEMORY = 256 * MiB;

/**
 * A partition after its IPL: storage from 0 on, and as much on standby as it may have beside. Nothing is random.
 * @returns EINVAL for a memory size or firmware that this machine cannot have
 */
export const coldStart = (request: ColdStart): Result<HandoverInput> => {
  const { firmware, memorySize, maxMemory = memorySize, kernel, cmdline, hypervisor, nodes } = request;
  if (!isS390Image(kernel)) return refuse('EINVAL', `s390x boots an image, not ${kernel.format}`);
  if (firmware !== 'ipl') return refuse('EINVAL', `firmware ${firmware}: a partition starts by ipl`);
  if (!isAligned(memorySize, INCREMENT) || memorySize < LEAST_MEMORY) {
    return refuse('EINVAL', `${hex(memorySize)} bytes of memory: at least 256 MiB, in units of 256 MiB`);
  }
  const bytes = writeParameters({ initrd: undefined, cmdline }, kernel.maxCommandLine);
  const most = alignDown(Math.max(maxMemory, memorySize), INCREMENT);
  return succeed({
    platform: {
      bootRam: [rangeAt(0, memorySize)],
      dimms: new Map(),
      hotplug:
        most > memorySize ? { available: true } : { available: false, reason: 'there is no standby storage' },
      hypervisor,
      nodes,
    },
    kernel,
    kernelAt: IMAGE_START,
    sections: [],
    segments: [{ kind: 'parameters', mem: PARAMETERS_AT, memsz: PAGE_SIZE, bufsz: bytes.length, bytes }],
    files: new Map([[READ_INFO_FILE, writeReadInfo(most)]]),
  });
};
