/** A step into a YAML document: a key of a map, or an item of a list. */
export type PathPart = { readonly key: string } | 'item';

/** Where in a YAML document somebody types. */
export interface Place {
  /** The map or list that is around. */
  readonly path: readonly PathPart[];
  /** The key whose value is typed; absent where a key, or an item of a list, is. */
  readonly key?: string;
  /** What has been typed of the word so far. */
  readonly typed: string;
  /** Keys that the same map has before this place. */
  readonly siblings: readonly string[];
}

/** Leading blanks, the dashes of list items, and what they hold. */
const LINE = /^( *)((?:- +|-$)*)(.*)$/;
/** What a line is read as: quoted texts, brackets, colons that end a key, comments, and words. */
const TOKEN = /"[^"]*"?|'[^']*'?|[{}[\],]|:(?=\s|$)|#.*|[^\s{}[\],:]+(?::(?!\s|$)[^\s{}[\],:]*)*|\s+/g;
const KEY = /^("[^"]*"|'[^']*'|[^\s{}[\],:#][^{}[\],:#]*?) *:(?:\s|$)/;

const bare = (word: string): string => word.replaceAll(/^["']|["']$/g, '');

/** What a line opens, each with its column. */
const openings = (line: string): readonly (readonly [number, PathPart])[] => {
  const [, blanks = '', dashes = '', rest = ''] = LINE.exec(line) ?? [];
  const items = [...dashes.matchAll(/-/g)].map(({ index }) => [blanks.length + index, 'item'] as const);
  const key = KEY.exec(rest)?.[1];
  return key === undefined ? items : [...items, [blanks.length + dashes.length, { key: bare(key) }] as const];
};

interface Around {
  readonly path: readonly PathPart[];
  readonly siblings: readonly string[];
}

/** What is around a column, from the lines above it. */
const around = (above: readonly string[], column: number, dashColumn: number | undefined): Around => {
  const path: PathPart[] = [];
  const siblings: string[] = [];
  let keysBelow = dashColumn ?? column;
  let itemsBelow = dashColumn ?? column;
  if (dashColumn !== undefined) {
    // A list may stand in the column of the key that it belongs to.
    path.unshift('item');
    keysBelow = dashColumn + 1;
  }
  let own = dashColumn === undefined;
  for (let index = above.length - 1; index >= 0; index -= 1) {
    const line = above[index]!;
    if (/^\s*(?:#|$)/.test(line)) continue;
    for (const [at, part] of openings(line).toReversed()) {
      if (own && part !== 'item' && at === column) siblings.push(part.key);
      if (part === 'item' ? at >= itemsBelow : at >= keysBelow) continue;
      path.unshift(part);
      own = false;
      [keysBelow, itemsBelow] = part === 'item' ? [at + 1, at] : [at, at];
    }
  }
  return { path, siblings };
};

/** What a flow collection is in the middle of. */
interface Level {
  readonly kind: '{' | '[' | 'block';
  key: string | undefined;
  readonly keys: string[];
}

/** Where the end of a text is. */
export const placeAt = (text: string): Place => {
  const lines = text.split('\n');
  const [, blanks = '', dashes = '', rest = ''] = LINE.exec(lines.pop() ?? '') ?? [];
  const dashColumn = dashes === '' ? undefined : blanks.length + dashes.lastIndexOf('-');
  const { path, siblings } = around(lines, blanks.length + dashes.length, dashColumn);
  const parts = [...path];
  const levels: Level[] = [{ kind: 'block', key: undefined, keys: [...siblings] }];
  let word = '';
  let typed = '';
  for (const [token] of rest.matchAll(TOKEN)) {
    const level = levels.at(-1)!;
    typed = '';
    if (token === '{' || token === '[') {
      if (level.key !== undefined) parts.push({ key: level.key });
      if (token === '[' || level.kind === '[') parts.push('item');
      levels.push({ kind: token, key: undefined, keys: [] });
    } else if (token === '}' || token === ']') {
      if (levels.length > 1) levels.pop();
      const outer = levels.at(-1)!;
      if (token === ']' || outer.kind === '[') parts.pop();
      if (outer.key !== undefined) parts.pop();
    } else if (token === ',') {
      level.key = undefined;
    } else if (token === ':') {
      level.key = bare(word);
      level.keys.push(level.key);
    } else if (!/^[\s#]/.test(token)) {
      word = token;
      typed = token;
    }
  }
  const { key, keys } = levels.at(-1)!;
  return { path: parts, ...(key === undefined ? {} : { key }), typed, siblings: keys };
};
