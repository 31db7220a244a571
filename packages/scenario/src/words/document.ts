import { FormatError } from '@warmboot/format';
import type { Node, Pair } from 'yaml';
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { ValuePath } from './value-path.js';
import { pathText } from './value-path.js';

/** Longer texts are no scenarios; the limit keeps broken input cheap. */
const LARGEST_TEXT = 1024 * 1024;
/** Deeper nesting is no scenario either. */
const DEEPEST_NESTING = 64;

const FORMAT = 'scenario';

export interface Position {
  /** One-based. */
  readonly line: number;
  readonly column: number;
}

/** A YAML or JSON text as plain values, each of which knows where it stood. */
export class ScenarioDocument {
  readonly value: unknown;
  readonly #file: string;
  readonly #root: Node | null;
  readonly #lines: LineCounter;

  /** @throws FormatError for a text that is neither YAML nor JSON */
  constructor(text: string, file: string) {
    this.#file = file;
    this.#lines = new LineCounter();
    if (text.length > LARGEST_TEXT) {
      throw this.#broken(undefined, `${text.length} characters long`, `at most ${LARGEST_TEXT} characters`);
    }
    const document = this.#parse(text);
    const [error] = document.errors;
    if (error !== undefined) {
      throw this.#broken(error.pos[0], `broken (${oneLine(error.message)})`, 'YAML 1.2 or JSON');
    }
    this.#root = document.contents;
    this.value = this.#plain(document.contents, 0);
  }

  /** Where the value at `path` stands; of its nearest parent where there is none. */
  position(path: ValuePath): Position {
    return this.#at(this.#nodeAt(path)?.range?.[0]);
  }

  /** Where the key of the value at `path` stands. */
  keyPosition(path: ValuePath): Position {
    const parent = this.#nodeAt(path.slice(0, -1));
    const key = path.at(-1);
    const pair = isMap(parent) ? parent.items.find((item) => keyOf(item) === key) : undefined;
    const node = pair?.key as Node | undefined;
    return node === undefined ? this.position(path) : this.#at(node.range?.[0]);
  }

  /** The error for a value that is there but wrong. */
  fault(path: ValuePath, found: string, allowed: string): FormatError {
    return this.#fault(this.position(path), path, found, allowed);
  }

  /** The error for a key that is there but wrong. */
  keyFault(path: ValuePath, found: string, allowed: string): FormatError {
    return this.#fault(this.keyPosition(path), path, found, allowed);
  }

  /** A fault that something else found in the value at `path`, with the place. */
  placed({ fault }: FormatError, path: ValuePath): FormatError {
    return new FormatError({ ...fault, file: this.#file, ...this.position(path) });
  }

  #fault(position: Position, path: ValuePath, found: string, allowed: string): FormatError {
    const field = pathText(path);
    return new FormatError({ format: FORMAT, file: this.#file, ...position, field, found, allowed });
  }

  #parse(text: string) {
    try {
      return parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    } catch (error) {
      // The parser walks recursively: nesting that exhausts its stack is the text's fault.
      if (!(error instanceof RangeError)) throw error;
      throw this.#broken(undefined, 'nested too deeply to read', `at most ${DEEPEST_NESTING} levels`);
    }
  }

  #broken(offset: number | undefined, found: string, allowed: string): FormatError {
    const position = offset === undefined ? {} : this.#at(offset);
    return new FormatError({
      format: FORMAT,
      file: this.#file,
      ...position,
      field: 'the text',
      found,
      allowed,
    });
  }

  #at(offset = 0): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #nodeAt(path: ValuePath): Node | null {
    let node = this.#root;
    for (const part of path) {
      const next = isMap(node)
        ? (node.items.find((item) => keyOf(item) === String(part))?.value as Node | null | undefined)
        : isSeq(node) && typeof part === 'number'
          ? (node.items[part] as Node | null | undefined)
          : undefined;
      if (next === undefined || next === null) return node;
      node = next;
    }
    return node;
  }

  /** Maps as objects, lists as arrays. Integers that a `number` cannot hold stay as they were written. */
  #plain(node: unknown, depth: number): unknown {
    if (depth > DEEPEST_NESTING) {
      throw this.#broken(undefined, 'nested too deeply', `at most ${DEEPEST_NESTING} levels`);
    }
    if (isAlias(node)) {
      const offset = node.range?.[0];
      throw this.#broken(offset, `an alias (*${node.source})`, 'plain values: scenarios have no aliases');
    }
    if (isSeq(node)) return node.items.map((item) => this.#plain(item, depth + 1));
    if (isMap(node)) {
      return Object.fromEntries(
        node.items.map((item) => [keyOf(item), this.#plain(item.value, depth + 1)]),
      ) as unknown;
    }
    if (!isScalar(node)) return null;
    const { value, source } = node;
    const inexact = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
    return inexact ? source : value;
  }
}

const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : String(key));

const oneLine = (message: string): string => message.replaceAll(/\s+/g, ' ').trim();
