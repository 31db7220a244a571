import { AmlError } from './aml-error.js';
import type { Evaluation } from './evaluation.js';
import { makeNode } from './make-node.js';
import type { DeclarationTerm } from './term.js';

type RegionTerm = Extract<DeclarationTerm, { kind: 'operation-region' }>;
type DataRegionTerm = Extract<DeclarationTerm, { kind: 'data-region' }>;

/** OperationRegion (ACPI 6.4 section 19.6.100). */
export const declareRegion = (run: Evaluation, term: RegionTerm): void => {
  const base = run.integer(term.base);
  const length = run.integer(term.length);
  const node = makeNode(run, term.path);
  node.object = { type: 'operation-region', node, space: term.space, base, length, table: undefined };
};

/** DataTableRegion: a region that is the content of a table (ACPI 6.4 section 19.6.24). */
export const declareDataRegion = (run: Evaluation, term: DataRegionTerm): void => {
  const texts = term.operands.map((operand) => run.context.conversion.toString(run.value(operand)).value);
  const [signature = '', oemId = '', oemTableId = ''] = texts;
  const table = run.context.findTable({ signature, oemId, oemTableId });
  if (table === undefined) throw new AmlError('AE_NOT_EXIST', `no table ${JSON.stringify(signature)} to map`);
  const node = makeNode(run, term.path);
  const length = BigInt(table.length);
  node.object = { type: 'operation-region', node, space: 0, base: 0n, length, table: table.slice() };
};
