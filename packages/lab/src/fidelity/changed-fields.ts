import type { FieldGroup, Mismatch, RecordedStep, TraceDirectory, TraceScore } from '@warmboot/scenario';
import { coveredLogLines, FIELD_GROUPS } from '@warmboot/scenario';

/** Fields that changed, and those of them that were predicted otherwise. */
export interface FieldScore {
  readonly changed: number;
  readonly wrong: number;
}

/** The score of a trace by group. */
export type FieldScores = Readonly<Record<FieldGroup, FieldScore>>;

type Fields = ReadonlyMap<string, string>;

const leaves = (value: unknown, path = ''): [string, string][] => {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
};

/** Inner lines of /proc/iomem that are allocations of the kernel itself. */
const OWN_ALLOCATION = /^\s+.* : reserved$/;

/** The fields of what was seen, by group: one a line, an attribute, a value. */
const seen = ({ observed }: RecordedStep): Readonly<Partial<Record<FieldGroup, Fields>>> => {
  if (observed === undefined || observed === null) return {};
  const lines = observed.iomem.split('\n').filter((line) => line !== '' && !OWN_ALLOCATION.test(line));
  return {
    iomem: new Map(lines.map((line) => [line, ''])),
    blocks: new Map(leaves(observed.blocks)),
    sys: new Map(leaves({ ...observed.sys, ...observed.crash_hotplug })),
    firmware_memmap: new Map((observed.firmware_memmap ?? []).map((entry) => [JSON.stringify(entry), ''])),
  };
};

/** Fields that are there on one side only, or otherwise. */
const changes = (before: Fields = new Map(), after: Fields = new Map()): number =>
  [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key))
    .length;

/** Fields that a step brings by itself. */
const brought = (step: RecordedStep, group: FieldGroup): number => {
  if (group === 'dmesg') return coveredLogLines(step.observed?.dmesg ?? []).length;
  if (group === 'segments' && step.action === 'kexec-load') {
    const segments = (step.segments ?? []) as readonly object[];
    return segments.reduce((sum, segment) => sum + Object.keys(segment).length, 0);
  }
  if (group !== 'result') return 0;
  // Of a tool only its status counts.
  return step.action === 'kexec-load' ? 1 : leaves(step.result ?? {}).length;
};

const keyOf = ({ group, path, recorded, predicted }: Mismatch): string =>
  JSON.stringify([group, path, recorded ?? null, predicted ?? null]);

/**
 * How many fields changed in the steps of a trace, and how many of them were predicted otherwise. What was wrong at the
 * step before and still is, is one mistake and not two.
 */
export const changedFields = ({ trace }: TraceDirectory, { steps: checks }: TraceScore): FieldScores => {
  const sums = Object.fromEntries(FIELD_GROUPS.map((group) => [group, { changed: 0, wrong: 0 }])) as Record<
    FieldGroup,
    { changed: number; wrong: number }
  >;
  let known = new Set<string>();
  for (const [index, check] of checks.entries()) {
    if (index === 0) continue;
    const [before, after] = [seen(trace.steps[index - 1]!), seen(trace.steps[index]!)];
    const fresh = check.mismatches.filter((mismatch) => !known.has(keyOf(mismatch)));
    for (const group of check.scored) {
      const wrong = fresh.filter((mismatch) => mismatch.group === group).length;
      const count = changes(before[group], after[group]) + brought(trace.steps[index]!, group);
      sums[group].changed += Math.max(count, wrong);
      sums[group].wrong += wrong;
    }
    known = new Set(check.mismatches.map(keyOf));
  }
  return sums;
};
