import type { AmlInterpreter } from './interpreter.js';
import type { NamespaceNode } from './objects.js';
import type { AmlObject, FieldUnit } from './objects.js';
import { regionSpaceName } from './region-handler.js';

/** A name of the namespace and what it stands for. */
export interface NamespaceEntry {
  /** Full path with padded segments: `\_SB_.MHPC`. */
  readonly path: string;
  readonly name: string;
  /** 0 right below the root. */
  readonly depth: number;
  readonly object: NamespaceObject;
}

/** What a name stands for, without running anything. */
export type NamespaceObject =
  | { readonly type: 'integer'; readonly value: bigint }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'buffer'; readonly bytes: Uint8Array }
  | { readonly type: 'package'; readonly elements: number }
  | {
      readonly type: 'method';
      readonly argumentCount: number;
      readonly serialized: boolean;
      readonly syncLevel: number;
      /** Bytes of byte code; 0 for a method of the interpreter. */
      readonly length: number;
    }
  | {
      readonly type: 'operation-region';
      readonly space: string;
      readonly base: bigint;
      readonly length: bigint;
    }
  | {
      readonly type: 'field-unit';
      /** Path of the region, or of the data register of an index field. */
      readonly home: string;
      readonly kind: 'region' | 'bank' | 'index';
      readonly bitOffset: number;
      readonly bitLength: number;
      readonly accessBytes: number;
    }
  | { readonly type: 'buffer-field'; readonly bitOffset: number; readonly bitLength: number }
  | { readonly type: 'mutex'; readonly syncLevel: number }
  | {
      readonly type: 'processor';
      readonly id: number;
      readonly blockAddress: number;
      readonly blockLength: number;
    }
  | { readonly type: 'power-resource'; readonly systemLevel: number; readonly resourceOrder: number }
  | { readonly type: 'alias'; readonly target: string }
  | {
      readonly type:
        'device' | 'thermal-zone' | 'scope' | 'event' | 'ddb-handle' | 'reference' | 'debug' | 'nothing';
    };

const homePath = ({ home }: FieldUnit): string =>
  home.kind === 'index' ? home.data.node.path : home.region.node.path;

const describe = (object: AmlObject | undefined): NamespaceObject => {
  if (object === undefined) return { type: 'nothing' };
  switch (object.type) {
    case 'integer':
      return { type: 'integer', value: object.value };
    case 'string':
      return { type: 'string', value: object.value };
    case 'buffer':
      return { type: 'buffer', bytes: object.bytes.slice() };
    case 'package':
      return { type: 'package', elements: object.elements.length };
    case 'method': {
      const { argumentCount, serialized, syncLevel, body } = object;
      return { type: 'method', argumentCount, serialized, syncLevel, length: body.end - body.start };
    }
    case 'native-method':
      return {
        type: 'method',
        argumentCount: object.argumentCount,
        serialized: false,
        syncLevel: 0,
        length: 0,
      };
    case 'operation-region': {
      const { base, length, space } = object;
      return { type: 'operation-region', space: regionSpaceName(space), base, length };
    }
    case 'field-unit': {
      const { home, bitOffset, bitLength, accessBytes } = object;
      return {
        type: 'field-unit',
        home: homePath(object),
        kind: home.kind,
        bitOffset,
        bitLength,
        accessBytes,
      };
    }
    case 'buffer-field':
      return { type: 'buffer-field', bitOffset: object.bitOffset, bitLength: object.bitLength };
    case 'mutex':
      return { type: 'mutex', syncLevel: object.syncLevel };
    case 'processor': {
      const { id, blockAddress, blockLength } = object;
      return { type: 'processor', id, blockAddress, blockLength };
    }
    case 'power-resource':
      return {
        type: 'power-resource',
        systemLevel: object.systemLevel,
        resourceOrder: object.resourceOrder,
      };
    default:
      return { type: object.type };
  }
};

/** Every name below `from`, parents before children, in the order of declaration. */
export function* listNamespace(
  interpreter: AmlInterpreter,
  from: NamespaceNode = interpreter.root,
  depth = 0,
): Generator<NamespaceEntry> {
  for (const node of from.children) {
    const object: NamespaceObject =
      node.aliasOf === undefined ? describe(node.object) : { type: 'alias', target: node.aliasOf.path };
    yield { path: node.path, name: node.name, depth, object };
    yield* listNamespace(interpreter, node, depth + 1);
  }
}

const hex = (value: bigint | number): string => `0x${value.toString(16).toUpperCase()}`;

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What an object is, in a few words. */
const summary = (object: NamespaceObject): string => {
  switch (object.type) {
    case 'integer':
      return hex(object.value);
    case 'string':
      return JSON.stringify(object.value);
    case 'buffer':
      return plural(object.bytes.length, 'byte');
    case 'package':
      return plural(object.elements, 'element');
    case 'method': {
      const lock = object.serialized ? `, serialized at level ${object.syncLevel}` : '';
      return `${plural(object.argumentCount, 'argument')}${lock}`;
    }
    case 'operation-region':
      return `${object.space} ${hex(object.base)}, ${hex(object.length)} bytes`;
    case 'field-unit':
      return `${object.home} bit ${object.bitOffset}, ${plural(object.bitLength, 'bit')}`;
    case 'buffer-field':
      return `bit ${object.bitOffset}, ${plural(object.bitLength, 'bit')}`;
    case 'mutex':
      return `level ${object.syncLevel}`;
    case 'processor':
      return `id ${object.id}`;
    case 'power-resource':
      return `level ${object.systemLevel}, order ${object.resourceOrder}`;
    case 'alias':
      return object.target;
    default:
      return '';
  }
};

/** The namespace as an indented text, one name a line. */
export const formatNamespace = (entries: Iterable<NamespaceEntry>): string => {
  let text = '';
  for (const { name, depth, object } of entries) {
    text += `${'  '.repeat(depth)}${name} ${object.type} ${summary(object)}`.trimEnd();
    text += '\n';
  }
  return text;
};
