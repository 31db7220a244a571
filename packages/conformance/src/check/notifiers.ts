import type { Machine, MemoryEvent, MemoryNotifier } from '@warmboot/core';
import { notificationOf } from '@warmboot/core';
import { rangeAt } from '@warmboot/address';
import { Transition, notify } from '@warmboot/core/plugin';

import { calling, demand } from './nonconformity.js';

/** Events that only tell: what they tell of has happened. */
const TELLING: readonly MemoryEvent[] = ['MEM_ONLINE', 'MEM_CANCEL_ONLINE', 'MEM_CANCEL_OFFLINE'];
const ASKING: readonly MemoryEvent[] = ['MEM_GOING_ONLINE', 'MEM_GOING_OFFLINE'];

/** What every member of the memory notifier chain holds, tried on the first block of a machine. */
export const checkNotifiers = (
  notifiers: readonly MemoryNotifier[],
  machine: Machine,
  pageSize: number,
): void => {
  const names = notifiers.map(({ name }) => name);
  demand(
    new Set(names).size === names.length,
    `the notifiers are ${names.join(', ')}`,
    'give each notifier a name of its own',
  );
  const [first = 0] = machine.memory.blocks.keys();
  const { blockSize } = machine.memory;
  const block = rangeAt(first * blockSize, blockSize);
  for (const notifier of notifiers) {
    for (const event of [...ASKING, ...TELLING]) {
      const transition = new Transition(machine);
      const value = calling(`notifier ${notifier.name} at ${event}`, 'return NOTIFY_OK or a veto', () =>
        notifier.notify(transition, notificationOf(event, block, pageSize)),
      );
      demand(
        Number.isInteger(value),
        `notifier ${notifier.name} returns ${String(value)} at ${event}`,
        'return NOTIFY_OK, NOTIFY_DONE, NOTIFY_BAD or notifyFromErrno(errno)',
      );
      const vetoes = (value & notify.STOP_MASK) !== 0 && notify.toErrno(value) !== undefined;
      demand(
        !(vetoes && TELLING.includes(event)),
        `notifier ${notifier.name} vetoes ${event}, which nobody can take back`,
        'answer NOTIFY_OK to events that tell, and veto MEM_GOING_ONLINE or MEM_GOING_OFFLINE',
      );
      demand(
        !vetoes || transition.log.length > 0,
        `notifier ${notifier.name} vetoes ${event} without a line in the log`,
        'say why with transition.say(level, text), in the words of the kernel',
      );
    }
  }
};
