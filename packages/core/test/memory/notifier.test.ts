import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Errno } from '../../src/answer/errno.js';
import { ERRNO } from '../../src/answer/errno.js';
import type { MemoryNotifier } from '../../src/contract/memory-notifier.js';
import {
  NOTIFY_BAD,
  NOTIFY_DONE,
  NOTIFY_OK,
  NOTIFY_STOP,
  notificationOf,
  notifyFromErrno,
  notifyToErrno,
} from '../../src/contract/memory-notifier.js';
import { NotifierChain } from '../../src/hotplug/notifier-chain.js';
import { Transition } from '../../src/machine/transition.js';

import { listener, RunningMachine } from './running-machine.js';

const call = (members: readonly MemoryNotifier[]) =>
  new NotifierChain(members).call(
    new Transition(new RunningMachine().machine),
    notificationOf('MEM_GOING_OFFLINE', { start: 0, end: 4096 }, 4096),
  );

describe('core R3.1 the order of the chain', () => {
  it('is by priority, high first, and by registration among equals', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 12 }), (priorities) => {
        const members = priorities.map((priority, index) => listener(`${index}`, [], undefined, priority));
        const wanted = priorities
          .map((priority, index) => ({ priority, index }))
          .sort((a, b) => b.priority - a.priority || a.index - b.index);
        expect(new NotifierChain(members).members.map(({ name }) => name)).toEqual(
          wanted.map(({ index }) => `${index}`),
        );
      }),
    );
  });

  it('a member that is registered twice is EEXIST', () => {
    expect(() => new NotifierChain([listener('ksm', []), listener('ksm', [])])).toThrow(
      /ksm .*twice \(EEXIST\)/,
    );
  });
});

describe('core R3.2 the value of a call', () => {
  const heard: string[] = [];
  it.each([
    [[], NOTIFY_DONE, undefined, 0],
    [[NOTIFY_OK, NOTIFY_DONE], NOTIFY_DONE, undefined, 2],
    [[NOTIFY_DONE, NOTIFY_OK], NOTIFY_OK, undefined, 2],
    [[NOTIFY_OK, NOTIFY_BAD, NOTIFY_OK], NOTIFY_BAD, '1', 2],
    [[NOTIFY_STOP, NOTIFY_BAD], NOTIFY_STOP, undefined, 1],
    [[notifyFromErrno('EBUSY'), NOTIFY_OK], 0x8011, '0', 1],
  ])('%j: %i', (answers, value, vetoedBy, count) => {
    heard.length = 0;
    const result = call(answers.map((answer, index) => listener(`${index}`, heard, () => answer)));
    expect([result.value, result.vetoedBy, heard.length]).toEqual([value, vetoedBy, count]);
  });
});

describe('core R3.3 errnos as notifier values', () => {
  it('has the values of the specification', () => {
    expect(notifyFromErrno(0)).toBe(1);
    expect(notifyFromErrno('EBUSY')).toBe(0x8011);
    expect(notifyToErrno(NOTIFY_BAD)).toBe('EPERM');
    for (const value of [NOTIFY_DONE, NOTIFY_OK, NOTIFY_STOP]) expect(notifyToErrno(value)).toBeUndefined();
  });

  it.each(Object.keys(ERRNO) as Errno[])('carries %s there and back', (errno) => {
    expect(notifyToErrno(notifyFromErrno(errno))).toBe(errno);
  });
});
