import { describe, expect, it } from 'vitest';
import { Framework } from '../../src/kernel/framework.js';
import { none } from '../../src/policy/none.js';
import { POLICIES } from '../../src/policy/catalogue.js';
import { Registry, UnknownNameError } from '../../src/kernel/registry.js';
import { fakeArchitecture, fakePlugin } from '../fake-architecture.js';
import { fakeMachine } from '../fake-machine.js';
import { listener } from '../memory/running-machine.js';

const plugin = (name: string, architecture = fakeArchitecture()) => ({
  name,
  description: name,
  interfaceVersion: 1 as const,
  register: (context: { architecture(value: typeof architecture): void }) =>
    context.architecture(architecture),
});

describe('names in a registry', () => {
  it('taken twice are an error that names both sides', () => {
    expect(() => new Framework([plugin('first'), plugin('second')])).toThrow(
      'architecture fake is registered twice: by first and by second',
    );
  });

  it('may not be the alias of another, nor an alias its name', () => {
    const aliased = { ...fakeArchitecture(), name: 'other', aliases: ['fake'] };
    for (const [a, b] of [
      [fakeArchitecture(), aliased],
      [aliased, fakeArchitecture()],
    ] as const) {
      expect(() => new Framework([plugin('first', a), plugin('second', b)])).toThrow(
        /fake is registered twice: by first and by second/,
      );
    }
  });

  it('of the model itself count too', () => {
    const clash = {
      name: 'mine',
      description: '',
      interfaceVersion: 1 as const,
      register: (context: { policy(value: typeof none): void }) => context.policy(none),
    };
    expect(() => new Framework([clash])).toThrow(
      'policy none is registered twice: by @warmboot/core and by mine',
    );
  });

  it('are found by alias, in order, with their origin', () => {
    const registry = new Registry<{ name: string; aliases?: string[] }>('thing');
    registry.add({ name: 'amd64', aliases: ['x86_64'] }, 'p');
    registry.add({ name: 'riscv64' }, 'q');
    expect(registry.get('x86_64').name).toBe('amd64');
    expect(registry.all().map(({ name }) => name)).toEqual(['amd64', 'riscv64']);
    expect([registry.originOf('x86_64'), registry.originOf('riscv64'), registry.originOf('s390')]).toEqual([
      'p',
      'q',
      undefined,
    ]);
  });

  it('that nobody registered bring the nearest ones', () => {
    const framework = new Framework([fakePlugin()]);
    const unknown = (choose: () => unknown): UnknownNameError => {
      try {
        choose();
      } catch (error) {
        if (error instanceof UnknownNameError) return error;
      }
      throw new TypeError('the name was known');
    };
    const policy = unknown(() => framework.kernel({ architecture: 'fake', policies: ['notifier-as-postd'] }));
    expect(policy.suggestions[0]).toBe('notifier-as-posted');
    expect(policy.message).toMatch(/^unknown policy "notifier-as-postd"\. Did you mean notifier-as-posted/);
    const architecture = unknown(() => framework.kernel({ architecture: 'zzzzzz' }));
    expect(architecture.suggestions).toEqual([]);
    expect(architecture.message).toBe('unknown architecture "zzzzzz". Known: fake.');
    expect(
      unknown(() => framework.kernel({ architecture: 'fake', profile: 'linux-6.2' })).suggestions,
    ).toContain('linux-6.1');
  });

  it('hold every policy of the model once', () => {
    expect(new Framework([]).policies.all()).toEqual([...POLICIES]);
  });
});

describe('two kernels of one program', () => {
  it('share nothing: each has its architecture, its notifiers and its policies', () => {
    const heard: string[] = [];
    const a = fakeMachine({ notifiers: [listener('a', heard)] });
    const b = fakeMachine({ notifiers: [listener('b', heard)], policies: ['resource-name'] });
    const offline = { kind: 'block-state', block: 5, word: 'offline' } as const;
    const before = b.machine;
    a.kernel.apply<'block-state'>(a.machine, offline);
    expect(heard).toEqual(['a MEM_GOING_OFFLINE', 'a MEM_OFFLINE']);
    b.kernel.apply<'block-state'>(b.machine, offline);
    expect(heard.slice(2)).toEqual(['b MEM_GOING_OFFLINE', 'b MEM_OFFLINE']);
    expect(b.machine).toBe(before);
    expect(a.kernel.architecture).not.toBe(b.kernel.architecture);
  });

  it('come from one framework too', () => {
    const framework = new Framework([fakePlugin()]);
    const kernels = [[], ['notifier-corrected']].map((policies) =>
      framework.kernel({ architecture: 'fake', policies }),
    );
    expect(kernels[0]).not.toBe(kernels[1]);
    expect(kernels[0]!.architecture).toBe(kernels[1]!.architecture);
  });
});
