import type { OnlineType, SizeText } from '@warmboot/core';
import type { FormatError } from '@warmboot/format';
import type { ValuePath } from '../words/value-path.js';
import { SchemaCheck } from '../words/schema-check.js';
import { withNearest } from '../words/schema-words.js';
import type { ScenarioDocument } from '../words/document.js';
import type { NamesOf, OneOrMany } from './names.js';
import type { MachineDescription } from '../written/machine-description.js';
import { firstSchemaFault } from './schema-fault.js';

/** A device of a situation, by description. */
export interface DeviceToCome {
  /** Either this or {@link blocks}. */
  readonly size?: SizeText;
  readonly blocks?: number;
  readonly driver?: string;
}

/** An actor of a situation: a kind that a plugin brings, and options that this kind understands. */
export interface ActorText {
  readonly kind: string;
  readonly name?: string;
  readonly options?: unknown;
  /** Where the actor stands in its file, and where its options do. */
  readonly path: ValuePath;
  readonly optionsPath: ValuePath;
}

/** A situation as a scenario writes it. */
export interface SituationText {
  readonly name: string;
  readonly story: string;
  readonly only?: readonly string[];
  /** What differs from the machine of the scenario. */
  readonly machine: MachineDescription;
  readonly machineOn: Readonly<Record<string, MachineDescription>>;
  readonly devices: Readonly<Record<string, DeviceToCome>>;
  readonly before: readonly { readonly plug: string; readonly online?: OnlineType }[];
  readonly actors: readonly ActorText[];
  readonly path: ValuePath;
}

/** What a scenario says of exploring. Its actors are checked by whoever knows their kinds. */
export interface ExploreSection {
  readonly situations: readonly SituationText[];
  /** Holds a value against a schema that a plugin brought. @throws FormatError that says where it is wrong */
  check(path: ValuePath, value: unknown, schema: object): void;
  /** The error for a value that is there but wrong. */
  fault(path: ValuePath, found: string, allowed: string): FormatError;
}

interface WrittenSituation {
  readonly name: string;
  readonly story?: string;
  readonly only?: OneOrMany;
  readonly machine?: MachineDescription & { readonly on?: Readonly<Record<string, MachineDescription>> };
  readonly devices?: SituationText['devices'];
  readonly before?: SituationText['before'];
  readonly actors: readonly (string | Readonly<Record<string, unknown>>)[];
}

/** The section as the schema lets it through. */
export interface WrittenExplore {
  readonly situations: readonly WrittenSituation[];
}

/** @throws FormatError for names that nothing has */
export const readExplore = (
  document: ScenarioDocument,
  names: NamesOf,
  { situations }: WrittenExplore,
): ExploreSection => {
  const taken = new Set<string>();
  return {
    situations: situations.map((written, index) => {
      const path = ['explore', 'situations', index];
      if (taken.has(written.name)) {
        throw document.fault(
          [...path, 'name'],
          JSON.stringify(written.name),
          'a name that no other situation has',
        );
      }
      taken.add(written.name);
      return readSituation(document, names, written, path);
    }),
    check: (path, value, schema) => {
      const faults = new SchemaCheck(schema).faults(value);
      if (faults.length === 0) return;
      throw firstSchemaFault(
        document,
        faults.map((fault) => ({ ...fault, path: [...path, ...fault.path] })),
      );
    },
    fault: (path, found, allowed) => document.fault(path, found, allowed),
  };
};

const readSituation = (
  document: ScenarioDocument,
  names: NamesOf,
  written: WrittenSituation,
  path: ValuePath,
): SituationText => {
  const { name, story = '', only, devices = {}, before = [], actors } = written;
  const { on = {}, ...machine } = written.machine ?? {};
  for (const [at, { plug }] of before.entries()) {
    if (plug in devices) continue;
    throw document.fault(
      [...path, 'before', at, 'plug'],
      JSON.stringify(plug),
      withNearest('device', plug, Object.keys(devices)),
    );
  }
  for (const [id, { size, blocks }] of Object.entries(devices)) {
    if ((size === undefined) !== (blocks === undefined)) continue;
    throw document.fault(
      [...path, 'devices', id],
      size === undefined ? 'without a size' : 'with two sizes',
      'either size, or blocks of the kernel that plugs it',
    );
  }
  return {
    name,
    story: story.trim(),
    ...(only === undefined ? {} : { only: names.architectures(only, [...path, 'only']) }),
    machine,
    machineOn: Object.fromEntries(
      Object.entries(on).map(([arch, differing]) => [
        names.architectureKey(arch, [...path, 'machine', 'on', arch]),
        differing,
      ]),
    ),
    devices,
    before,
    actors: actors.map((actor, at) => readActor(document, actor, [...path, 'actors', at])),
    path,
  };
};

const readActor = (
  document: ScenarioDocument,
  actor: string | Readonly<Record<string, unknown>>,
  path: ValuePath,
): ActorText => {
  if (typeof actor === 'string') return { kind: actor, path, optionsPath: path };
  const { as, ...kinds } = actor;
  const [kind, ...others] = Object.keys(kinds);
  if (kind === undefined || others.length > 0) {
    const found =
      kind === undefined
        ? 'without a kind'
        : `of ${others.length + 1} kinds: ${[kind, ...others].join(', ')}`;
    throw document.fault(path, found, 'one kind of actor, and perhaps `as` with a name');
  }
  const options = kinds[kind];
  return {
    kind,
    ...(as === undefined ? {} : { name: String(as) }),
    ...(options === undefined || options === null ? {} : { options }),
    path,
    optionsPath: [...path, kind],
  };
};
