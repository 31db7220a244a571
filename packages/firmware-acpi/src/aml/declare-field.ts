import { AmlError } from './aml-error.js';
import type { Evaluation } from './evaluation.js';
import { makeNode } from './make-node.js';
import type { FieldElement } from './term.js';
import type { NamePath } from './name-path.js';
import {
  TYPE_NAME,
  type FieldHome,
  type FieldUnit,
  type NamespaceNode,
  type OperationRegion,
} from './objects.js';
import type {
  BankFieldTerm,
  CreateFieldOperator,
  DeclarationTerm,
  FieldFlags,
  FieldTerm,
  IndexFieldTerm,
} from './term.js';

type CreateFieldTerm = Extract<DeclarationTerm, { kind: 'create-field' }>;

/** Bytes of one access by access type; AnyAcc works as ByteAcc (ACPICA exprep.c). */
const ACCESS_BYTES = [1, 1, 2, 4, 8, 1] as const;
const BUFFER_ACCESS = 5;
const UPDATE = ['preserve', 'ones', 'zeros'] as const;

const wrong = (path: string, found: string, needed: string): AmlError =>
  new AmlError('AE_AML_OPERAND_TYPE', `${path} is a ${found}, not a ${needed}`);

const region = (run: Evaluation, path: NamePath): OperationRegion => {
  const node = run.find(path).target;
  if (node.object?.type === 'operation-region') return node.object;
  throw wrong(
    node.path,
    node.object === undefined ? 'name without value' : TYPE_NAME[node.object.type],
    'Region',
  );
};

const register = (run: Evaluation, path: NamePath): FieldUnit => {
  const node = run.find(path).target;
  if (node.object?.type === 'field-unit') return node.object;
  throw wrong(
    node.path,
    node.object === undefined ? 'name without value' : TYPE_NAME[node.object.type],
    'RegionField',
  );
};

/** Names that fields have already are theirs again; the rest is made. ACPICA dswload2.c, dsfield.c: acpi_ds_init_field_objects. */
const unitNode = (run: Evaluation, name: string): NamespaceNode =>
  run.frame.scope.child(name) ?? makeNode(run, { absolute: false, parents: 0, segments: [name] });

/**
 * Gives each named element its bits; gaps and access changes only move on. The names are there first: where a region or
 * register cannot be found they stay, without an object.
 */
const makeUnits = (
  run: Evaluation,
  home: () => FieldHome,
  flags: FieldFlags,
  elements: readonly FieldElement[],
): void => {
  const nodes = new Map(
    elements.flatMap((element) =>
      element.kind === 'unit' ? [[element, unitNode(run, element.name)] as const] : [],
    ),
  );
  attachUnits(nodes, home(), flags, elements);
};

const attachUnits = (
  nodes: ReadonlyMap<FieldElement, NamespaceNode>,
  home: FieldHome,
  flags: FieldFlags,
  elements: readonly FieldElement[],
): void => {
  let bitOffset = 0;
  let { access } = flags;
  let attribute = 0;
  for (const element of elements) {
    if (element.kind === 'gap') bitOffset += element.bits;
    else if (element.kind === 'access') {
      access = element.type & 0x0f;
      attribute = element.attribute;
    } else if (element.kind === 'unit') {
      const accessBytes = ACCESS_BYTES[access];
      const update = UPDATE[flags.update];
      if (accessBytes === undefined || update === undefined) {
        const what = `access type ${access}, update rule ${flags.update}`;
        throw new AmlError('AE_AML_OPERAND_VALUE', `${element.name} has ${what}`);
      }
      const node = nodes.get(element);
      if (node === undefined) throw new TypeError(`no name for ${element.name}`);
      node.object = {
        type: 'field-unit',
        node,
        home,
        bitOffset,
        bitLength: element.bits,
        accessBytes,
        bufferAccess: access === BUFFER_ACCESS,
        attribute,
        lock: flags.lock,
        update,
      };
      bitOffset += element.bits;
    }
  }
};

/** Field (ACPI 6.4 section 19.6.48). */
export const declareField = (run: Evaluation, term: FieldTerm): void => {
  const home = (): FieldHome => ({ kind: 'region', region: region(run, term.region) });
  makeUnits(run, home, term.flags, term.elements);
};

/** IndexField (ACPI 6.4 section 19.6.62). */
export const declareIndexField = (run: Evaluation, term: IndexFieldTerm): void => {
  const home = (): FieldHome => ({
    kind: 'index',
    index: register(run, term.index),
    data: register(run, term.data),
  });
  makeUnits(run, home, term.flags, term.elements);
};

/** BankField (ACPI 6.4 section 19.6.7). */
export const declareBankField = (run: Evaluation, term: BankFieldTerm): void => {
  const home = (): FieldHome => ({
    kind: 'bank',
    region: region(run, term.region),
    bank: register(run, term.bank),
    value: run.integer(term.value),
  });
  makeUnits(run, home, term.flags, term.elements);
};

const FIXED_BITS: Readonly<Record<Exclude<CreateFieldOperator, 'CreateField'>, number>> = {
  CreateBitField: 1,
  CreateByteField: 8,
  CreateWordField: 16,
  CreateDWordField: 32,
  CreateQWordField: 64,
};

/** CreateField and its fixed-size forms (ACPI 6.4 sections 19.6.18 to 19.6.23). */
export const declareBufferField = (run: Evaluation, { operator, operands, path }: CreateFieldTerm): void => {
  const [sourceTerm, indexTerm, lengthTerm] = operands;
  if (sourceTerm === undefined || indexTerm === undefined) throw new TypeError('a field without operands');
  const source = run.context.conversion.toBuffer(run.value(sourceTerm));
  const index = run.integer(indexTerm);
  const inBits = operator === 'CreateField' || operator === 'CreateBitField';
  const length = operator === 'CreateField' ? lengthOf(run, lengthTerm) : BigInt(FIXED_BITS[operator]);
  const start = inBits ? index : index * 8n;
  if (start + length > BigInt(source.bytes.length * 8)) {
    const what = `bits ${start} to ${start + length}`;
    throw new AmlError('AE_AML_BUFFER_LIMIT', `${what} of a buffer of ${source.bytes.length} bytes`);
  }
  makeNode(run, path).object = {
    type: 'buffer-field',
    source,
    bitOffset: Number(start),
    bitLength: Number(length),
    alwaysBuffer: operator === 'CreateField',
  };
};

const lengthOf = (run: Evaluation, term: CreateFieldTerm['operands'][number] | undefined): bigint => {
  const length = term === undefined ? 0n : run.integer(term);
  if (length === 0n) throw new AmlError('AE_AML_OPERAND_VALUE', 'a field of 0 bits');
  return length;
};
