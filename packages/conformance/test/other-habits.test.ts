import { GiB, MiB, rangeAt } from '@warmboot/address';
import type {
  Architecture,
  ColdStart,
  extend,
  HandoverInput,
  KexecSegment,
  WarmbootPlugin,
} from '@warmboot/core';
import { extend as extension, refuse, succeed } from '@warmboot/core';
import { pluginWith, slateWith } from '@warmboot/testing';
import { describe, expect, it } from 'vitest';
import { examineArchitecture } from '../src/index.js';

const slate = slateWith(16 * 1024);

const MAILBOX = 600 * MiB;

/** Hands over at a fixed place: its segments are a kernel and an initrd, and prepare() writes the rest. */
const atAFixedPlace: Architecture = Object.freeze({
  ...slate,
  kexec: {
    ...slate.kexec,
    // Less than a page, as on kernels with large ones.
    controlPageSize: 4096,
    prepare: (segments: readonly KexecSegment[]) => {
      const bytes = segments.find(({ kind }) => kind === 'setup_data')?.bytes;
      return bytes === undefined
        ? refuse('EINVAL', 'nothing to hand over')
        : succeed({ writes: [{ address: MAILBOX, bytes }], kept: { mailbox: MAILBOX, size: bytes.length } });
    },
  },
  earlyBoot: {
    ...slate.earlyBoot!,
    boot: (input: HandoverInput) => {
      const { kept, readMemory } = input;
      const [mailbox, size] = [kept?.['mailbox'], kept?.['size']];
      if (readMemory === undefined || mailbox === undefined || size === undefined) {
        return slate.earlyBoot!.boot(input);
      }
      const bytes = readMemory(rangeAt(mailbox, size));
      const mail = { kind: 'setup_data', mem: mailbox, memsz: size, bufsz: size, bytes };
      return slate.earlyBoot!.boot({ ...input, segments: [mail] });
    },
  },
});

/** No slots for DIMMs: memory comes by an action. */
const withoutSlots: Architecture = Object.freeze({
  ...slate,
  earlyBoot: {
    ...slate.earlyBoot!,
    coldStart: (request: ColdStart) => slate.earlyBoot!.coldStart!({ ...request, maxMemory: undefined }),
  },
});

const lend: extend.Action = {
  name: 'lend',
  summary: 'lends a gigabyte',
  argument: { type: 'null' },
  examples: [null],
  apply: (transition, _argument, { memory }) => {
    const device = { id: 'loan', range: rangeAt(8 * GiB, GiB), node: 0, slot: 0, driver: 'pool' };
    const there = memory.appear(transition, device);
    return there.ok ? memory.add(transition, device) : there;
  },
};

const bringing = (architecture: Architecture, ...actions: readonly extend.Action[]): WarmbootPlugin => ({
  ...pluginWith(architecture),
  register: (context) => {
    context.architecture(architecture);
    for (const action of actions) context.part(extension.ACTION, action);
  },
});

const outcomes = (plugin: WarmbootPlugin) =>
  new Map(examineArchitecture(plugin).map(({ check, outcome }) => [check, outcome]));

const complaints = (plugin: WarmbootPlugin): readonly string[] =>
  [...outcomes(plugin).values()].flatMap((outcome) =>
    outcome.status === 'failed' ? [outcome.error.message] : [],
  );

const ACTIONS = 'its actions answer with a Result, the same each time, and leave the machine alone';
const DIMM = 'a DIMM is plugged, brought online, taken offline and pulled';

describe('the kit, of an architecture with other habits', () => {
  it('takes a hand-over that is at a fixed place, and code of a jump that is smaller than a page', () => {
    expect(complaints(pluginWith(atAFixedPlace))).toEqual([]);
  });

  it('asks for no DIMM where memory comes by actions of the plugin', () => {
    const found = outcomes(bringing(withoutSlots, lend));
    expect(found.get(DIMM)).toMatchObject({
      status: 'skipped',
      reason: expect.stringContaining('memory comes by lend') as string,
    });
    expect(found.get(ACTIONS)).toEqual({ status: 'passed' });
    expect([...found.values()].filter(({ status }) => status === 'failed')).toEqual([]);
  });

  it('asks for no DIMM where a provider of the plugin takes none, and says why', () => {
    const pool: extend.Provider = {
      name: 'pool',
      summary: 'memory that is lent',
      serves: () => true,
      accepts: () => refuse('ENODEV', 'a pool has no slots'),
    };
    const lending = bringing(slate, lend);
    const plugin: WarmbootPlugin = {
      ...lending,
      register: (context) => {
        void lending.register(context);
        context.part(extension.PROVIDER, pool);
      },
    };
    expect(outcomes(plugin).get(DIMM)).toEqual({
      status: 'skipped',
      reason: 'memory comes by lend, and pool takes no DIMM: a pool has no slots',
    });
  });

  it('tries actions, and says what is wrong with them', () => {
    let calls = 0;
    const forgetful = { ...lend, apply: () => succeed([String((calls += 1))]) };
    const thrower: extend.Action = {
      ...lend,
      apply: () => {
        throw new TypeError('no pool');
      },
    };
    const silent = { ...lend, apply: () => refuse('EIO', ' ') };
    const sentences = [forgetful, thrower, silent].map((action) => complaints(bringing(slate, action))[0]);
    expect(sentences[0]).toContain('comes out differently the second time');
    expect(sentences[1]).toContain('the action lend throws TypeError: no pool');
    expect(sentences[2]).toContain('is refused with');
    const { examples: _, ...untried } = lend;
    expect(outcomes(bringing(slate, untried)).get(ACTIONS)).toMatchObject({ status: 'todo' });
  });

  it('takes skips under the names that its tests had before', () => {
    const findings = examineArchitecture(pluginWith(slate), {
      skip: [{ test: 'a kernel without a hand-over dies with a reason', reason: 'it has none' }],
    });
    expect(findings.filter(({ outcome }) => outcome.status === 'skipped')).toHaveLength(2);
  });
});
