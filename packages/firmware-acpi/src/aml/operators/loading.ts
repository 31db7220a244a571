import { ByteReader, FormatError } from '@warmboot/format';
import { AmlError } from '../aml-error.js';
import { findTable } from '../find-table.js';
import { Slot } from '../frame.js';
import { loadTable, unloadTable } from '../load-table.js';
import type { NamePath } from '../name-path.js';
import {
  integer,
  type AmlTableHandle,
  type FieldUnit,
  type NamespaceNode,
  type OperationRegion,
} from '../objects.js';
import { REGION_SPACE } from '../region-handler.js';
import { resolve, resolveChain } from '../resolve.js';
import { store } from '../store.js';
import type { Evaluation } from '../evaluation.js';
import { operandAt, type Operator } from './operator.js';

/** Longest table that byte code may load. */
const MAX_TABLE_BYTES = 1 << 20;
const HEADER_BYTES = 36;
const OEM_ID_LENGTH = 6;
const OEM_TABLE_ID_LENGTH = 8;

/** The bytes of a table in a region, read one by one through the handler of its space. */
const regionBytes = (run: Evaluation, region: OperationRegion): Uint8Array => {
  const byte = (offset: number): number => {
    const unit: FieldUnit = {
      type: 'field-unit',
      node: region.node,
      home: { kind: 'region', region },
      bitOffset: offset * 8,
      bitLength: 8,
      accessBytes: 1,
      bufferAccess: false,
      attribute: 0,
      lock: false,
      update: 'preserve',
    };
    const value = run.context.fields.read(unit);
    return value.type === 'integer' ? Number(value.value) : 0;
  };
  const length = [4, 5, 6, 7].reduce((sum, offset, index) => sum + byte(offset) * 2 ** (8 * index), 0);
  if (length < HEADER_BYTES || length > MAX_TABLE_BYTES) {
    throw new AmlError('AE_INVALID_TABLE_LENGTH', `a table of ${length} bytes in ${region.node.path}`);
  }
  return Uint8Array.from({ length }, (_, offset) => byte(offset));
};

/** The table at the start of a buffer, which may be longer. */
const tableIn = (bytes: Uint8Array): Uint8Array => {
  const length = bytes.length < HEADER_BYTES ? 0 : new ByteReader(bytes, 'Load', 'little').u32(4, 'length');
  if (length < HEADER_BYTES)
    throw new AmlError('AE_INVALID_TABLE_LENGTH', `a table of ${length} bytes in ${bytes.length}`);
  if (length > bytes.length)
    throw new AmlError('AE_AML_BUFFER_LIMIT', `a table of ${length} bytes in a buffer of ${bytes.length}`);
  return bytes.subarray(0, length);
};

/**
 * Loads a table while byte code runs. What one of its statements does wrong loses that statement alone.
 * @returns undefined when the caller of the interpreter does not want the table
 */
const loadDynamically = (
  run: Evaluation,
  bytes: Uint8Array,
  scope: NamespaceNode,
): AmlTableHandle | undefined => {
  const { context } = run;
  const { loadError, override } = context.options;
  const table = override(bytes);
  if (table === undefined) return undefined;
  try {
    return loadTable(context, table, scope, loadError ?? (() => undefined));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const code = error.fault.field === 'checksum' ? 'AE_BAD_CHECKSUM' : 'AE_BAD_SIGNATURE';
    throw new AmlError(code, error.message, {}, error);
  }
};

/** The region that a table is in must be memory. ACPICA exconfig.c: acpi_ex_load_op. */
const regionTable = (run: Evaluation, region: OperationRegion): Uint8Array => {
  if (region.space === REGION_SPACE.SystemMemory) return regionBytes(run, region);
  throw new AmlError('AE_AML_OPERAND_TYPE', `Load of ${region.node.path}, which is no memory`);
};

/**
 * A path that LoadTable was given as text; undefined for an empty one. Characters are not looked at: a name of others is not found.
 * ACPICA nsutils.c: acpi_ns_build_internal_name.
 * @throws AmlError AE_BAD_PATHNAME for a segment that is too long
 */
const pathIn = (text: string): NamePath | undefined => {
  const [, root = '', carets = '', rest = ''] = /^(\\?)(\^*)([^]*)$/.exec(text) ?? [];
  if (text === '') return undefined;
  const segments = rest === '' ? [] : rest.toUpperCase().split('.');
  if (segments.some(({ length }) => length > 4))
    throw new AmlError('AE_BAD_PATHNAME', `${JSON.stringify(text)} is not a name`);
  return {
    absolute: root !== '',
    parents: carets.length,
    segments: segments.map((segment) => segment.padEnd(4, '_')),
  };
};

const unpackText = (run: Evaluation, operands: Parameters<Operator>[1], at: number): string =>
  run.context.conversion.toString(run.value(operandAt(operands, at))).value;

/** Tables that byte code loads (ACPI 6.4 sections 19.6.76, 19.6.77 and 19.6.146). */
export const loading = {
  Load: (run, operands) => {
    const source = resolveChain(run.operand(operandAt(operands, 0)));
    let bytes: Uint8Array;
    if (source?.type === 'operation-region') bytes = regionTable(run, source);
    else if (source?.type === 'buffer') bytes = source.bytes.slice();
    else if (source?.type === 'field-unit' || source?.type === 'buffer-field') {
      bytes = run.context.conversion.toBuffer(run.context.fields.read(source)).bytes.slice();
    } else throw new AmlError('AE_AML_OPERAND_TYPE', `Load of a ${source?.type ?? 'name without value'}`);
    const { namespace } = run.context;
    const handle = loadDynamically(run, tableIn(bytes), namespace.root);
    if (handle === undefined) return integer(0);
    const target = operandAt(operands, 1);
    if (target.kind !== 'no-target') store(run.context, handle, run.operand(target), 'copy');
    return run.context.conversion.truth(true);
  },
  LoadTable: (run, operands) => {
    const { context } = run;
    const [signature = '', oemId = '', oemTableId = '', root = '', parameter = ''] = [0, 1, 2, 3, 4].map(
      (at) => unpackText(run, operands, at),
    );
    const value = run.value(operandAt(operands, 5));
    if (!/^[A-Z0-9_]{4}/.test(signature)) {
      throw new AmlError('AE_BAD_SIGNATURE', `no table is ${JSON.stringify(signature)}`);
    }
    if (oemId.length > OEM_ID_LENGTH || oemTableId.length > OEM_TABLE_ID_LENGTH) {
      throw new AmlError('AE_AML_STRING_LIMIT', `no table is of ${JSON.stringify([oemId, oemTableId])}`);
    }
    const key = { signature: signature.slice(0, 4), oemId, oemTableId };
    const loaded = context.loaded.map(({ bytes }) => bytes);
    const table = context.findTable(key) ?? findTable(loaded, key);
    if (table === undefined) return integer(0);
    const rootPath = pathIn(root);
    const scope = rootPath === undefined ? context.namespace.root : run.find(rootPath).target;
    const parameterPath = pathIn(parameter);
    // A path that begins with neither \ nor ^ begins where the table goes.
    const isRelative = parameterPath?.absolute === false && parameterPath.parents === 0;
    const target =
      parameterPath && context.namespace.get(parameterPath, isRelative ? scope : run.frame.scope);
    if (loaded.includes(table)) throw new AmlError('AE_ALREADY_EXISTS', `${signature} is loaded already`);
    const handle = loadDynamically(run, table, scope);
    if (handle === undefined) return integer(0);
    if (target !== undefined) store(context, value, target, 'store');
    return handle;
  },
  Unload: (run, operands) => {
    const operand = run.operand(operandAt(operands, 0));
    // A local that has no value is told of as such; a handle is behind it otherwise.
    if (operand instanceof Slot && operand.object === undefined) resolve(run.context, operand);
    const handle = resolveChain(operand);
    if (handle?.type !== 'ddb-handle') {
      throw new AmlError('AE_AML_OPERAND_TYPE', `Unload of a ${handle?.type ?? 'name without value'}`);
    }
    unloadTable(run.context, handle);
    return undefined;
  },
} satisfies Record<string, Operator>;
