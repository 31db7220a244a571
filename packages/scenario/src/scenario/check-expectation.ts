import type { Machine, KexecSegment, LogLine } from '@warmboot/core';
import { destinationOf, addressNames, virtioMem } from '@warmboot/core';
import { covers, humanSize, overlaps } from '@warmboot/address';
import { resources } from '@warmboot/core/plugin';
import type { ActionResolver } from './actions.js';
import { vmcoreMisses } from './check-vmcore.js';
import { NO_POLICY } from './names.js';
import type { Expectation } from '../written/expectation.js';
import type { Answer, Verdict } from './step-record.js';

/** What an expectation is held against. */
export interface Findings {
  readonly answer: Answer;
  readonly log: readonly LogLine[];
  readonly machine: Machine;
  readonly resolver: ActionResolver;
}

/** Which run it is that expectations are held against. */
export interface RunOf {
  readonly architecture: string;
  /** Policies in force, without `none`. */
  readonly policies: readonly string[];
  /** Policies that the scenario itself chose. */
  readonly ownPolicies: readonly string[];
}

/** Whether an expectation speaks of this run at all. One that names no policy speaks of the scenario's own. */
export const appliesTo = ({ arch, policy }: Expectation, run: RunOf): boolean => {
  const inForce = run.policies.length === 0 ? [NO_POLICY] : run.policies;
  const policyFits =
    policy === undefined
      ? run.policies.join() === run.ownPolicies.join()
      : policy.some((name) => inForce.includes(name));
  return policyFits && (arch === undefined || arch.includes(run.architecture));
};

/** Holds an expectation against what was found, member by member. */
export const checkExpectation = (expected: Expectation, findings: Findings): Verdict => {
  const misses = [
    ...answerMisses(expected, findings.answer),
    ...logMisses(expected, findings.log),
    ...segmentMisses(expected, findings),
    ...blockMisses(expected, findings),
    ...bootMemoryMisses(expected, findings),
    ...machineMisses(expected, findings.machine),
    ...sizeMisses(expected, findings.machine),
    ...vmcoreMisses(expected, findings.machine, (name) => findings.resolver.memory(name)!),
  ];
  return { line: expected.line, held: misses.length === 0, misses };
};

const miss = (what: string, expected: unknown, found: unknown): string =>
  `${what}: expected ${String(expected)}, found ${String(found)}`;

const answerMisses = ({ result, status, outcome, reason }: Expectation, answer: Answer): string[] => {
  const misses: string[] = [];
  const given = answer.ok ? 'ok' : answer.waits === true ? 'waits' : (answer.errno ?? 'refused');
  const refused = !answer.ok && answer.waits !== true;
  const resultHolds = result === undefined || result === given || (result === 'refused' && refused);
  if (!resultHolds)
    misses.push(miss('result', result, answer.reason === undefined ? given : `${given} (${answer.reason})`));
  const gave = answer.ok && answer.status === undefined ? 'SUCCESS' : (answer.status ?? 'none');
  if (status !== undefined && status !== gave) misses.push(miss('status', status, gave));
  const { outcome: ended } = answer;
  const dead = ended === 'panic' || ended === 'hang' || ended === 'reset';
  if (outcome !== undefined && outcome !== ended && !(outcome === 'dead' && dead)) {
    misses.push(
      miss(
        'outcome',
        outcome,
        ended === undefined ? 'none' : `${ended}${answer.reason === undefined ? '' : ` (${answer.reason})`}`,
      ),
    );
  }
  if (reason !== undefined && !(answer.reason ?? '').includes(reason)) {
    misses.push(miss('reason', `"${reason}"`, `"${answer.reason ?? ''}"`));
  }
  return misses;
};

/** Sizes of virtio-mem devices. */
const sizeMisses = ({ sizes = {} }: Expectation, machine: Machine): string[] =>
  Object.entries(sizes).flatMap(([id, wanted]) => {
    if (machine.platform.virtioMem?.has(id) !== true) return [`sizes: there is no device ${id}`];
    const found = virtioMem.sizes(machine, id);
    return (['requested', 'plugged', 'online'] as const).flatMap((which) => {
      const bytes = wanted[which] === undefined ? undefined : addressNames.size(wanted[which]);
      if (bytes === undefined || bytes === found[which]) return [];
      return [miss(`${id} ${which}`, humanSize(bytes), humanSize(found[which]))];
    });
  });

const lineMisses = (
  what: string,
  lines: readonly string[],
  wanted: readonly string[] = [],
  unwanted: readonly string[] = [],
): string[] => [
  ...wanted
    .filter((text) => !lines.some((line) => line.includes(text)))
    .map((text) => `${what}: no line has "${text}"`),
  ...unwanted.flatMap((text) => {
    const line = lines.find((candidate) => candidate.includes(text));
    return line === undefined ? [] : [`${what}: no line should have "${text}", one says "${line.trim()}"`];
  }),
];

const logMisses = ({ log, noLog }: Expectation, lines: readonly LogLine[]): string[] =>
  lineMisses(
    'log',
    lines.map(({ text }) => text),
    log,
    noLog,
  );

const segmentMisses = ({ segments }: Expectation, { machine, resolver }: Findings): string[] => {
  if (segments === undefined) return [];
  const image = machine.kexec.normal ?? machine.kexec.crash;
  if (image === undefined) return ['segments: no image is loaded'];
  return Object.entries(segments).flatMap(([kind, where]) => {
    const ranges = resolver.memory(String(where))!;
    const matching = image.segments.filter(
      (segment) => kind === 'all' || kind === 'none' || segment.kind === kind,
    );
    if (matching.length === 0 && kind !== 'none') return [`segments: there is no ${kind}`];
    const wrong = matching.find((segment) =>
      kind === 'none'
        ? ranges.some((range) => overlaps(range, destinationOf(segment)))
        : !ranges.some((range) => covers(range, destinationOf(segment))),
    );
    return wrong === undefined ? [] : [misplaced(wrong, kind === 'none', String(where))];
  });
};

const misplaced = ({ kind, mem }: KexecSegment, shouldNot: boolean, where: string): string =>
  `segments: the ${kind} at 0x${mem.toString(16)} ${shouldNot ? 'should not touch' : 'is not inside'} ${where}`;

const blockMisses = ({ blocks = {} }: Expectation, { machine, resolver }: Findings): string[] =>
  Object.entries(blocks).flatMap(([text, wanted]) => {
    const numbers = resolver.blocks(machine, /^\d+$/.test(text) ? Number(text) : text);
    const found = numbers.map((id) => [id, machine.memory.blocks.get(id)?.state ?? 'absent'] as const);
    const wrong = found.find(([, state]) => state !== wanted);
    return wrong === undefined ? [] : [miss(`memory${wrong[0]}`, wanted, wrong[1])];
  });

/** Boot memory is what a kernel found when it started, and what some architectures never let go of. */
const bootMemoryMisses = ({ bootMemory = [] }: Expectation, { machine, resolver }: Findings): string[] =>
  bootMemory.flatMap((name) =>
    resolver.blocks(machine, name).some((id) => machine.memory.blocks.get(id)?.early === true)
      ? []
      : [`boot-memory: no block of ${name} is boot memory of the running kernel`],
  );

const machineMisses = (expected: Expectation, machine: Machine): string[] => {
  const { kexec, kernel, iomem } = machine;
  const misses: string[] = [];
  const flag = (what: string, wanted: boolean | undefined, found: boolean): void => {
    if (wanted !== undefined && wanted !== found) misses.push(miss(what, wanted, found));
  };
  flag('kexec_loaded', expected.loaded, kexec.normal !== undefined);
  flag('kexec_crash_loaded', expected.crashLoaded, kexec.crash !== undefined);
  if (expected.cmdline !== undefined && !kernel.cmdline.includes(expected.cmdline)) {
    misses.push(miss('cmdline', `"${expected.cmdline}"`, `"${kernel.cmdline}"`));
  }
  if (expected.iomem !== undefined || expected.noIomem !== undefined) {
    misses.push(
      ...lineMisses('iomem', resources.printIomem(iomem).split('\n'), expected.iomem, expected.noIomem),
    );
  }
  return misses;
};
