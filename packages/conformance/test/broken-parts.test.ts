import { plugin as x86 } from '@warmboot/arch-x86';
import type { HotplugFirmware, Machine, MemoryDeviceTable, Policy } from '@warmboot/core';
import { describedMachine, Framework, refuse, succeed } from '@warmboot/core';
import { MiB } from '@warmboot/address';
import { notify } from '@warmboot/core/plugin';

import type { Actor, ActorKind, Footprint, Property, PropertyResult, Situation } from '@warmboot/explorer';
import { acpi, plugin as acpiPlugin } from '@warmboot/firmware-acpi/plugin';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../src/index.js';
import { examineActor, examineFirmware, examinePolicy, examineProperty } from '../src/index.js';

const complaints = (findings: readonly Finding[]): string =>
  findings.flatMap(({ outcome }) => (outcome.status === 'failed' ? [outcome.error.message] : [])).join('\n');

const sound: Policy = { name: 'kit-policy', summary: 'does nothing', origin: 'the kit' };
let calls = 0;

const POLICY_FAULTS: readonly (readonly [string, Partial<Policy>, RegExp])[] = [
  ['a name with spaces', { name: 'my policy' }, /use small letters, digits and -/],
  ['no origin', { origin: '' }, /write origin as one line/],
  [
    'a hook that throws',
    {
      checkLoad: () => {
        throw new Error('never');
      },
    },
    /checkLoad throws Error: never|the policy at kexec-load throws Error: never.*To mend it: return a Result/,
  ],
  [
    'a refusal without a reason',
    { checkExec: () => refuse('EBUSY', '') },
    /checkExec answers .*To mend it: return done or refuse/,
  ],
  [
    'a memory of its own',
    {
      checkLoad: () => {
        calls += 1;
        return calls % 2 === 0 ? refuse('EAGAIN', `call ${calls}`) : succeed(undefined);
      },
    },
    /comes out differently the second time\. To mend it: keep nothing in the policy/,
  ],
  [
    'a hand in the machine',
    {
      pinned: (machine: Machine) => {
        (machine.files as Map<string, Uint8Array>).set(`/p${calls++}`, new Uint8Array(1));
        return [];
      },
    },
    /another after the policy looked at it\. To mend it: change machines through the transition/,
  ],
  [
    'an image that it moves',
    { prepareImage: (_, image) => ({ ...image, entry: image.entry + 4096n }) },
    /prepareImage makes .* To mend it: keep type, entry and segments/,
  ],
  [
    'a notifier that vetoes a cancel',
    { notifiers: [{ name: 'stubborn', priority: 0, notify: () => notify.BAD }] },
    /notifier stubborn vetoes /,
  ],
];

describe('the kit for policies', () => {
  it('has nothing to say of one that does nothing', () => {
    expect(complaints(examinePolicy(sound, { on: x86 }))).toBe('');
  });

  it.each(POLICY_FAULTS)('catches %s', (_, change, sentence) => {
    expect(complaints(examinePolicy({ ...sound, ...change }, { on: x86 }))).toMatch(sentence);
  });
});

const files = ((): ReadonlyMap<string, Uint8Array> => {
  const kernel = new Framework([x86, acpiPlugin]).kernel({ architecture: 'x86_64' });
  const made = describedMachine(kernel, {});
  if (!made.ok) throw new Error(made.allowed);
  return made.machine.files;
})();

/** An object with some of its methods replaced. */
const changed = (table: MemoryDeviceTable, methods: Partial<MemoryDeviceTable>): MemoryDeviceTable =>
  new Proxy(table, {
    get: (target, key: keyof MemoryDeviceTable) => methods[key] ?? target[key].bind(target),
  });

/** ACPI with other answers. */
const firmwareWith = (change: (table: MemoryDeviceTable) => Partial<MemoryDeviceTable>): HotplugFirmware => ({
  name: 'faulty',
  open: (from) => {
    const opened = acpi.open(from);
    return opened?.ok === true ? succeed(changed(opened.value, change(opened.value))) : opened;
  },
});

const FIRMWARE_FAULTS: readonly (readonly [string, HotplugFirmware, RegExp])[] = [
  [
    'firmware of every machine',
    { name: 'greedy', open: () => refuse('ENODEV', 'no') },
    /open\(no files\) answers .* To mend it: return undefined for a machine/,
  ],
  [
    'firmware that throws for a broken table',
    {
      name: 'brittle',
      open: (from) => {
        for (const bytes of from.values()) if (bytes.length === 0) throw new RangeError('offset');
        return acpi.open(from);
      },
    },
    /open\(broken files\) throws RangeError: offset\. To mend it: return a Result/,
  ],
  [
    'a device that the kernel never hears of',
    firmwareWith(() => ({ inserted: () => succeed([]) })),
    /give a notice with request 'device-check'/,
  ],
  [
    'an empty slot that describes itself',
    firmwareWith((table) => ({
      describe: (plugged, node) =>
        table.describe(plugged.size === 0 ? new Map([['kit', KIT]]) : plugged, node),
    })),
    /an empty slot describes .* To mend it: return undefined/,
  ],
  [
    'a device that is not let go',
    firmwareWith(() => ({ eject: () => succeed([]) })),
    /eject lets go of \[\]\. To mend it: return the host's name/,
  ],
];

const KIT = {
  id: 'kit',
  range: { start: 64 * 2 ** 30, end: 65 * 2 ** 30 },
  node: 0,
  slot: 0,
};

describe('the kit for firmware', () => {
  it.each(FIRMWARE_FAULTS)('catches %s', (_, firmware, sentence) => {
    expect(complaints(examineFirmware(firmware, { files }))).toMatch(sentence);
  });
});

const SELF = 'actor:worker';
const HONEST: Footprint = { reads: ['kexec', 'locks', SELF], writes: ['kexec', SELF] };

/** Unloads the image twice and is done. */
const actor = (change: Partial<Actor<number>> & { readonly footprint?: Footprint }): ActorKind<never> => ({
  name: 'worker',
  description: 'unloads images',
  create: (_, name): Actor => {
    const { footprint = HONEST, ...rest } = change;
    const made: Actor<number> = {
      name,
      start: 0,
      steps: (local, machine) =>
        local >= 2 || machine.locks.kexec !== undefined
          ? []
          : [
              {
                id: `unload ${local}`,
                label: 'unloads the image',
                footprint,
                perform: (context) => {
                  context.apply<'load-disabled'>({ kind: 'load-disabled', value: 1 });
                  return local + 1;
                },
              },
            ],
      futureFootprint: () => footprint,
      ...rest,
    };
    return made as Actor;
  },
});

const situation: Situation = {
  name: 'kit',
  story: 'somebody works',
  devices: { dimm1: { size: 256 * MiB } },
  actors: [{ actor: 'worker' }],
};

const examined = (part: ActorKind<never>): string => complaints(examineActor(part, { on: x86, situation }));

let turns = 0;

const ACTOR_FAULTS: readonly (readonly [string, ActorKind<never>, RegExp])[] = [
  [
    'a footprint that hides a write',
    actor({ footprint: { reads: ['kexec', SELF], writes: [SELF] } }),
    /writes kexec, and its footprint says .* To mend it: add these components to writes/,
  ],
  [
    'a footprint that hides a change of local state',
    actor({ footprint: { reads: ['kexec'], writes: ['kexec'] } }),
    /add 'actor:worker' to writes of the footprint/,
  ],
  [
    'a footprint that hides a look',
    actor({
      footprint: { reads: [SELF], writes: ['platform', SELF] },
    }),
    /steps looks at locks, and no footprint .* To mend it: add these components to reads/,
  ],
  [
    'a component that does not exist',
    actor({ footprint: { ...HONEST, reads: ['kexec', 'registers' as never] } }),
    /names registers\. To mend it: use members of Machine/,
  ],
  [
    'a future footprint that forgets',
    actor({ futureFootprint: () => ({ reads: [], writes: [] }) }),
    /and futureFootprint\(local, message\) does not\. To mend it: make futureFootprint the union/,
  ],
  [
    'steps that change by themselves',
    actor({
      steps: (local) =>
        local >= 2
          ? []
          : [{ id: `turn ${turns++}`, label: 'waits', footprint: HONEST, perform: () => local + 1 }],
    }),
    /the same moment gives .* To mend it: compute steps from local, machine and message alone/,
  ],
  [
    'an actor without an end',
    actor({
      steps: (local) => [{ id: 'again', label: 'waits', footprint: HONEST, perform: () => local + 1 }],
    }),
    /still has something to do after \d+ steps\. To mend it: make every step take it nearer/,
  ],
  [
    'a message that no footprint knows of',
    actor({
      steps: (local) =>
        local >= 2
          ? []
          : [
              {
                id: 'note to self',
                label: 'reminds itself',
                footprint: { reads: [SELF], writes: [SELF] },
                perform: (context) => {
                  context.send({ to: 'worker', text: 'work', about: 'dimm1' });
                  return local + 1;
                },
              },
            ],
      receives: () => true,
    }),
    /sends a message, and its footprint does not write channel:worker/,
  ],
  [
    'a step that looks at its messages in secret',
    actor({
      steps: (local, _, message) =>
        local >= 2
          ? []
          : [
              {
                id: message === undefined ? 'note to self' : 'work',
                label: 'reminds itself, and works',
                footprint: { reads: [SELF], writes: [SELF, 'channel:worker'] },
                perform: (context) => {
                  if (message === undefined) context.send({ to: 'worker', text: 'work', about: 'dimm1' });
                  return local + 1;
                },
              },
            ],
      futureFootprint: () => ({ reads: [SELF], writes: [SELF, 'channel:worker'] }),
      receives: () => true,
    }),
    /enabled while a message is deliverable, and its footprint does not name channel:worker/,
  ],
  [
    'an actor that throws',
    actor({
      steps: () => {
        throw new Error('lost');
      },
    }),
    /steps\(local, machine, message\) throws Error: lost\. To mend it: return the steps that are possible/,
  ],
];

describe('the kit for actors', () => {
  it('has nothing to say of an honest one', () => {
    expect(examined(actor({}))).toBe('');
  });

  it.each(ACTOR_FAULTS)('catches %s', (_, part, sentence) => {
    expect(examined(part)).toMatch(sentence);
  });
});

/** Says of every jump that it is well. */
const property = (change: Partial<Property>): Property => ({
  name: 'all-is-well',
  title: 'all is well',
  words: 'a test',
  onStep: ({ performed }) =>
    performed.some(({ action: { kind } }) => kind === 'reboot-jump') ? { kind: 'holds' } : undefined,
  ...change,
});

let asked = 0;
const PROPERTY_FAULTS: readonly (readonly [string, Property, RegExp])[] = [
  [
    'a name with spaces',
    property({ name: 'all is well' }),
    /its name is "all is well"\. To mend it: use small/,
  ],
  ['no words', property({ words: '' }), /words is ""\. To mend it: write words as one line/],
  [
    'a violation without a reason',
    property({ onStep: () => ({ kind: 'violated', reason: '' }) }),
    /onStep\(effect, context\) answers .* To mend it: return HOLDS, violated\(reason\), or nothing/,
  ],
  [
    'an answer of another kind',
    property({ onStep: () => true as unknown as PropertyResult }),
    /onStep\(effect, context\) answers true\./,
  ],
  [
    'a look at what actors know, which a step is not asked about',
    property({
      onStep: (effect) =>
        (effect as never as { before: { localStates: PropertyResult[] } }).before.localStates[0],
    }),
    /onStep\(effect, context\) throws TypeError.* To mend it: .*look at the machine alone/,
  ],
  [
    'a memory of its own',
    property({ onStep: () => ({ kind: 'violated', reason: `asked ${asked++} times` }) }),
    /answers .* and then .* To mend it: keep nothing in the property/,
  ],
  [
    'a question that never comes up',
    property({ onStep: () => undefined }),
    /it answers nothing .* To mend it: give the kit a situation/,
  ],
];

describe('the kit for properties', () => {
  it('has nothing to say of an honest one', () => {
    expect(complaints(examineProperty(property({}), { on: x86 }))).toBe('');
  });

  it.each(PROPERTY_FAULTS)('catches %s', (_, part, sentence) => {
    expect(complaints(examineProperty(part, { on: x86 }))).toMatch(sentence);
  });
});
