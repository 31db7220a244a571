import { bench, describe } from 'vitest';
import type { AddressRange } from '@warmboot/address';
import { GiB, MiB, rangeAt, TiB } from '@warmboot/address';
import type { Kernel } from '../src/kernel/kernel.js';
import type { Machine } from '../src/machine/machine.js';
import { dimmAt } from '../src/drivers/memory-devices.js';
import { printIomem } from '../src/resource/iomem-text.js';

import { FAKE_BLOCK_SIZE } from '../test/fake-architecture.js';
import { fakeMachine } from '../test/fake-machine.js';

/*
 * What one action costs on machines of four sizes. The first size of each group is the measure of the others:
 * `npm run bench` prints the ratios.
 */

const SIZES = [
  ['1 GiB', GiB],
  ['64 GiB', 64 * GiB],
  ['1 TiB', TiB],
  ['64 TiB', 64 * TiB],
] as const;

/** RAM in one line of the text that is printed. */
const BLOCKS_IN_A_LINE = 64;

interface Prepared {
  readonly kernel: Kernel;
  /** Every block is online. */
  readonly online: Machine;
  /** Every second block is offline. */
  readonly halved: Machine;
  /** An online block, in the middle. */
  readonly onlineBlock: number;
  /** An offline block, beside it. */
  readonly offlineBlock: number;
}

const prepare = (size: number): Prepared => {
  const ram = (memorySize: number): AddressRange[] => [rangeAt(0, memorySize)];
  const { kernel, machine: online } = fakeMachine({ memorySize: size, ram });
  let halved = online;
  // The first block holds the kernel and stays.
  for (let block = 1; block < size / FAKE_BLOCK_SIZE; block += 2) {
    halved = kernel.apply<'block-state'>(halved, { kind: 'block-state', block, word: 'offline' }).machine;
  }
  const middle = Math.floor(size / FAKE_BLOCK_SIZE / 4) * 2;
  return { kernel, online, halved, onlineBlock: middle, offlineBlock: middle + 1 };
};

const machines = SIZES.map(([name, size]) => [name, prepare(size), size] as const);

const write = (kernel: Kernel, machine: Machine, block: number, word: string): void => {
  const { result } = kernel.apply<'block-state'>(machine, { kind: 'block-state', block, word });
  if (!result.ok) throw new Error(`${word} of memory${block}: ${result.reason}`);
};

describe('online a block', () => {
  for (const [name, { kernel, halved, offlineBlock }] of machines) {
    bench(name, () => write(kernel, halved, offlineBlock, 'online'));
  }
});

describe('offline a block', () => {
  for (const [name, { kernel, halved, onlineBlock }] of machines) {
    bench(name, () => write(kernel, halved, onlineBlock, 'offline'));
  }
});

describe('add a DIMM of 1 GiB', () => {
  const dimm = dimmAt('dimm0', 128 * TiB, GiB, 0, 0);
  for (const [name, { kernel, online }] of machines) {
    bench(name, () => {
      const { result } = kernel.apply<'dimm-add'>(online, { kind: 'dimm-add', dimm });
      if (!result.ok) throw new Error(result.reason);
    });
  }
});

/** RAM in lines of {@link BLOCKS_IN_A_LINE} blocks, with a hole of 1 MiB after each. */
const striped = (memorySize: number): AddressRange[] => {
  const line = Math.min(memorySize, BLOCKS_IN_A_LINE * FAKE_BLOCK_SIZE);
  return Array.from({ length: memorySize / line }, (_, index) => rangeAt(index * line, line - MiB));
};

// Each round prints as many lines as the largest machine has, whole texts at a time, so that lines are compared.
const LINES = (64 * TiB) / (BLOCKS_IN_A_LINE * FAKE_BLOCK_SIZE) + 1;

describe(`print ${LINES} lines of /proc/iomem`, () => {
  for (const [name, size] of SIZES) {
    const { iomem } = fakeMachine({ memorySize: size, ram: striped }).machine;
    const text = printIomem(iomem).split('\n').length - 1;
    const rounds = Math.round(LINES / text);
    bench(name, () => {
      for (let round = 0; round < rounds; round += 1) printIomem(iomem);
    });
  }
});
