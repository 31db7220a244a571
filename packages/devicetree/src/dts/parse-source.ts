import type { Reservation } from '../device-tree.js';
import { MAX_DEPTH } from '../limits.js';
import { MAX_NAME_LENGTH } from '../names.js';
import { takeInteger, takeLiteral } from './expression.js';
import { unescape } from './literal.js';
import { Scanner, type ReadSource } from './scanner.js';
import { type Place, sourceFault, SourceText } from './source-text.js';
import { type Label, SourceNode, type SourceProperty, SourceTree, type Statement } from './source-tree.js';
import { shownTarget, SourceValue } from './source-value.js';
import { TOKENS } from './tokens.js';

/** Gives the content of a file that `/incbin/` names. */
export type ReadBinary = (name: string, from: string | undefined) => Uint8Array;

/** Where the parts of a source come from. */
export interface SourceFiles {
  /** Name of the source, for messages and for the callbacks. */
  readonly file?: string | undefined;
  /** Gives the text that `/include/ "name"` asks for; without it, such a line is refused. `from` is the file that asks. */
  readonly include?: ReadSource | undefined;
  /** Gives the bytes that `/incbin/("name")` asks for; without it, such a value is refused. */
  readonly incbin?: ReadBinary | undefined;
}

/** A source as it was read, with its references unresolved. */
export interface ParsedSource {
  readonly tree: SourceTree;
  readonly reservations: readonly Reservation[];
  /** Whether `/plugin/;` makes it an overlay. */
  readonly plugin: boolean;
}

/** `#include` and its like would be read as a property. */
const PREPROCESSOR = /^#(define|elif|else|endif|error|if|ifdef|ifndef|include|pragma|undef|warning)$/;

/**
 * Reads devicetree source, version 1. The grammar is dtc's: Devicetree Specification v0.4, chapter 6, and what dtc adds to it
 * (`/plugin/`, `/bits/`, `/incbin/`, `/omit-if-no-ref/`, references at the top).
 *
 * @throws FormatError that names the file, line and column
 */
export const parseSource = (text: string, files: SourceFiles): ParsedSource =>
  new SourceParser(new Scanner(new SourceText(text, files.file), files.include), files.incbin).source();

class SourceParser {
  readonly #scanner: Scanner;
  readonly #incbin: ReadBinary | undefined;
  #fragments = 0;

  constructor(scanner: Scanner, incbin: ReadBinary | undefined) {
    this.#scanner = scanner;
    this.#incbin = incbin;
  }

  source(): ParsedSource {
    const plugin = this.#versions();
    const reservations = this.#reservations();
    const root = new SourceNode('', this.#scanner.place());
    const tree = new SourceTree(root);
    if (this.#scanner.take(TOKENS.root) !== undefined) {
      root.statements = this.#nodeBody(1);
      tree.adopt(root);
    } else if (!plugin || !this.#next(TOKENS.reference)) {
      throw this.#scanner.unexpected('the tree', plugin ? '/ { ... }; or &label { ... };' : '/ { ... };');
    }
    while (!this.#scanner.atEnd) this.#topStatement(tree, plugin);
    return { tree, reservations, plugin };
  }

  /** Whether one of the headers says that this is an overlay. */
  #versions(): boolean {
    let plugin = false;
    const header = (): void => {
      this.#scanner.expect(TOKENS.version, 'the source', '/dts-v1/; first');
      this.#semicolon('/dts-v1/');
      if (this.#scanner.take(TOKENS.plugin) === undefined) return;
      this.#semicolon('/plugin/');
      plugin = true;
    };
    header();
    // Every file that is included may begin with a header of its own.
    while (this.#next(TOKENS.version)) header();
    return plugin;
  }

  #reservations(): Reservation[] {
    const reservations: Reservation[] = [];
    for (;;) {
      const labels = this.#labels();
      const place = this.#scanner.place();
      if (this.#scanner.take(TOKENS.memreserve) === undefined) {
        if (labels.length > 0) throw this.#scanner.unexpected('what a label stands before', '/memreserve/');
        return reservations;
      }
      const address = this.#integer('the address of /memreserve/');
      const size = this.#integer('the size of /memreserve/');
      if (size === 0n) throw sourceFault(place, 'the size of /memreserve/', '0', 'at least 1');
      this.#semicolon('/memreserve/');
      reservations.push({ address, size });
    }
  }

  #topStatement(tree: SourceTree, plugin: boolean): void {
    const scanner = this.#scanner;
    const place = scanner.place();
    if (scanner.take(TOKENS.deleteNode) !== undefined) {
      const { target } = this.#reference('/delete-node/');
      tree.delete(this.#known(tree, target, place));
      return this.#semicolon('/delete-node/');
    }
    if (scanner.take(TOKENS.omit) !== undefined) {
      const { target } = this.#reference('/omit-if-no-ref/');
      this.#known(tree, target, place).omitUnlessReferenced = true;
      return this.#semicolon('/omit-if-no-ref/');
    }
    const node = new SourceNode('__overlay__', place);
    node.labels = this.#labels();
    if (node.labels.length === 0 && scanner.take(TOKENS.root) !== undefined) {
      node.statements = this.#nodeBody(1);
      return tree.merge(tree.root, node);
    }
    const { target, isPath } = this.#reference('the source');
    node.statements = this.#nodeBody(1);
    const there = plugin && isPath ? undefined : tree.find(target);
    if (there !== undefined) return tree.merge(there, node);
    if (!plugin || node.labels.length > 0) this.#known(tree, target, place);
    this.#addFragment(tree, node, target, isPath);
  }

  /** What an overlay says of a node that only the base has. dtc's livetree.c, add_orphan_node. */
  #addFragment(tree: SourceTree, overlay: SourceNode, target: string, isPath: boolean): void {
    const fragment = new SourceNode(`fragment@${this.#fragments}`, overlay.place);
    this.#fragments += 1;
    const value = new SourceValue();
    if (isPath) value.bytes(unescape(`${target}\\0`));
    else value.reference({ kind: 'phandle', target, place: overlay.place });
    const property = newProperty(isPath ? 'target-path' : 'target', overlay.place, []);
    property.pieces = value.pieces;
    fragment.statements = [
      { kind: 'property', property },
      { kind: 'node', node: overlay },
    ];
    tree.root.addChild(fragment);
    tree.adopt(fragment);
  }

  #known(tree: SourceTree, target: string, place: Place): SourceNode {
    const node = tree.find(target);
    if (node !== undefined) return node;
    throw sourceFault(
      place,
      'a reference',
      `&${shownTarget(target)}`,
      'a label or path that the source has above',
    );
  }

  /** What stands between braces, and the semicolon. */
  #nodeBody(depth: number): Statement[] {
    const scanner = this.#scanner;
    if (depth > MAX_DEPTH) {
      throw sourceFault(scanner.place(), 'a node', `${depth} levels deep`, `up to ${MAX_DEPTH}`);
    }
    scanner.expect(TOKENS.openNode, 'a node', '{');
    const statements: Statement[] = [];
    let sawNode = false;
    while (scanner.take(TOKENS.closeNode) === undefined) {
      const statement = this.#statement(depth);
      const isNode = statement.kind === 'node' || statement.kind === 'delete-node';
      if (!isNode && sawNode) {
        const name = statement.kind === 'property' ? statement.property.name : statement.name;
        throw sourceFault(
          statement.kind === 'property' ? statement.property.place : scanner.place(),
          `property ${name}`,
          'after a node',
          'properties before nodes',
        );
      }
      sawNode = isNode;
      statements.push(statement);
    }
    this.#semicolon('a node');
    return statements;
  }

  #statement(depth: number): Statement {
    const scanner = this.#scanner;
    if (scanner.take(TOKENS.deleteProperty) !== undefined) return this.#deletion('delete-property');
    if (scanner.take(TOKENS.deleteNode) !== undefined) return this.#deletion('delete-node');
    const omit = scanner.take(TOKENS.omit) !== undefined;
    const before = this.#labels();
    const omitted = omit || scanner.take(TOKENS.omit) !== undefined;
    const labels = [...before, ...this.#labels()];
    const place = scanner.place();
    const name = scanner.expect(TOKENS.name, 'a name', 'a property, a node or }')[1] as string;
    refuseLong(name, place);
    if (this.#next(TOKENS.openNode)) {
      const node = new SourceNode(name, place);
      node.labels = labels;
      node.omitUnlessReferenced = omitted;
      node.statements = this.#nodeBody(depth + 1);
      return { kind: 'node', node };
    }
    const property = newProperty(name, place, labels);
    if (scanner.take(TOKENS.equals) !== undefined) property.pieces = this.#value(property);
    else if (PREPROCESSOR.test(name) && !this.#next(TOKENS.semicolon)) {
      throw sourceFault(
        place,
        'a line',
        name,
        'devicetree source',
        'It is for the C preprocessor: give the text through cpp -nostdinc -undef -x assembler-with-cpp first.',
      );
    }
    this.#semicolon(`property ${name}`);
    return { kind: 'property', property };
  }

  #deletion(kind: 'delete-property' | 'delete-node'): Statement {
    const name = this.#scanner.expect(TOKENS.name, `/${kind}/`, 'a name')[1] as string;
    this.#semicolon(`/${kind}/`);
    return { kind, name };
  }

  #value(property: SourceProperty): SourceValue['pieces'] {
    const value = new SourceValue();
    do {
      this.#labelsOf(property);
      this.#valuePart(value, property);
      this.#labelsOf(property);
    } while (this.#scanner.take(TOKENS.comma) !== undefined);
    value.end();
    return value.pieces;
  }

  #valuePart(value: SourceValue, property: SourceProperty): void {
    const scanner = this.#scanner;
    const field = `property ${property.name}`;
    const text = scanner.take(TOKENS.string)?.[1];
    if (text !== undefined) {
      value.bytes(unescape(`${text}\\0`));
      return;
    }
    if (scanner.take(TOKENS.openBytes) !== undefined) return this.#byteString(value, property);
    if (scanner.take(TOKENS.incbin) !== undefined) return value.bytes(this.#binary());
    if (this.#next(TOKENS.reference)) {
      const { target, place } = this.#reference(field);
      return value.reference({ kind: 'path', target, place });
    }
    let bits = 32;
    if (scanner.take(TOKENS.bits) !== undefined) {
      const place = scanner.place();
      bits = Number(takeLiteral(scanner) ?? 0n);
      if (![8, 16, 32, 64].includes(bits)) throw sourceFault(place, '/bits/', `${bits}`, '8, 16, 32 or 64');
    }
    scanner.expect(TOKENS.openCells, field, '"text", <cells>, [bytes], &reference or /incbin/');
    this.#cells(value, property, bits);
  }

  #cells(value: SourceValue, property: SourceProperty, bits: number): void {
    const scanner = this.#scanner;
    while (scanner.take(TOKENS.closeCells) === undefined) {
      if (this.#labelsOf(property)) continue;
      if (this.#next(TOKENS.reference)) {
        const { target, place } = this.#reference(`property ${property.name}`);
        if (bits !== 32)
          throw sourceFault(place, 'a reference', `in cells of ${bits} bits`, 'cells of 32 bits');
        value.reference({ kind: 'phandle', target, place });
        continue;
      }
      const place = scanner.place();
      const number = this.#integer(`property ${property.name}`);
      // A negative number is one of 64 bits: its upper bits may all be ones.
      const mask = (1n << BigInt(bits)) - 1n;
      if (number > mask && (number | mask) !== 2n ** 64n - 1n) {
        throw sourceFault(place, 'a cell', `0x${number.toString(16)}`, `${bits} bits`);
      }
      value.integer(number, bits);
    }
  }

  #byteString(value: SourceValue, property: SourceProperty): void {
    const scanner = this.#scanner;
    while (scanner.take(TOKENS.closeBytes) === undefined) {
      if (this.#labelsOf(property)) continue;
      const digits = scanner.expect(
        TOKENS.byte,
        `property ${property.name}`,
        'two hexadecimal digits a byte, or ]',
      )[0];
      value.byte(Number.parseInt(digits, 16));
    }
  }

  /** `("file")`, or `("file", offset, size)`. */
  #binary(): Uint8Array {
    const scanner = this.#scanner;
    scanner.expect(TOKENS.openArguments, '/incbin/', '(');
    const place = scanner.place();
    const from = place.source.fileAt(place.offset);
    const name = scanner.expect(TOKENS.string, '/incbin/', 'a file in quotes')[1] as string;
    if (this.#incbin === undefined) {
      throw sourceFault(
        place,
        `/incbin/ "${name}"`,
        'of a file that nobody gives',
        'a source without it, or the option `incbin`',
      );
    }
    let part: { offset: number; size: number } | undefined;
    if (scanner.take(TOKENS.comma) !== undefined) {
      const offset = Number(this.#integer('the offset of /incbin/'));
      scanner.expect(TOKENS.comma, '/incbin/', ', and a size');
      part = { offset, size: Number(this.#integer('the size of /incbin/')) };
    }
    scanner.expect(TOKENS.closeArguments, '/incbin/', ')');
    const bytes = this.#incbin(name, from);
    if (part === undefined) return bytes;
    const { offset, size } = part;
    if (offset + size > bytes.length) {
      throw sourceFault(
        place,
        `/incbin/ "${name}"`,
        `bytes ${offset} to ${offset + size}`,
        `the ${bytes.length} that it has`,
      );
    }
    return bytes.subarray(offset, offset + size);
  }

  #reference(field: string): { target: string; isPath: boolean; place: Place } {
    const place = this.#scanner.place();
    const [, label, path] = this.#scanner.expect(TOKENS.reference, field, '&label or &{/path}');
    if (label !== undefined) refuseLong(label, place);
    return { target: label ?? (path as string), isPath: label === undefined, place };
  }

  #integer(field: string): bigint {
    const value = takeInteger(this.#scanner);
    if (value === undefined) throw this.#scanner.unexpected(field, 'a number, or an expression in ( )');
    return value;
  }

  /** Takes the labels that stand here within the value of a property. @returns whether there are some */
  #labelsOf(property: SourceProperty): boolean {
    const labels = this.#labels();
    for (const label of labels) property.valueLabels.push(label);
    return labels.length > 0;
  }

  #labels(): Label[] {
    const labels: Label[] = [];
    for (;;) {
      const place = this.#scanner.place();
      const name = this.#scanner.take(TOKENS.label)?.[1];
      if (name === undefined) return labels;
      refuseLong(name, place);
      labels.push({ name, place, deleted: false });
    }
  }

  /** Whether the next token is one of these; it stays where it is. */
  #next(pattern: RegExp): boolean {
    const { source, offset } = this.#scanner.place();
    pattern.lastIndex = offset;
    return pattern.test(source.text);
  }

  #semicolon(after: string): void {
    this.#scanner.expect(TOKENS.semicolon, `what follows ${after}`, ';');
  }
}

const newProperty = (name: string, place: Place, labels: Label[]): SourceProperty => ({
  name,
  place,
  labels,
  valueLabels: [],
  pieces: [],
  deleted: false,
});

/** Labels too become names: of symbols, and of what a loader must look up. */
const refuseLong = (name: string, place: Place): void => {
  if (name.length <= MAX_NAME_LENGTH) return;
  throw sourceFault(place, 'a name', `${name.length} characters long`, `up to ${MAX_NAME_LENGTH}`);
};
