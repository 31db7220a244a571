import type { ScenarioStep, Verb } from '@warmboot/scenario';

/** One operation of a story that was told in pieces: which steps, and the verb that does it in one go. */
interface Operation {
  /** Indices of the steps, ascending. */
  readonly pieces: number[];
  readonly verb: Verb;
  /** Whether its last piece is among them. */
  ended: boolean;
}

/** The story with every operation in one go, or why that cannot be. */
export type WholeStory = { readonly steps: readonly ScenarioStep[] } | { readonly outOfReach: string };

/** Where an operation in one go stands: at its first piece, or at its last. */
export type Moment = 'first' | 'last';

const NAMES: { readonly [K in Verb['kind']]?: string } = {
  plug: 'the plug',
  unplug: 'the ejection',
  load: 'kexec -l',
  offline: 'an offline',
  online: 'an online',
};

/** What begins an operation, and the verb that does all of it. */
const begun = (verb: Verb): Verb | undefined => {
  switch (verb.kind) {
    case 'insert': {
      const { kind: _, ...device } = verb;
      return { kind: 'plug', ...device };
    }
    case 'request-eject':
      return { kind: 'unplug', id: verb.id };
    case 'load-begin': {
      const { kind: _, as: __, ...options } = verb;
      return { kind: 'load', ...options };
    }
    case 'offline-begin':
      return { kind: 'offline', blocks: [verb.block] };
    case 'online-begin':
      return { kind: 'online', type: 'online', blocks: [verb.block] };
    default:
      return undefined;
  }
};

const ENDS: ReadonlySet<Verb['kind']> = new Set([
  'attach',
  'eject-finish',
  'eject-abandon',
  'load-finish',
  'offline-finish',
  'online-finish',
]);

const blocksOf = (verb: Verb): unknown => ('block' in verb ? verb.block : undefined);

/** Whether a step is a further piece of an operation. */
const isPieceOf = (verb: Verb, { verb: whole }: Operation, name: string | undefined): boolean => {
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
    case 'load-finish':
      return whole.kind === 'load' && name === verb.run;
    case 'offline-finish':
      return whole.kind === 'offline' && whole.blocks[0] === blocksOf(verb);
    case 'online-finish':
      return whole.kind === 'online' && whole.blocks !== 'all' && whole.blocks[0] === blocksOf(verb);
    default:
      return false;
  }
};

/** Pieces of an ejection that name a block and no device: the blocks go off, or come back. */
const OF_EJECTION: ReadonlySet<Verb['kind']> = new Set(['offline-begin', 'offline-finish', 'device-online']);

/**
 * Puts together what a story tells in pieces of kernel calls: user space makes the calls whole. What others do between
 * the pieces then comes before or after all of them.
 * @param moment whether an operation happens where it begins, or where it ends
 */
export const wholeStory = (steps: readonly ScenarioStep[], moment: Moment): WholeStory => {
  const operations: Operation[] = [];
  const names = new Map<Operation, string>();
  for (const [index, { verb, by }] of steps.entries()) {
    const open = operations.filter(({ ended }) => !ended);
    const ejection = open.find(
      (operation) =>
        operation.verb.kind === 'unplug' &&
        operation.pieces.some((at) => at !== operation.pieces[0] && steps[at]!.by === by),
    );
    const further =
      open.find((operation) => isPieceOf(verb, operation, names.get(operation))) ??
      (OF_EJECTION.has(verb.kind) ? ejection : undefined);
    if (further !== undefined) {
      further.pieces.push(index);
      further.ended = ENDS.has(verb.kind) && !(further === ejection && OF_EJECTION.has(verb.kind));
      continue;
    }
    const whole = begun(verb);
    if (whole === undefined) continue;
    const operation = { pieces: [index], verb: whole, ended: false };
    operations.push(operation);
    if (verb.kind === 'load-begin') names.set(operation, verb.as);
  }
  const unfinished = operations.find(({ ended }) => !ended);
  if (unfinished !== undefined) {
    return {
      outOfReach: `the story ends while ${NAMES[unfinished.verb.kind]} is under way, and user space has no hold on that`,
    };
  }
  const piece = new Map(
    operations.flatMap((operation) => operation.pieces.map((at) => [at, operation] as const)),
  );
  return {
    steps: steps.flatMap((step, index) => {
      const operation = piece.get(index);
      if (operation === undefined) return step.verb.kind === 'check-loaded' ? [] : [step];
      const { pieces, verb } = operation;
      if (index !== (moment === 'first' ? pieces[0] : pieces.at(-1))) return [];
      const { only, line } = step;
      // What came of the whole is what its last piece was answered.
      const { expect } = steps[pieces.at(-1)!]!;
      return [{ verb, expect, line, ...(only === undefined ? {} : { only }) }];
    }),
  };
};
