import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import type { ActionKind, Kernel, MemoryNotifier, Policy, WarmbootPlugin } from '@warmboot/core';
import { extend, Framework, POLICIES } from '@warmboot/core';
import { describe, expect, it } from 'vitest';
import { runTask } from '../src/campaign/run-task.js';
import { RememberedSituations } from '../src/campaign/remembered-situations.js';
import { PROPERTIES } from '../src/properties/catalogue.js';
import { modelOf } from '../src/search/model.js';
import { search } from '../src/search/search.js';
import { generatedSituation } from './generated-situations.js';

const ARCHITECTURES = ['arm64', 'x86_64'] as const;
const SEEDS = [4, 9, 16, 25];

describe('answers of a kernel serve other searches', () => {
  const framework = new Framework([arm64, x86]);

  it('each result is the same with what was answered under other policies before', () => {
    const remembered = new RememberedSituations();
    for (const seed of SEEDS) {
      const situation = generatedSituation(seed);
      const architecture = ARCHITECTURES[seed % 2]!;
      for (const at of [0, 1, 2]) {
        const policies = [POLICIES[(seed + 5 * at) % POLICIES.length]!.name];
        const task = { situation, architecture, policies };
        expect(runTask({ framework, remembered }, task)).toEqual(runTask({ framework }, task));
      }
    }
  });
});

/** Which members of policies a kernel asks, by action. */
class Watch {
  readonly asked = new Map<ActionKind, Set<string>>();
  #now: ActionKind | undefined;

  /** A policy that says when it is asked. */
  policy(watched: Policy): Policy {
    const note = (member: string): void => {
      if (this.#now === undefined) return;
      const members = this.asked.get(this.#now) ?? new Set();
      this.asked.set(this.#now, members.add(member));
    };
    const notifiers = watched.notifiers?.map((notifier): MemoryNotifier => ({
      ...notifier,
      notify(transition, notification) {
        note('notifiers');
        return notifier.notify(transition, notification);
      },
    }));
    const named = {
      ...watched,
      name: `watched-${watched.name}`,
      ...(notifiers === undefined ? {} : { notifiers }),
    };
    return new Proxy(named, {
      get(policy, member) {
        if (typeof member === 'string' && policy[member as keyof Policy] !== undefined) note(member);
        return Reflect.get(policy, member) as unknown;
      },
    });
  }

  kernel(kernel: Kernel): Kernel {
    const apply: Kernel['apply'] = (machine, action) => {
      this.#now = action.kind;
      try {
        return kernel.apply(machine, action);
      } finally {
        this.#now = undefined;
      }
    };
    return new Proxy(kernel, {
      get(target, member) {
        if (member === 'apply') return apply;
        const value: unknown = Reflect.get(target, member);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }
}

describe('what an action asks of policies', () => {
  it('is what is said of it: under every policy, in generated situations', () => {
    const watch = new Watch();
    const watched = POLICIES.map((policy) => watch.policy(policy));
    const plugin: WarmbootPlugin = {
      name: 'watch',
      description: 'sees what policies are asked',
      interfaceVersion: 1,
      register: (context: { policy(policy: Policy): void }) =>
        watched.forEach((policy) => context.policy(policy)),
    };
    const framework = new Framework([arm64, x86, plugin]);
    for (const [at, { name }] of watched.entries()) {
      for (const seed of [2 * at, 2 * at + 1]) {
        const choice = { architecture: ARCHITECTURES[seed % 2]!, policies: [name] };
        const model = modelOf(framework, generatedSituation(seed), choice, PROPERTIES.slice(0, 1));
        const { kernel, initial } = model;
        search({ ...model, kernel: watch.kernel(kernel) });
        for (const [kind, members] of watch.asked)
          expect([kind, [...members].filter((one) => !NOT_HOOKS.has(one))]).toEqual([
            kind,
            expect.toSatisfy((asked: readonly string[]) =>
              asked.every((one) =>
                (extend.hooksAskedBy(kind, initial.machine) as readonly string[]).includes(one),
              ),
            ),
          ]);
      }
    }
    expect([...watch.asked.keys()]).toEqual(
      expect.arrayContaining([
        'raw-load',
        'file-load',
        'reboot-begin',
        'reboot-jump',
        'offline-begin',
        'eject-remove',
        'dimm-attach',
      ]),
    );
  });
});

/** Said to people. */
const NOT_HOOKS = new Set(['name', 'id', 'summary']);
