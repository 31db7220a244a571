import type { MemoryLayoutFacts } from '@warmboot/core';
import { ADDRESS_LIMIT, GiB, isAligned, isPowerOfTwo, MiB, rangeAt, TiB } from '@warmboot/address';
import { pageblockSize } from '@warmboot/core/plugin';
import type { Check } from '../check/check.js';
import { calling, demand } from '../check/nonconformity.js';
import { textOf } from '../check/sameness.js';
import type { ArchitectureSubject } from './subject.js';

const TIER = '0. load';

/** Machines of every size, real and virtual. */
const MACHINES: readonly MemoryLayoutFacts[] = [256 * MiB, GiB, 4 * GiB, 64 * GiB, 2 * TiB].flatMap((size) =>
  [0, 2 * GiB].flatMap((start) =>
    [true, false].map((hypervisor) => ({ bootRam: [rangeAt(start, size)], hypervisor })),
  ),
);

const hexed = (value: number): string => `0x${value.toString(16)}`;

/** Sizes and limits of the memory model. */
export const geometryChecks: readonly Check<ArchitectureSubject>[] = [
  {
    name: 'pages, sections and pageblocks are powers of two that divide each other',
    tier: TIER,
    run: ({ architecture: { memory } }) => {
      const { pageSize, sectionSize, physicalLimit } = memory;
      demand(
        isPowerOfTwo(pageSize) && pageSize >= 4096,
        `pageSize is ${pageSize}`,
        'use a power of two from 4096 on',
      );
      demand(
        isPowerOfTwo(sectionSize) && sectionSize >= pageSize,
        `sectionSize is ${hexed(sectionSize)}`,
        'use 2 ** SECTION_SIZE_BITS of asm/sparsemem.h, in bytes',
      );
      demand(
        isPowerOfTwo(pageblockSize(memory)) && pageblockSize(memory) <= sectionSize,
        `a pageblock has ${hexed(pageblockSize(memory))} bytes`,
        'set pageblockSize to the size of a huge page, in bytes',
      );
      demand(
        physicalLimit > 0 && physicalLimit <= ADDRESS_LIMIT && isAligned(physicalLimit, sectionSize),
        `physicalLimit is ${hexed(physicalLimit)}`,
        `use 2 ** MAX_PHYSMEM_BITS, at most ${hexed(ADDRESS_LIMIT)}`,
      );
    },
  },
  {
    name: 'memory blocks are powers of two of at least a section',
    tier: TIER,
    run: ({ architecture: { memory } }) => {
      for (const facts of MACHINES) {
        const size = calling('memory.blockSize(facts)', 'return a number of bytes for any machine', () =>
          memory.blockSize(facts),
        );
        demand(
          isPowerOfTwo(size) && size >= memory.sectionSize,
          `blockSize is ${hexed(size)} for ${textOf(facts)}`,
          `return a power of two from sectionSize (${hexed(memory.sectionSize)}) on`,
        );
        demand(
          memory.blockSize(facts) === size,
          'blockSize gives another answer the second time',
          'compute it from its argument alone',
        );
      }
    },
  },
  {
    name: 'zones are named, ascend, and end with the last address',
    tier: TIER,
    run: ({ architecture: { memory } }) => {
      for (const facts of MACHINES) {
        const zones = calling('memory.zones(facts)', 'return zones for any machine', () =>
          memory.zones(facts),
        );
        const names = zones.map(({ name }) => name);
        demand(
          new Set(names).size === names.length && !names.includes('Movable'),
          `zones are ${names.join(', ')}`,
          'name each zone once, and leave Movable to the model',
        );
        demand(
          zones.at(-1)?.end === Infinity,
          `the last zone is ${textOf(zones.at(-1))}`,
          'end the last zone with Infinity',
        );
        for (const [index, { name, end }] of zones.entries()) {
          const before = zones[index - 1]?.end ?? 0;
          demand(
            end >= before,
            `zone ${name} ends at ${hexed(end)}, below the zone before it (${hexed(before)})`,
            'list zones in ascending order',
          );
        }
      }
    },
  },
  {
    name: 'the limits of kexec are those of a system call',
    tier: TIER,
    run: ({ architecture: { kexec, memory } }) => {
      const { archFlag, destinationLimit, controlPageSize, crashMemoryAlign } = kexec;
      demand(
        archFlag > 0 && archFlag <= 0xffff_0000 && isAligned(archFlag, 0x1_0000),
        `archFlag is ${hexed(archFlag)}`,
        'shift the ELF machine number: EM_* * 0x10000',
      );
      demand(
        destinationLimit > 0n,
        `destinationLimit is ${destinationLimit}`,
        'use KEXEC_DESTINATION_MEMORY_LIMIT of asm/kexec.h; 2n ** 64n - 1n for none',
      );
      // What the code of a jump takes may be less than a page, of which it gets a whole one.
      demand(
        isPowerOfTwo(controlPageSize),
        `controlPageSize is ${hexed(controlPageSize)}`,
        'use KEXEC_CONTROL_PAGE_SIZE of asm/kexec.h, a power of two',
      );
      demand(
        isPowerOfTwo(crashMemoryAlign) && isAligned(crashMemoryAlign, memory.pageSize),
        `crashMemoryAlign is ${hexed(crashMemoryAlign)}`,
        'use a power of two of whole pages',
      );
    },
  },
];
