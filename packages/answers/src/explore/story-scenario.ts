import type { AddressRange } from '@warmboot/address';
import type { Dimm, Framework, Machine, MachineByDescription } from '@warmboot/core';
import { blocksIn } from '@warmboot/core';

import type {
  Counterexample,
  CounterexampleStep,
  CounterexampleWait,
  Json,
  Situation,
} from '@warmboot/explorer';
import { modelOf, propertiesOf, replay, stepName } from '@warmboot/explorer';
import { writtenFacts } from '@warmboot/scenario';
import type { WrittenVerb } from './verb-of-action.js';
import { deviceWords, sizeWords, verbOfAction } from './verb-of-action.js';

/** A scenario as plain data, in the words of its schema. */
export type WrittenScenario = Readonly<Record<string, Json>>;

/**
 * A story as a scenario that `warmboot run` plays to the same end: the same machine, the same steps by the same people, and
 * an expectation of each answer, so that it comes out as it says exactly when the story happens again.
 * @throws TypeError for a story with an action that scenarios have no verb for
 */
export const storyScenario = (
  framework: Framework,
  situation: Situation,
  story: Counterexample,
): WrittenScenario => {
  const { architecture, policies, profile, property, reason, steps, waits = [] } = story;
  const choice = { architecture, policies, ...(profile === undefined ? {} : { profile }) };
  const model = modelOf(framework, situation, choice, []);
  const trace = replay(
    model,
    steps.map(({ actor, step }) => stepName(actor, step)),
  );
  const [last] = trace.slice(-1);
  const { machine: end } = last?.after ?? model.initial;
  const { machine: before } = last?.before ?? model.initial;
  const [{ title, words } = { title: property, words: '' }] = propertiesOf(framework, [property]);
  const { kernel, initrd, purgatory, kernelPurgatory, ...machine } = {
    ...situation.machine,
    ...situation.machineOn?.[architecture],
  };
  const { release, machine: build } = writtenFacts(situation.facts?.[architecture] ?? []);
  const tools = {
    ...(purgatory === undefined ? {} : { purgatory: bothSizes(purgatory) }),
    ...(kernelPurgatory === undefined ? {} : { kernel_purgatory: bothSizes(kernelPurgatory) }),
  };
  return {
    name: `${situation.name}, ${policies.join(' + ')}, ${architecture}: ${property}`,
    story: `${situation.story === '' ? '' : `${situation.story} `}Found by warmboot explore: a shortest order of events in which it does not hold that "${title}" (${words}). What goes wrong: ${reason}. Every answer on the way is expected, so this scenario comes out as it says exactly when the failure is there.`,
    arch: architecture,
    ...(profile === undefined ? {} : { profile }),
    policy: policies.length === 1 ? policies[0]! : policies,
    udev: false,
    ...(release === undefined ? {} : { release }),
    machine: { ...machineWords(machine), ...buildWords(build) },
    ...(kernel === undefined ? {} : { kernel: { [architecture]: kernel as Json } }),
    ...(initrd === undefined ? {} : { initrd: initrd === 0 ? false : sizeWords(initrd) }),
    ...(Object.keys(tools).length === 0 ? {} : { tools: { [architecture]: tools } }),
    steps: [
      ...preparation(situation, model.initial.machine),
      ...steps.flatMap(stepWords),
      ...waits.map(waitWords),
    ],
    ...(end.halted === undefined ? { expect: endWords(end, before, property) } : {}),
  };
};

const bothSizes = ({ bufsz, memsz }: { readonly bufsz: number; readonly memsz: number }) => ({
  bufsz: sizeWords(bufsz),
  memsz: sizeWords(memsz),
});

type Words = Readonly<Record<string, Json>>;

const buildWords = ({
  'page-size': pageSize,
  ...same
}: ReturnType<typeof writtenFacts>['machine']): Words => ({
  ...(pageSize === undefined ? {} : { 'page-size': sizeWords(Number(pageSize)) }),
  ...same,
});

const machineWords = ({ memory, maxMemory, nodes, ...same }: MachineByDescription): Words => ({
  ...(memory === undefined ? {} : { memory: sizeWords(memory) }),
  ...(maxMemory === undefined ? {} : { maxmem: sizeWords(maxMemory) }),
  ...(nodes === undefined ? {} : { nodes }),
  ...(same as Readonly<Record<string, Json>>),
});

/** What was there before the story begins. */
const preparation = ({ before = [] }: Situation, { platform }: Machine): readonly Json[] =>
  before.flatMap(({ plug, online }) => [
    { plug: deviceWords(platform.dimms.get(plug)!), expect: { result: 'ok' } },
    ...(online === undefined ? [] : [{ online: { type: online, blocks: plug }, expect: { result: 'ok' } }]),
  ]);

/** @throws TypeError for an action that scenarios have no verb for */
const writtenVerb = (action: Json): WrittenVerb => {
  const verb = verbOfAction(action);
  if (verb === undefined) throw new TypeError(`scenarios have no verb for ${JSON.stringify(action)}`);
  return verb;
};

/** One step of the story: what its actor said of it, then its actions, each with the answer that it got. */
const stepWords = ({ actor, label, written, actions, results }: CounterexampleStep): readonly Json[] => {
  const verbs = actions.map((action, index): WrittenVerb => {
    return index === 0 && written !== undefined ? written : writtenVerb(action);
  });
  if (actions.length === 0 && written !== undefined) return [{ by: actor, ...written }];
  return verbs.map((verb, index) => ({
    by: actor,
    ...verb,
    ...(index === 0 && label.includes(',') ? { note: label } : {}),
    expect: answerWords(results[index] ?? null),
  }));
};

/** Somebody who waits at the end of a story. */
const waitWords = ({ actor, action, words }: CounterexampleWait): Json => ({
  by: actor,
  ...writtenVerb(action),
  expect: { result: 'waits', reason: words },
});

/** What an action was answered, as an expectation. */
const answerWords = (result: Json): Json => {
  const { ok, errno, outcome, reason, value } = result as Readonly<Record<string, Json>>;
  if (outcome !== undefined) {
    return {
      ...(errno === undefined ? {} : { result: errno }),
      outcome,
      ...(reason === undefined ? {} : { reason }),
    };
  }
  if (ok !== true) return { result: errno ?? 'refused' };
  const refused = Array.isArray(value) ? value.map(resultOfBlock).find((word) => word !== 'ok') : undefined;
  return { result: refused ?? 'ok' };
};

const resultOfBlock = (one: Json): Json => {
  const { result } = one as { readonly result?: { readonly ok?: boolean; readonly errno?: string } };
  return result === undefined || result.ok === true ? 'ok' : (result.errno ?? 'refused');
};

/** The end, where there is a machine to look at. */
const endWords = (end: Machine, before: Machine, property: string): Json => {
  const devices = [...end.platform.dimms.values()];
  const early = devices.filter(({ range }) => blocksOf(end, range).some(([, block]) => block.early));
  const inUse = [...before.platform.dimms.values()].filter(({ range }) =>
    blocksOf(before, range).some(([, { state }]) => state !== 'offline'),
  );
  const states = devices.flatMap((device) => stateWords(end, device));
  return {
    loaded: end.kexec.normal !== undefined,
    ...(states.length === 0 ? {} : { blocks: Object.fromEntries(states) }),
    ...(property === 'stays-removable' && early.length > 0
      ? { 'boot-memory': early.map(({ id }) => id) }
      : {}),
    ...(property === 'vmcore-is-complete' && inUse.length > 0
      ? { 'vmcore-lacks': inUse.map(({ id }) => id) }
      : {}),
  };
};

const blocksOf = ({ memory }: Machine, range: AddressRange) => [...blocksIn(memory, range)];

/** The blocks of a device in one word where they agree, else each by itself; none where one is between two states. */
const stateWords = ({ memory }: Machine, { id, range }: Dimm): readonly [string, string][] => {
  const first = range.start / memory.blockSize;
  const count = (range.end - range.start) / memory.blockSize;
  const states = Array.from({ length: count }, (_, at) => memory.blocks.get(first + at)?.state ?? 'absent');
  if (states.some((state) => state.startsWith('going-'))) return [];
  const [word] = states;
  return states.every((state) => state === word)
    ? [[id, word!]]
    : states.map((state, at) => [`${id}[${at}]`, state]);
};
