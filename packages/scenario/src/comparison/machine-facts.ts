import type { AddressRange } from '@warmboot/address';
import { platforms } from '@warmboot/core';

import { buildWords } from '../facts/build-words.js';
import type { PlayedScenario } from '../scenario/play.js';

/** What a machine is like before anything happens to it: the ground of most differences. Sizes in bytes. */
export interface MachineFacts {
  readonly architecture: string;
  readonly memory: number;
  /** Where its lowest memory is. */
  readonly memoryStart: number;
  /** Its boot memory, ascending, with holes between the pieces. */
  readonly bootRam: readonly AddressRange[];
  readonly blockSize: number;
  /** Addresses at which its kernel can add memory; undefined where it adds none. */
  readonly hotplugRange: AddressRange | undefined;
  /** Members of the memory notifier chain that belong to the architecture. */
  readonly notifiers: readonly string[];
  /** The kernel and the facts that decide the story, each with who told it. */
  readonly kernel: string;
}

/** The facts of the machine on which a story begins. */
export const machineFacts = ({
  kernel,
  architecture,
  decisive,
  start: { machine },
}: PlayedScenario): MachineFacts => {
  const reach = kernel.hotplugRange(machine);
  return {
    architecture,
    memory: platforms.installedBytes(machine.platform),
    memoryStart: machine.platform.bootRam[0]?.start ?? 0,
    bootRam: machine.platform.bootRam,
    blockSize: machine.memory.blockSize,
    hotplugRange: reach.ok ? reach.value : undefined,
    notifiers: kernel.architecture.notifiers.map(({ name }) => name),
    kernel: buildWords(kernel, decisive),
  };
};
