import { AmlError } from '../aml-error.js';
import { findTable } from '../find-table.js';
import { loadTable, unloadTable } from '../load-table.js';
import { namePathFromText } from '../name-path.js';
import { integer, type FieldUnit, type OperationRegion } from '../objects.js';
import { resolveChain } from '../resolve.js';
import { store } from '../store.js';
import type { Evaluation } from '../evaluation.js';
import { operandAt, type Operator } from './operator.js';

/** Longest table that byte code may load. */
const MAX_TABLE_BYTES = 1 << 20;
const HEADER_BYTES = 36;

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
    throw new AmlError('AE_BAD_SIGNATURE', `a table of ${length} bytes in ${region.node.path}`);
  }
  return Uint8Array.from({ length }, (_, offset) => byte(offset));
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
    const handle = loadTable(run.context, bytes, run.context.namespace.root);
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
    const table = findTable(context.options.tables, { signature, oemId, oemTableId });
    if (table === undefined) return integer(0);
    const path = root === '' ? { absolute: true, parents: 0, segments: [] } : namePathFromText(root);
    if (path === undefined) throw new AmlError('AE_AML_BAD_NAME', `${JSON.stringify(root)} is not a name`);
    const scope = path.segments.length === 0 ? context.namespace.root : run.find(path).target;
    const handle = loadTable(context, table, scope);
    const parameterPath = parameter === '' ? undefined : namePathFromText(parameter);
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
