import { FormatError } from '@warmboot/format';
import { AmlDecoder } from '../aml/decoder.js';
import { isSearchable, type NamePath } from '../aml/name-path.js';
import type { Term } from '../aml/term.js';
import type { Block, NameSketch, SketchedName } from './name-sketch.js';
import { namesIn } from './names-in.js';
import { absolute, pathKey } from './scope-path.js';

const MAX_ARGUMENTS = 7;
/** Bytes that cannot be read at all count for more than statements that make no sense. */
const UNREADABLE = 16;

/** How little sense a body makes, and the names in it that nothing declares. */
interface Reading {
  readonly oddity: number;
  readonly unknown: ReadonlyMap<string, readonly string[]>;
  /** Those of them that are a statement on their own. */
  readonly alone: readonly (readonly string[])[];
}

/** A statement that a compiler does not write: a value that nothing is done with, or a result put into a constant. */
const isOdd = (term: Term): boolean => {
  switch (term.kind) {
    case 'integer':
    case 'ones':
    case 'revision':
    case 'string':
    case 'buffer':
    case 'package':
    case 'local':
    case 'argument':
    case 'debug':
      return true;
    case 'operator':
      return term.name === 'Store' && term.operands[1]?.kind === 'integer';
    default:
      return false;
  }
};

/** What an External or the use of a name says of it, which need not be so. */
const isVague = ({ from, type }: SketchedName): boolean =>
  from === 'use' || (from === 'external' && (type === 'MethodObj' || type === 'UnknownObj'));

const read = (sketch: NameSketch, body: Block): Reading => {
  const unknown = new Map<string, readonly string[]>();
  let oddity = 0;
  const waiting = [body];
  const alone: (readonly string[])[] = [];
  const meet = (path: NamePath, scope: readonly string[]): readonly string[] | undefined => {
    const known = sketch.find(path, scope);
    if (path.segments.length === 0 || (known !== undefined && !isVague(known))) return undefined;
    const segments = known?.segments ?? (isSearchable(path) ? path.segments : absolute(path, scope));
    unknown.set(pathKey(segments), segments);
    return segments;
  };
  for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
    const { reader, range, scope } = block;
    for (let at = range.start; at < range.end;) {
      const decoder = new AmlDecoder(reader, { start: at, end: range.end }, (path) =>
        sketch.argumentCount(path, scope),
      );
      try {
        const term = decoder.term();
        if (isOdd(term)) oddity++;
        for (const { path } of namesIn(term)) meet(path, scope);
        const called = term.kind === 'name' ? meet(term.path, scope) : undefined;
        if (called !== undefined) alone.push(called);
        if (term.kind === 'if') {
          waiting.push({ ...block, range: term.whenTrue });
          if (term.whenFalse !== undefined) waiting.push({ ...block, range: term.whenFalse });
        } else if (term.kind === 'while') waiting.push({ ...block, range: term.body });
        at = decoder.position;
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        oddity += UNREADABLE;
        break;
      }
    }
  }
  return { oddity, unknown, alone };
};

/**
 * Finds out how many arguments the methods take that no table at hand declares: the count with which the code that calls
 * them makes the most sense, and of those the smallest.
 */
export const supposeArguments = (sketch: NameSketch): void => {
  const { bodies } = sketch;
  const readings = bodies.map((body) => read(sketch, body));
  const tried = new Set<string>();
  const next = (): readonly [string, readonly string[]] | undefined => {
    for (const { oddity, unknown } of readings) {
      if (oddity === 0) continue;
      for (const one of unknown) if (!tried.has(one[0])) return one;
    }
    return undefined;
  };
  for (let one = next(); one !== undefined; one = next()) {
    const [key, segments] = one;
    tried.add(key);
    const callers = bodies.map((_, index) => index).filter((index) => readings[index]?.unknown.has(key));
    const oddityWith = (): number =>
      callers.reduce(
        (sum, index) => sum + (bodies[index] === undefined ? 0 : read(sketch, bodies[index]).oddity),
        0,
      );
    let least = callers.reduce((sum, index) => sum + (readings[index]?.oddity ?? 0), 0);
    let best: number | undefined;
    const known = sketch.find({ absolute: true, parents: 0, segments }, []);
    for (let count = 1; count <= MAX_ARGUMENTS; count++) {
      sketch.suppose(segments, count);
      const oddity = oddityWith();
      if (oddity < least) [least, best] = [oddity, count];
    }
    if (best === undefined) sketch.restore(segments, known);
    else sketch.suppose(segments, best);
    for (const index of callers) {
      const body = bodies[index];
      if (body !== undefined) readings[index] = read(sketch, body);
    }
  }
  // Only a call makes sense as a statement.
  for (const { alone } of readings) for (const segments of alone) sketch.suppose(segments, 0);
};
