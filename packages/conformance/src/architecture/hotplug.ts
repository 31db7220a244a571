import type { Dimm, Machine } from '@warmboot/core';
import { platforms } from '@warmboot/core';
import { alignUp, GiB, hex, isAligned } from '@warmboot/address';

import type { Check } from '../check/check.js';
import { calling, callingOnWhole, demand } from '../check/nonconformity.js';
import { checkNotifiers } from '../check/notifiers.js';
import { portraitOf, textOf } from '../check/sameness.js';
import type { ArchitectureSubject, Started } from './subject.js';

const TIER = '5. hotplug';

/** The first version that adds memory, on the first firmware that has slots for it. */
const withHotplug = (subject: ArchitectureSubject): Started | undefined => {
  const firmwares = subject.options.machine ? [undefined] : subject.architecture.referenceMachine!.firmwares;
  for (const profile of subject.profiles) {
    for (const firmware of firmwares) {
      const started = subject.start(profile, firmware);
      const { kernel, machine } = started;
      if (kernel.hotplugRange(machine).ok && machine.platform.hotplug.available) return started;
    }
  }
  return undefined;
};

const lacksHotplug = (subject: ArchitectureSubject): string | undefined => {
  const { memory } = subject.architecture;
  if (memory.hotplugRange === undefined) {
    return 'give memory.hotplugRange: the addresses that the linear map reaches; where an architecture has no hotplug, skip these tests with that reason';
  }
  const lacking = subject.lacksMachine;
  if (lacking !== undefined) return lacking;
  return withHotplug(subject) === undefined
    ? 'no version on no firmware can add memory: make platform.hotplug available in coldStart'
    : undefined;
};

/** Why no DIMM can be tried, where memory comes by what the plugin brings and its machines have no slots. */
const withoutDimms = (subject: ArchitectureSubject): string | undefined => {
  const { actions, providers } = subject.brought;
  if (actions.length + providers.length === 0 || subject.lacksMachine !== undefined) return undefined;
  const { platform } = subject.start().machine;
  if (platform.hotplug.available || withHotplug(subject) !== undefined) return undefined;
  return `memory comes by ${[...providers, ...actions].map(({ name }) => name).join(', ')}, and the machine has no slots: ${platform.hotplug.reason}`;
};

const newDimm = (subject: ArchitectureSubject, { platform, memory }: Machine): Dimm => {
  const reference = subject.architecture.referenceMachine;
  const base =
    reference === undefined
      ? alignUp(platform.bootRam.at(-1)?.end ?? 0, GiB)
      : calling('referenceMachine.deviceMemoryBase', 'return an address', () =>
          reference.deviceMemoryBase(platform),
        );
  demand(
    isAligned(base, memory.blockSize),
    `deviceMemoryBase is ${hex(base)}, inside a memory block`,
    'align it: the first device is plugged there',
  );
  const size = Math.max(GiB, memory.blockSize);
  return platforms.dimm('kit', platforms.nextAddress(platform, base, size), size, 0, 0);
};

/** Why none can be plugged, where a provider of the plugin has another way for memory and its platform takes no DIMM. */
const withoutPlugging = (subject: ArchitectureSubject): string | undefined => {
  const without = withoutDimms(subject);
  const { actions, providers } = subject.brought;
  if (without !== undefined || actions.length === 0 || lacksHotplug(subject) !== undefined) return without;
  const { machine } = withHotplug(subject)!;
  const provider = providers.find((one) => one.serves?.(machine) === true);
  const accepted = provider?.accepts?.(machine, newDimm(subject, machine));
  return accepted?.ok === false
    ? `memory comes by ${actions.map(({ name }) => name).join(', ')}, and ${provider!.name} takes no DIMM: ${accepted.reason}`
    : undefined;
};

/** Memory that comes and goes. */
export const hotplugChecks: readonly Check<ArchitectureSubject>[] = [
  {
    name: 'notifiers veto only what is asked, and say why',
    tier: TIER,
    missing: (subject) => subject.lacksMachine,
    run: (subject) => {
      const { machine } = subject.start();
      checkNotifiers(subject.architecture.notifiers, machine, subject.architecture.memory.pageSize);
    },
  },
  {
    name: 'the range of hotplug holds boot memory and keeps to the physical limit',
    tier: TIER,
    without: withoutDimms,
    missing: lacksHotplug,
    run: (subject) => {
      const { kernel, machine } = withHotplug(subject)!;
      const reach = callingOnWhole('memory.hotplugRange', 'return a range', () =>
        kernel.hotplugRange(machine),
      );
      const { physicalLimit, pageSize } = subject.architecture.memory;
      demand(
        reach.ok &&
          reach.value.start < reach.value.end &&
          isAligned(reach.value.start, pageSize) &&
          isAligned(reach.value.end, pageSize) &&
          reach.value.end <= physicalLimit,
        `hotplugRange is ${textOf(reach)}`,
        `return whole pages, not beyond physicalLimit (${hex(physicalLimit)})`,
      );
      const end = machine.platform.bootRam.at(-1)?.end ?? 0;
      demand(
        reach.value.end >= end,
        `hotplugRange ends at ${hex(reach.value.end)}, below boot memory (${hex(end)})`,
        'end it where the linear map ends',
      );
    },
  },
  {
    name: 'a DIMM is plugged, brought online, taken offline and pulled',
    tier: TIER,
    without: withoutPlugging,
    missing: lacksHotplug,
    run: (subject) => {
      const { kernel, machine } = withHotplug(subject)!;
      const dimm = newDimm(subject, machine);
      const before = kernel.observe(machine);
      const plugged = kernel.apply<'dimm-add'>(machine, { kind: 'dimm-add', dimm });
      demand(
        plugged.result.ok,
        `plugging ${textOf(dimm.range)} comes to ${textOf(plugged.result)}`,
        'let deviceMemoryBase, blockSize and hotplugRange agree',
      );
      const { blockSize, blocks } = plugged.machine.memory;
      const first = dimm.range.start / blockSize;
      // Some platforms bring it online at once; all have it by now.
      demand(
        blocks.get(first) !== undefined,
        `memory${first} is not there after plugging`,
        'make blockSize divide the device',
      );
      const online = kernel.apply<'online'>(plugged.machine, {
        kind: 'online',
        word: 'online_movable',
        blocks: 'all',
      });
      demand(
        online.machine.memory.blocks.get(first)?.state === 'online',
        `memory${first} stays offline`,
        'do not veto MEM_GOING_ONLINE of hot-added memory',
      );
      const pulled = kernel.apply<'dimm-del'>(online.machine, { kind: 'dimm-del', id: dimm.id });
      demand(
        pulled.result.ok && pulled.result.value.removed,
        `pulling it comes to ${textOf(pulled.result)}`,
        'do not veto MEM_GOING_OFFLINE of hot-added memory',
      );
      demand(
        kernel.observe(pulled.machine).iomem === before.iomem,
        '/proc/iomem is not what it was before',
        'let the model remove what it added: no resource of yours may lie in it',
      );
    },
  },
  {
    name: 'boot memory goes offline, or stays with a line in the log',
    tier: TIER,
    without: withoutDimms,
    missing: lacksHotplug,
    run: (subject) => {
      const { kernel, machine } = withHotplug(subject)!;
      const last = [...machine.memory.blocks.keys()].at(-1)!;
      const { result, log } = kernel.apply<'block-state'>(machine, {
        kind: 'block-state',
        block: last,
        word: 'offline',
      });
      demand(
        result.ok || log.length > 0,
        `memory${last} is refused with ${textOf(result)} and nothing is logged`,
        'say why with transition.say(level, text)',
      );
    },
  },
  {
    name: 'its actions answer with a Result, the same each time, and leave the machine alone',
    tier: TIER,
    without: ({ brought: { actions } }) =>
      actions.length === 0 ? 'the plugin brings no actions' : undefined,
    missing: (subject) => {
      const untried = subject.brought.actions.find(({ examples = [] }) => examples.length === 0);
      return untried === undefined
        ? subject.lacksMachine
        : `give the action ${untried.name} examples: arguments to try it with`;
    },
    run: (subject) => {
      const { kernel, machine } = subject.start();
      for (const { name, examples = [], describe } of subject.brought.actions) {
        for (const argument of examples) {
          const act = () =>
            calling(`the action ${name}`, 'return a Result; never throw', () =>
              kernel.apply<'by-plugin'>(machine, { kind: 'by-plugin', action: name, argument }),
            );
          const before = portraitOf(kernel, machine);
          const [first, second] = [act(), act()];
          const { result } = first;
          demand(
            result.ok || result.reason.trim() !== '',
            `the action ${name} is refused with ${textOf(result)}`,
            'refuse with refuse(errno, reason)',
          );
          demand(
            textOf([result, first.log, first.events]) === textOf([second.result, second.log, second.events]),
            `the action ${name} comes out differently the second time`,
            'keep nothing between calls',
          );
          demand(
            portraitOf(kernel, machine) === before,
            `the machine before the action ${name} is another after it`,
            'change machines through the transition, and never in place',
          );
          const text = calling(`describe of the action ${name}`, 'return a few words', () =>
            describe?.(argument),
          );
          demand(
            text === undefined || text.trim() !== '',
            `the action ${name} describes itself with nothing`,
            'return a few words',
          );
        }
      }
    },
  },
];
