import type { AddressText, BlockText, OnlineType, SizeText } from '@warmboot/core';
import type { ValuePath } from '../words/value-path.js';
import type { ScenarioDocument } from '../words/document.js';
import type { NamesOf, OneOrMany } from './names.js';
import { readExpectations } from './read-expectations.js';
import type { BootServicesTexts } from './read-boot-services.js';
import { bootServicesReaders } from './read-boot-services.js';
import type { DriverTexts } from './read-driver.js';
import { driverReaders } from './read-driver.js';
import type { LoadText } from './read-load.js';
import { readLoad } from './read-load.js';
import type { PhaseTexts } from './read-phase.js';
import { phaseReaders } from './read-phase.js';
import type { DeviceText, RawSegmentText, Verb } from '../written/verb.js';
import type { ScenarioStep } from './scenario.js';
import { readPluginVerb, verbsWith } from './plugin-verbs.js';

/** A step as it is written. */
interface StepText extends VerbTexts {
  readonly note?: string;
  readonly by?: string;
  readonly only?: OneOrMany;
  readonly unmovable?: BlocksText | 'none';
  readonly expect?: unknown;
}

type BlocksText = BlockText | readonly BlockText[];

/** The verbs as they are written; a step has one of them. */
interface VerbTexts extends PhaseTexts, DriverTexts, BootServicesTexts {
  readonly plug?: DeviceText;
  readonly unplug?: string;
  readonly online?: OnlineType | { readonly type?: OnlineType; readonly blocks?: BlocksText };
  readonly offline?: BlocksText;
  readonly 'auto-online'?: OnlineType;
  readonly load?: LoadText | null;
  readonly 'raw-load'?: RawLoadText;
  readonly unload?: 'normal' | 'crash' | null;
  readonly exec?: null;
  readonly crash?: null;
  readonly 'load-disabled'?: number | null;
  readonly write?: WriteText;
}

interface WriteText {
  readonly at?: AddressText;
  readonly segment?: string;
  readonly panic?: boolean;
  readonly offset?: SizeText;
  readonly size?: SizeText;
  readonly byte?: number;
}

interface RawLoadText {
  readonly entry: AddressText;
  readonly segments: readonly (Omit<RawSegmentText, 'bufsz'> & { readonly bufsz?: SizeText })[];
  readonly panic?: boolean;
  readonly flags?: SizeText;
}

type VerbName = keyof VerbTexts;

const readers: { readonly [K in VerbName]: (value: NonNullable<VerbTexts[K]>) => Verb } = {
  plug: (device) => ({ kind: 'plug', ...device }),
  unplug: (id) => ({ kind: 'unplug', id }),
  online: (value) => {
    const { type = 'online', blocks = 'all' } = typeof value === 'string' ? { type: value } : value;
    return { kind: 'online', type, blocks: blocks === 'all' ? 'all' : [blocks].flat() };
  },
  offline: (blocks) => ({ kind: 'offline', blocks: [blocks].flat() }),
  'auto-online': (type) => ({ kind: 'auto-online', type }),
  load: (load) => ({ kind: 'load', ...readLoad(load) }),
  'raw-load': ({ entry, segments, panic = false, flags }) => ({
    kind: 'raw-load',
    image: panic ? 'crash' : 'normal',
    entry,
    segments: segments.map(({ bufsz, ...segment }) => ({ ...segment, bufsz: bufsz ?? segment.memsz })),
    ...(flags === undefined ? {} : { flags }),
  }),
  unload: (image) => ({ kind: 'unload', image }),
  exec: () => ({ kind: 'exec' }),
  crash: () => ({ kind: 'crash' }),
  'load-disabled': (value) => ({ kind: 'load-disabled', value }),
  write: ({ at, segment, panic = false, offset = 0, size = 1, byte = 0xa5 }) => ({
    kind: 'write',
    to: segment === undefined ? at! : { segment, image: panic ? 'crash' : 'normal', offset },
    size,
    byte,
  }),
  ...phaseReaders,
  ...driverReaders,
  ...bootServicesReaders,
};

/** What a verb without anything after its colon means. */
const DEFAULTS: Readonly<Partial<Record<VerbName, unknown>>> = {
  unload: 'normal',
  'load-disabled': 1,
  'check-loaded': 'normal',
};

/** One step. The schema has been checked. @throws FormatError for a step with no verb or two, and for names */
export const readStep = (
  document: ScenarioDocument,
  names: NamesOf,
  value: unknown,
  path: ValuePath,
): ScenarioStep => {
  const step = (typeof value === 'string' ? { [value]: null } : value) as StepText;
  const known = verbsWith(names.actions);
  const verbs = known.filter((verb) => verb in step);
  const [verb] = verbs;
  if (verb === undefined || verbs.length > 1) {
    const found = verb === undefined ? 'without a verb' : `with ${verbs.length} verbs: ${verbs.join(', ')}`;
    throw document.fault(path, found, `exactly one of ${known.join(', ')}`);
  }
  if (verb === 'write') checkWrite(document, step.write ?? {}, [...path, verb]);
  const action = names.actions.get(verb);
  return {
    verb:
      action === undefined
        ? readVerb(verb as VerbName, step)
        : readPluginVerb(action, (step as Readonly<Record<string, unknown>>)[verb]),
    ...(step.note === undefined ? {} : { note: step.note.trim() }),
    ...(step.by === undefined ? {} : { by: step.by.trim() }),
    ...(step.unmovable === undefined
      ? {}
      : { unmovable: step.unmovable === 'none' ? [] : [step.unmovable].flat() }),
    ...(step.only === undefined ? {} : { only: names.architectures(step.only, [...path, 'only']) }),
    expect: readExpectations(document, names, step.expect, [...path, 'expect']),
    line: document.position(path).line,
  };
};

/** A write goes to an address or to a segment. @throws FormatError */
const checkWrite = (document: ScenarioDocument, { at, segment }: WriteText, path: ValuePath): void => {
  if ((at === undefined) !== (segment === undefined)) return;
  throw document.fault(
    path,
    at === undefined ? 'without a place' : 'with two places',
    'either at or segment',
  );
};

const readVerb = (verb: VerbName, step: VerbTexts): Verb => {
  // The table is indexed by the verb's own name, which TypeScript cannot follow through a union.
  const read = readers[verb] as (value: unknown) => Verb;
  return read(step[verb] ?? DEFAULTS[verb] ?? {});
};
