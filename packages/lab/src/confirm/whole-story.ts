import type { ScenarioStep, Verb } from '@warmboot/scenario';

/** One operation of a story that was told in pieces: which steps, and the verb that does it in one go. */
interface Operation {
  /** Indices of the steps, ascending. */
  readonly pieces: number[];
  verb: Verb;
  /** Of a load: the name of its run. */
  readonly run?: string;
  /** Whether nothing more comes of it: its last piece is among them, or one that was refused. */
  ended: boolean;
}

/** The story with every operation in one go. */
export interface WholeStory {
  readonly steps: readonly ScenarioStep[];
}

/** Where an operation in one go stands: at its last piece, at its first, or, where the story ends in its midst, nowhere. */
type Moment = 'last' | 'first' | 'nowhere';

const NAMES: { readonly [K in Verb['kind']]?: string } = {
  plug: 'a plug',
  unplug: 'an ejection',
  load: 'kexec -l',
  offline: 'an offline',
  online: 'an online',
  exec: 'reboot()',
};

/** What begins an operation: the verb that does all of it, and the name of a run. */
const begun = (verb: Verb): { readonly verb: Verb; readonly run?: string } | undefined => {
  switch (verb.kind) {
    case 'insert': {
      const { kind: _, ...device } = verb;
      return { verb: { kind: 'plug', ...device } };
    }
    case 'request-eject':
      return { verb: { kind: 'unplug', id: verb.id } };
    case 'load-begin': {
      const { kind: _, as: run, ...options } = verb;
      return { verb: { kind: 'load', ...options }, run };
    }
    case 'load-enter':
      return verb.load && { verb: { kind: 'load', ...verb.load }, run: verb.run };
    case 'offline-lock':
    case 'offline-begin':
      return { verb: { kind: 'offline', blocks: [verb.block] } };
    case 'online-lock':
    case 'online-begin':
      return { verb: { kind: 'online', type: 'online', blocks: [verb.block] } };
    case 'reboot-begin':
      return { verb: { kind: 'exec' } };
    default:
      return undefined;
  }
};

/** Whether a step is a further piece of an operation. */
const isPieceOf = (verb: Verb, { verb: whole, run }: Operation): boolean => {
  switch (verb.kind) {
    case 'attach':
      return whole.kind === 'plug' && whole.id === verb.id;
    case 'eject-begin':
    case 'eject-remove':
    case 'eject-finish':
    case 'eject-refuse':
    case 'eject-abandon':
      return whole.kind === 'unplug' && whole.id === verb.id;
    case 'load-choose':
    case 'load-enter':
    case 'load-finish':
      return whole.kind === 'load' && run === verb.run;
    case 'offline-ask':
    case 'offline-finish':
      return whole.kind === 'offline' && whole.blocks[0] === verb.block;
    case 'online-ask':
    case 'online-finish':
      return whole.kind === 'online' && whole.blocks[0] === verb.block;
    case 'reboot-shutdown':
    case 'reboot-jump':
      return whole.kind === 'exec';
    default:
      return false;
  }
};

const ENDS: ReadonlySet<Verb['kind']> = new Set([
  'attach',
  'eject-finish',
  'eject-abandon',
  'load-finish',
  'offline-finish',
  'online-finish',
  'reboot-jump',
]);

/** Pieces of an ejection that name a block and no device: the blocks go off, or come back. */
const OF_EJECTION: ReadonlySet<Verb['kind']> = new Set([
  'offline-lock',
  'offline-ask',
  'offline-begin',
  'offline-finish',
  'online-lock',
  'online-ask',
  'online-begin',
  'online-finish',
  'device-online',
]);

/** Whether a piece was refused: of a call of user space, nothing comes after that. An ejection goes on to its own end. */
const isRefused = ({ expect }: ScenarioStep): boolean =>
  expect.some(({ result }) => result !== undefined && result !== 'ok' && result !== 'waits');

/** The operations of a story, in the order in which they begin. */
const operationsOf = (steps: readonly ScenarioStep[]): readonly Operation[] => {
  const operations: Operation[] = [];
  for (const [index, step] of steps.entries()) {
    const { verb, by } = step;
    const open = operations.filter(({ ended }) => !ended);
    // The first piece is the platform's; all others are the worker's, those of blocks too.
    const ejection = open.find(
      ({ verb: { kind }, pieces: [first, ...others] }) =>
        kind === 'unplug' && others.some((at) => at !== first && steps[at]!.by === by),
    );
    const isOfEjection = ejection !== undefined && OF_EJECTION.has(verb.kind);
    const further = isOfEjection ? ejection : open.find((operation) => isPieceOf(verb, operation));
    if (further !== undefined) {
      further.pieces.push(index);
      further.ended = !isOfEjection && (ENDS.has(verb.kind) || (further !== ejection && isRefused(step)));
      if (verb.kind === 'online-finish' && further.verb.kind === 'online') {
        further.verb = { ...further.verb, type: verb.type };
      }
      continue;
    }
    const whole = begun(verb);
    if (whole === undefined) continue;
    const isCall = whole.verb.kind !== 'unplug' && whole.verb.kind !== 'plug';
    operations.push({ ...whole, pieces: [index], ended: isCall && isRefused(step) });
  }
  return operations;
};

/** What is under way at the end of a story, in a few words: `an ejection`; undefined where nothing is. */
export const underWay = (steps: readonly ScenarioStep[]): string | undefined => {
  const open = operationsOf(steps).find(({ ended }) => !ended);
  return open && NAMES[open.verb.kind];
};

/** Whether somebody waits in an operation: a call that does not come back has no place where it is done. */
const waits = ({ pieces }: Operation, steps: readonly ScenarioStep[]): boolean =>
  pieces.some((at) => steps[at]!.expect.some(({ result }) => result === 'waits'));

/** Where an operation may stand: it makes a difference where others act between its pieces. */
const momentsOf = (operation: Operation, steps: readonly ScenarioStep[]): readonly Moment[] => {
  const { pieces, ended } = operation;
  if (waits(operation, steps)) return [];
  // What a story ends with is what it is about.
  if (!ended) return pieces.at(-1) === steps.length - 1 ? ['last', 'first'] : ['last', 'first', 'nowhere'];
  const isInOneGo = pieces.every((at, index) => at === pieces[0]! + index);
  return isInOneGo ? ['last'] : ['last', 'first'];
};

/** Most ways of putting a story together that are looked at. */
const MOST_WAYS = 243;

/** Every choice of one from each list. */
const choices = <T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  lists.reduce<readonly (readonly T[])[]>(
    (before, list) =>
      before.length * list.length > MOST_WAYS
        ? before.map((chosen) => [...chosen, list[0]!])
        : before.flatMap((chosen) => list.map((one) => [...chosen, one])),
    [[]],
  );

/**
 * The ways to put together what a story tells in pieces of kernel calls: user space makes the calls whole. What others do
 * between the pieces then comes before or after all of them. Whether that leads to the same end, the caller has to see.
 */
export const wholeStories = (steps: readonly ScenarioStep[]): readonly WholeStory[] => {
  const operations = operationsOf(steps);
  const operationAt = new Map(
    operations.flatMap((operation) => operation.pieces.map((at) => [at, operation] as const)),
  );
  return choices(operations.map((operation) => momentsOf(operation, steps))).map((moments) => {
    const momentOf = new Map(operations.map((operation, at) => [operation, moments[at]!]));
    return {
      steps: steps.flatMap((step, index) => {
        const operation = operationAt.get(index);
        // To look is no action, and a shell does it before it calls.
        if (operation === undefined) return step.verb.kind === 'check-loaded' ? [] : [step];
        const { pieces, verb } = operation;
        const moment = momentOf.get(operation);
        const place = moment === 'nowhere' ? undefined : moment === 'first' ? pieces[0] : pieces.at(-1);
        if (index !== place) return [];
        const { only, line } = step;
        // What came of the whole is what its last piece was answered.
        const { expect } = steps[pieces.at(-1)!]!;
        return [{ verb, expect, line, ...(only === undefined ? {} : { only }) }];
      }),
    };
  });
};
