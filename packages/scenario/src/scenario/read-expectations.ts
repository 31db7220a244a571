import type { ValuePath } from '../words/value-path.js';
import type { ScenarioDocument } from '../words/document.js';
import type { NamesOf, OneOrMany } from './names.js';
import type { Expectation } from '../written/expectation.js';

interface ExpectationText extends Omit<
  Expectation,
  | 'line'
  | 'arch'
  | 'policy'
  | 'log'
  | 'noLog'
  | 'iomem'
  | 'noIomem'
  | 'crashLoaded'
  | 'bootMemory'
  | 'vmcoreCovers'
  | 'vmcoreLacks'
  | 'vmcoreZeroes'
> {
  readonly arch?: OneOrMany;
  readonly policy?: OneOrMany;
  readonly log?: OneOrMany;
  readonly 'no-log'?: OneOrMany;
  readonly iomem?: OneOrMany;
  readonly 'no-iomem'?: OneOrMany;
  readonly 'crash-loaded'?: boolean;
  readonly 'boot-memory'?: OneOrMany;
  readonly 'vmcore-covers'?: OneOrMany;
  readonly 'vmcore-lacks'?: OneOrMany;
  readonly 'vmcore-zeroes'?: OneOrMany;
}

const texts = (value: OneOrMany): readonly string[] => [value].flat();

/** The expectations at `path`: none, one, or a list. The schema has been checked. @throws FormatError for names */
export const readExpectations = (
  document: ScenarioDocument,
  names: NamesOf,
  value: unknown,
  path: ValuePath,
): Expectation[] => {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [readExpectation(document, names, value as ExpectationText, path)];
  return value.map((item, index) =>
    readExpectation(document, names, item as ExpectationText, [...path, index]),
  );
};

const readExpectation = (
  document: ScenarioDocument,
  names: NamesOf,
  value: ExpectationText,
  path: ValuePath,
): Expectation => {
  const {
    arch,
    policy,
    log,
    'no-log': noLog,
    iomem,
    'no-iomem': noIomem,
    'crash-loaded': crashLoaded,
    'boot-memory': bootMemory,
    'vmcore-covers': vmcoreCovers,
    'vmcore-lacks': vmcoreLacks,
    'vmcore-zeroes': vmcoreZeroes,
    ...same
  } = value;
  return {
    ...same,
    line: document.position(path).line,
    ...(arch === undefined ? {} : { arch: names.architectures(arch, [...path, 'arch']) }),
    ...(policy === undefined ? {} : { policy: names.policyNames(policy, [...path, 'policy']) }),
    ...(log === undefined ? {} : { log: texts(log) }),
    ...(noLog === undefined ? {} : { noLog: texts(noLog) }),
    ...(iomem === undefined ? {} : { iomem: texts(iomem) }),
    ...(noIomem === undefined ? {} : { noIomem: texts(noIomem) }),
    ...(crashLoaded === undefined ? {} : { crashLoaded }),
    ...(bootMemory === undefined ? {} : { bootMemory: texts(bootMemory) }),
    ...(vmcoreCovers === undefined ? {} : { vmcoreCovers: texts(vmcoreCovers) }),
    ...(vmcoreLacks === undefined ? {} : { vmcoreLacks: texts(vmcoreLacks) }),
    ...(vmcoreZeroes === undefined ? {} : { vmcoreZeroes: texts(vmcoreZeroes) }),
  };
};
