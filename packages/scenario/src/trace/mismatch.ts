/** What is scored, in groups. */
export type FieldGroup = 'result' | 'iomem' | 'blocks' | 'sys' | 'firmware_memmap' | 'dmesg' | 'segments';

/** What of a recorded step is compared, in the order in which it is reported. */
export const FIELD_GROUPS: readonly FieldGroup[] = [
  'result',
  'iomem',
  'blocks',
  'sys',
  'firmware_memmap',
  'dmesg',
  'segments',
];

/** One value that was predicted otherwise than it was recorded. */
export interface Mismatch {
  readonly group: FieldGroup;
  /** Where in the group: `memory32.valid_zones`, `segment 2.mem`, `line 4`. */
  readonly path: string;
  readonly recorded: unknown;
  readonly predicted: unknown;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The places at which two plain values differ. Lists of lines are aligned, so that one extra line is one difference. */
export const differing = (
  group: FieldGroup,
  recorded: unknown,
  predicted: unknown,
  path = '',
): Mismatch[] => {
  if (Object.is(recorded, predicted)) return [];
  if (isLines(recorded) && isLines(predicted)) return differingLines(group, recorded, predicted, path);
  if (Array.isArray(recorded) && Array.isArray(predicted)) {
    return Array.from({ length: Math.max(recorded.length, predicted.length) }, (_, index) =>
      differing(group, recorded[index], predicted[index], join(path, `${index}`)),
    ).flat();
  }
  if (isRecord(recorded) && isRecord(predicted)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(predicted)]);
    return [...keys].flatMap((key) => differing(group, recorded[key], predicted[key], join(path, key)));
  }
  return [{ group, path, recorded, predicted }];
};

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

const isLines = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');

/** Lines that only one side has, found by the longest common subsequence. */
const differingLines = (
  group: FieldGroup,
  recorded: readonly string[],
  predicted: readonly string[],
  path: string,
): Mismatch[] => {
  const common = commonLines(recorded, predicted);
  const mismatches: Mismatch[] = [];
  let i = 0;
  let j = 0;
  for (const [nextI, nextJ] of [...common, [recorded.length, predicted.length] as const]) {
    while (i < nextI || j < nextJ) {
      mismatches.push({
        group,
        path: join(path, `line ${Math.max(i, 0) + 1}`),
        recorded: i < nextI ? recorded[i] : undefined,
        predicted: j < nextJ ? predicted[j] : undefined,
      });
      if (i < nextI) i += 1;
      if (j < nextJ) j += 1;
    }
    i = nextI + 1;
    j = nextJ + 1;
  }
  return mismatches;
};

const commonLines = (a: readonly string[], b: readonly string[]): (readonly [number, number])[] => {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] =
        a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i += 1;
    else j += 1;
  }
  return pairs;
};
