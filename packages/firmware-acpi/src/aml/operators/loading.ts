import { ByteReader, FormatError } from '@warmboot/format';
import { AmlError } from '../aml-error.js';
import { loadTable, unloadTable } from '../load-table.js';
import { namePathFromText } from '../name-path.js';
import {
  integer,
  type AmlTableHandle,
  type FieldUnit,
  type NamespaceNode,
  type OperationRegion,
} from '../objects.js';
import { resolveChain } from '../resolve.js';
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

const unpackText = (run: Evaluation, operands: Parameters<Operator>[1], at: number): string =>
  run.context.conversion.toString(run.value(operandAt(operands, at))).value;

/** Tables that byte code loads (ACPI 6.4 sections 19.6.76, 19.6.77 and 19.6.146). */
export const loading = {
  Load: (run, operands) => {
    const source = resolveChain(run.operand(operandAt(operands, 0)));
    let bytes: Uint8Array;
    if (source?.type === 'operation-region') bytes = regionBytes(run, source);
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
    if (oemId.length > OEM_ID_LENGTH || oemTableId.length > OEM_TABLE_ID_LENGTH) {
      throw new AmlError('AE_AML_STRING_LIMIT', `no table is of ${JSON.stringify([oemId, oemTableId])}`);
    }
    const table = context.findTable({ signature, oemId, oemTableId });
    if (table === undefined) return integer(0);
    if (context.loaded.some(({ bytes }) => bytes === table))
      throw new AmlError('AE_ALREADY_EXISTS', `${signature} is loaded already`);
    const path = root === '' ? { absolute: true, parents: 0, segments: [] } : namePathFromText(root);
    if (path === undefined) throw new AmlError('AE_AML_BAD_NAME', `${JSON.stringify(root)} is not a name`);
    const scope = path.segments.length === 0 ? context.namespace.root : run.find(path).target;
    const parameterPath = parameter === '' ? undefined : namePathFromText(parameter);
    const handle = loadDynamically(run, table, scope);
    if (handle === undefined) return integer(0);
    if (parameterPath !== undefined)
      store(context, value, context.namespace.get(parameterPath, scope), 'store');
    return handle;
  },
  Unload: (run, operands) => {
    const handle = resolveChain(run.operand(operandAt(operands, 0)));
    if (handle?.type !== 'ddb-handle') {
      throw new AmlError('AE_AML_OPERAND_TYPE', `Unload of a ${handle?.type ?? 'name without value'}`);
    }
    unloadTable(run.context, handle);
    return undefined;
  },
} satisfies Record<string, Operator>;
