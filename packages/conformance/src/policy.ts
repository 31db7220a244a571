import type { Action, KexecImage, Machine, Policy, Result, WarmbootPlugin } from '@warmboot/core';
import { POLICIES, addressNames, platforms } from '@warmboot/core';
import type { Transition } from '@warmboot/core/plugin';
import { Transition as NewTransition } from '@warmboot/core/plugin';
import { GiB } from '@warmboot/address';

import type { ArchitectureOptions, Started } from './architecture/subject.js';
import { ArchitectureSubject, kitRequest } from './architecture/subject.js';
import type { Check, Finding, Skip } from './check/check.js';
import { examine } from './check/check.js';
import { calling, demand } from './check/nonconformity.js';
import { checkNotifiers } from './check/notifiers.js';
import { portraitOf, textOf } from './check/sameness.js';
import type { PartOptions } from './part-subject.js';

/** Where a policy is tried: on the ordinary machine of the architecture, unless there is another. */
export type PolicyOptions = PartOptions & Pick<ArchitectureOptions, 'machine'>;

/** A policy, and the architecture on whose ordinary machine it is tried. */
export class PolicySubject {
  readonly policy: Policy;
  readonly #stage: ArchitectureSubject;

  constructor(policy: Policy, on: WarmbootPlugin, options: ArchitectureOptions = {}) {
    this.policy = policy;
    this.#stage = new ArchitectureSubject(on, {
      ...options,
      plugins: [...(options.plugins ?? []), carrier(policy, on)],
    });
  }

  get lacksMachine(): string | undefined {
    return this.#stage.lacksMachine;
  }

  /** The ordinary machine of a kernel with the policy in it. */
  start(): Started {
    const { facts, machine } = this.#stage.start();
    const framework = this.#stage.framework();
    const kernel = framework.kernel({
      architecture: this.#stage.architecture.name,
      policies: this.policy.name === 'none' ? [] : [this.policy.name],
    });
    return { kernel, facts, machine };
  }
}

/** A plugin around a policy, unless the model itself brings it. */
const carrier = (policy: Policy, on: WarmbootPlugin): WarmbootPlugin => ({
  name: `the kit's carrier of ${policy.name}`,
  description: 'a policy under examination',
  interfaceVersion: on.interfaceVersion,
  register: (context) => {
    if (!isOfTheModel(policy)) context.policy(policy);
  },
});

const isOfTheModel = (policy: Policy): boolean => POLICIES.includes(policy);

const TIER = 'policy';

const lacks = (subject: PolicySubject): string | undefined => subject.lacksMachine;

/** A story with everything in it that a policy is asked about. */
const story = ({ machine, facts, kernel }: Started): readonly Action[] => {
  const { platform } = machine;
  const base =
    kernel.architecture.referenceMachine?.deviceMemoryBase(platform) ?? addressNames.bootSpan(platform).end;
  const size = Math.max(GiB, machine.memory.blockSize);
  const dimm = platforms.dimm('kit', platforms.nextAddress(platform, base, size), size, 0, 0);
  const request = kitRequest({ kernel, machine, facts });
  return [
    { kind: 'dimm-add', dimm },
    { kind: 'online', word: 'online_movable', blocks: 'all' },
    { kind: 'kexec-load', path: 'kexec_load', request },
    { kind: 'kexec-load', path: 'kexec_file_load', request },
    { kind: 'dimm-del', id: dimm.id },
    { kind: 'dimm-add', dimm: { ...dimm, id: 'kit2', slot: 1 } },
    { kind: 'kexec-exec' },
  ];
};

interface Told {
  readonly text: string;
  readonly machines: readonly Machine[];
  readonly results: readonly unknown[];
}

const tell = (started: Started): Told => {
  const { kernel } = started;
  const machines: Machine[] = [started.machine];
  const results: unknown[] = [];
  const heard: unknown[] = [];
  for (const action of story(started)) {
    const machine = machines.at(-1)!;
    if (machine.halted !== undefined) break;
    const step = calling(`the policy at ${action.kind}`, 'return a Result; never throw', () =>
      kernel.apply(machine, action),
    );
    results.push(step.result);
    heard.push(step.result, step.log, step.events);
    machines.push(step.machine);
  }
  return { text: textOf(heard), machines, results };
};

/** Every hook that answers with a Result, at every machine of the story. */
const answers = (policy: Policy, machine: Machine): readonly (readonly [hook: string, answer: Result])[] => {
  const image = machine.kexec.normal;
  const range = [...machine.platform.dimms.values()][0]?.range ?? addressNames.bootSpan(machine.platform);
  const asked: [string, ((transition: Transition) => Result) | undefined][] = [
    ...(['add', 'remove'] as const).map(
      (kind): [string, ((transition: Transition) => Result) | undefined] => [
        `checkChange(${kind})`,
        policy.checkChange && ((transition) => policy.checkChange!(transition, { kind, range })),
      ],
    ),
    ['checkLoad', image && policy.checkLoad && ((transition) => policy.checkLoad!(transition, image))],
    ['checkExec', image && policy.checkExec && ((transition) => policy.checkExec!(transition, image))],
    ['checkCopy', image && policy.checkCopy && ((transition) => policy.checkCopy!(transition, image))],
  ];
  return asked.flatMap(([hook, ask]): [string, Result][] =>
    ask === undefined
      ? []
      : [
          [
            hook,
            calling(hook, 'return done or refuse(errno, reason); never throw', () =>
              ask(new NewTransition(machine)),
            ),
          ],
        ],
  );
};

const isResult = (value: unknown): value is Result =>
  typeof value === 'object' && value !== null && typeof (value as { ok?: unknown }).ok === 'boolean';

/** What every policy holds. */
export const policyChecks: readonly Check<PolicySubject>[] = [
  {
    name: 'it has a name to choose it by, says what it does in a line, and who proposed it',
    tier: TIER,
    run: ({ policy: { name, summary, origin } }) => {
      demand(/^[a-z0-9][a-z0-9-]*$/.test(name), `its name is "${name}"`, 'use small letters, digits and -');
      for (const [field, text] of Object.entries({ summary, origin })) {
        demand(
          text.trim() !== '' && !text.includes('\n'),
          `${field} is ${textOf(text)}`,
          `write ${field} as one line`,
        );
      }
    },
  },
  {
    name: 'a story with it goes on to its end, whatever it refuses',
    tier: TIER,
    missing: lacks,
    run: (subject) => {
      const { results } = tell(subject.start());
      for (const result of results) {
        if (!isResult(result) || result.ok) continue;
        demand(
          typeof result.errno === 'string' && result.reason.trim() !== '',
          `a step is refused with ${textOf(result)}`,
          'refuse with refuse(errno, reason)',
        );
      }
    },
  },
  {
    name: 'it keeps nothing between calls',
    tier: TIER,
    missing: lacks,
    run: (subject) => {
      const started = subject.start();
      demand(
        tell(started).text === tell(started).text,
        'the same story comes out differently the second time',
        'keep nothing in the policy: what it must remember belongs to the machine or to the image',
      );
    },
  },
  {
    name: 'its hooks answer with a Result, and a refusal has a reason',
    tier: TIER,
    missing: lacks,
    run: (subject) => {
      for (const machine of tell(subject.start()).machines) {
        if (machine.halted !== undefined) continue;
        for (const [hook, answer] of answers(subject.policy, machine)) {
          demand(
            isResult(answer) &&
              (answer.ok || (typeof answer.errno === 'string' && answer.reason.trim() !== '')),
            `${hook} answers ${textOf(answer)}`,
            'return done or refuse(errno, reason)',
          );
        }
      }
    },
  },
  {
    name: 'it changes no machine that it is shown',
    tier: TIER,
    missing: lacks,
    run: (subject) => {
      const started = subject.start();
      const { kernel } = started;
      const { policy } = subject;
      for (const machine of tell(started).machines) {
        if (machine.halted !== undefined) continue;
        const before = portraitOf(kernel, machine);
        answers(policy, machine);
        const reading: [string, (() => unknown) | undefined][] = [
          ['pinned', policy.pinned && (() => policy.pinned!(machine))],
          ['fileRanges', policy.fileRanges && (() => policy.fileRanges!(machine, machine.platform.bootRam))],
        ];
        for (const [hook, call] of reading) {
          if (call !== undefined) calling(hook, 'return ranges; never throw', call);
        }
        demand(
          portraitOf(kernel, machine) === before,
          'a machine is another after the policy looked at it',
          'change machines through the transition, and never in place',
        );
      }
    },
  },
  {
    name: 'it adds to an image and leaves its segments where they are',
    tier: TIER,
    missing: lacks,
    run: (subject) => {
      const { policy } = subject;
      if (policy.prepareImage === undefined) return;
      const key = ({ type, entry, segments }: KexecImage): string =>
        textOf([type, entry, segments.map(({ kind, mem, memsz }) => [kind, mem, memsz])]);
      for (const machine of tell(subject.start()).machines) {
        const image = machine.kexec.normal;
        if (image === undefined) continue;
        const prepared = calling('prepareImage', 'return an image; never throw', () =>
          policy.prepareImage!(machine, image),
        );
        demand(
          key(prepared) === key(image),
          `prepareImage makes ${key(prepared)} of ${key(image)}`,
          'keep type, entry and segments: return { ...image, more }',
        );
      }
    },
  },
  {
    name: 'its notifiers veto only what is asked, and say why',
    tier: TIER,
    missing: lacks,
    run: (subject) => {
      const started = subject.start();
      const { notifiers = [] } = subject.policy;
      const { pageSize } = started.kernel.architecture.memory;
      for (const machine of tell(started).machines) {
        if (machine.halted === undefined) checkNotifiers(notifiers, machine, pageSize);
      }
    },
  },
];

/** What the kit finds of a policy. @throws TypeError for a skip without reason or test */
export const examinePolicy = (
  policy: Policy,
  { on, skip, ...options }: PolicyOptions & { readonly skip?: readonly Skip[] },
): readonly Finding[] => examine(policyChecks, new PolicySubject(policy, on, options), skip);
