import type { TermRange } from './term.js';
import type { ByteReader } from '@warmboot/format';

/** One name of the ACPI namespace: its object, if it has one yet, and the names below it. */
export class NamespaceNode implements Container {
  /** Four characters; a backslash for the root. */
  readonly name: string;
  readonly parent: NamespaceNode | undefined;
  /** Table or running method that made it, for removing what it made. */
  readonly owner: number;
  object: AmlObject | undefined;
  /** The node this one is another name for. */
  aliasOf: NamespaceNode | undefined;
  readonly #children = new Map<string, NamespaceNode>();

  constructor(name: string, parent: NamespaceNode | undefined, owner: number) {
    this.name = name;
    this.parent = parent;
    this.owner = owner;
  }

  /** Children in the order in which they were made. */
  get children(): readonly NamespaceNode[] {
    return [...this.#children.values()];
  }

  /** The node of that name segment below this one. */
  child(name: string): NamespaceNode | undefined {
    return this.#children.get(name);
  }

  /** Puts a node below this one. */
  add(child: NamespaceNode): void {
    this.#children.set(child.name, child);
  }

  /** Takes this node out of its parent. */
  remove(child: NamespaceNode): void {
    this.#children.delete(child.name);
  }

  /** Full path with padded segments: `\_SB_.MHPC`. */
  get path(): string {
    if (this.parent === undefined) return this.name;
    return this.parent.parent === undefined ? `\\${this.name}` : `${this.parent.path}.${this.name}`;
  }

  /** The node that holds the object: the target of an alias, or this one. */
  get target(): NamespaceNode {
    return this.aliasOf ?? this;
  }
}

/**
 * Objects that byte code works on (ACPI 6.4 section 19.3.5). They have an identity and change in place: two names,
 * an argument or a package element may be the same object. What is stored is copied.
 */
export interface AmlInteger {
  readonly type: 'integer';
  value: bigint;
}
export interface AmlString {
  readonly type: 'string';
  /** One character a byte. */
  value: string;
}
export interface AmlBuffer {
  readonly type: 'buffer';
  bytes: Uint8Array;
}
export interface AmlPackage {
  readonly type: 'package';
  /** Elements without a value are undefined. */
  readonly elements: (AmlObject | undefined)[];
}

/** Anything that holds an object: a name of the namespace, a local, an argument. */
export interface Container {
  object: AmlObject | undefined;
}

/** What RefOf makes, and what stands in a package for a device or a method. */
export interface NameReference {
  readonly type: 'reference';
  readonly to: 'container';
  readonly container: Container;
}
/** What Index makes: an element of a package, or a byte of a buffer or string. */
export interface IndexReference {
  readonly type: 'reference';
  readonly to: 'index';
  readonly source: AmlPackage | AmlBuffer | AmlString;
  readonly index: number;
}
/** The Debug object; what is stored to it goes to the caller's listener. */
export interface DebugObject {
  readonly type: 'debug';
}

/** Bits of a buffer under a name of their own (CreateDWordField and its like). */
export interface BufferField {
  readonly type: 'buffer-field';
  readonly source: AmlBuffer;
  readonly bitOffset: number;
  readonly bitLength: number;
  /** Made by CreateField: reads give a buffer, whatever the length. */
  readonly alwaysBuffer: boolean;
}

export type FieldHome =
  | { readonly kind: 'region'; readonly region: OperationRegion }
  | {
      readonly kind: 'bank';
      readonly region: OperationRegion;
      readonly bank: FieldUnit;
      readonly value: bigint;
    }
  | { readonly kind: 'index'; readonly index: FieldUnit; readonly data: FieldUnit };

/** Bits of an operation region under a name of their own. */
export interface FieldUnit {
  readonly type: 'field-unit';
  readonly node: NamespaceNode;
  readonly home: FieldHome;
  readonly bitOffset: number;
  readonly bitLength: number;
  /** Bytes of one access: 1, 2, 4 or 8. */
  readonly accessBytes: 1 | 2 | 4 | 8;
  /** The field was declared with BufferAcc. */
  readonly bufferAccess: boolean;
  readonly attribute: number;
  readonly lock: boolean;
  readonly update: 'preserve' | 'ones' | 'zeros';
}

export interface OperationRegion {
  readonly type: 'operation-region';
  readonly node: NamespaceNode;
  readonly space: number;
  readonly base: bigint;
  /** Bytes. */
  readonly length: bigint;
  /** Content of a DataTableRegion, which needs no handler. */
  readonly table: Uint8Array | undefined;
}

/** Byte code of one loaded table. */
export interface TableCode {
  readonly reader: ByteReader;
  readonly signature: string;
}

export interface AmlMethod {
  readonly type: 'method';
  readonly node: NamespaceNode;
  readonly argumentCount: number;
  readonly serialized: boolean;
  readonly syncLevel: number;
  readonly code: TableCode;
  readonly body: TermRange;
}
/** A method of the interpreter itself: `_OSI`. */
export interface NativeMethod {
  readonly type: 'native-method';
  readonly argumentCount: number;
  readonly run: (operands: readonly AmlObject[]) => AmlObject;
}

export interface AmlMutex {
  readonly type: 'mutex';
  readonly syncLevel: number;
  /** How many times it is held; there is one thread, so it has one owner. */
  held: number;
  /** The current sync level when it was first acquired, to go back to. */
  previousLevel: number;
}
export interface AmlEvent {
  readonly type: 'event';
  signals: number;
}

/** Objects that are nothing but a place in the namespace, with what their declaration said. */
export interface AmlDevice {
  readonly type: 'device' | 'thermal-zone' | 'scope';
  readonly node: NamespaceNode;
}
export interface AmlProcessor {
  readonly type: 'processor';
  readonly node: NamespaceNode;
  readonly id: number;
  readonly blockAddress: number;
  readonly blockLength: number;
}
export interface AmlPowerResource {
  readonly type: 'power-resource';
  readonly node: NamespaceNode;
  readonly systemLevel: number;
  readonly resourceOrder: number;
}
/** A table loaded by byte code (differentiated definition block), for Unload. */
export interface AmlTableHandle {
  readonly type: 'ddb-handle';
  readonly owner: number;
}

export type AmlReference = NameReference | IndexReference;
export type AmlData = AmlInteger | AmlString | AmlBuffer | AmlPackage;
export type AmlObject =
  | AmlData
  | AmlReference
  | BufferField
  | FieldUnit
  | OperationRegion
  | AmlMethod
  | NativeMethod
  | AmlMutex
  | AmlEvent
  | AmlDevice
  | AmlProcessor
  | AmlPowerResource
  | AmlTableHandle
  | DebugObject;

/** What ObjectType answers (ACPI 6.4 table 19.33). */
export const OBJECT_TYPE_CODE: Readonly<Record<AmlObject['type'], number>> = {
  integer: 1,
  string: 2,
  buffer: 3,
  package: 4,
  'field-unit': 5,
  device: 6,
  event: 7,
  method: 8,
  'native-method': 8,
  mutex: 9,
  'operation-region': 10,
  'power-resource': 11,
  processor: 12,
  'thermal-zone': 13,
  'buffer-field': 14,
  'ddb-handle': 15,
  debug: 16,
  scope: 0,
  reference: 0,
};

/** How messages and Concatenate name a type. */
export const TYPE_NAME: Readonly<Record<AmlObject['type'], string>> = {
  integer: 'Integer',
  string: 'String',
  buffer: 'Buffer',
  package: 'Package',
  'field-unit': 'RegionField',
  device: 'Device',
  event: 'Event',
  method: 'Method',
  'native-method': 'Method',
  mutex: 'Mutex',
  'operation-region': 'Region',
  'power-resource': 'Power',
  processor: 'Processor',
  'thermal-zone': 'Thermal',
  'buffer-field': 'BufferField',
  'ddb-handle': 'DdbHandle',
  debug: 'Debug',
  scope: 'Scope',
  reference: 'Reference',
};

export const integer = (value: bigint | number): AmlInteger => ({ type: 'integer', value: BigInt(value) });
export const string = (value: string): AmlString => ({ type: 'string', value });
export const buffer = (bytes: Uint8Array): AmlBuffer => ({ type: 'buffer', bytes });
