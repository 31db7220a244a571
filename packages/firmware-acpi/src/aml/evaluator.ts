import { AmlError, AmlLimitError, type AmlErrorPlace } from './aml-error.js';
import type { AmlContext } from './context.js';
import { isBasic, wrongType, type Basic } from './conversion.js';
import { declare } from './declare.js';
import { AmlDecoder } from './decoder.js';
import type { Completion, Evaluation } from './evaluation.js';
import type { Frame, Operand } from './frame.js';
import { invoke } from './invoke.js';
import type { NamePath } from './name-path.js';
import type { NamespaceNode } from './objects.js';
import { integer, string, type AmlObject } from './objects.js';
import { operators } from './operators/operators.js';
import { makePackage } from './package-elements.js';
import { resolve } from './resolve.js';
import { store, type StoreRule } from './store.js';
import type { IfTerm, Term, TermRange, WhileTerm } from './term.js';

/** What the Revision operator answers: the date of the ACPICA whose rules these are, that of Linux 6.1. */
const INTERPRETER_REVISION = 0x2022_0331n;

/** Runs the terms of one frame. */
export class Evaluator implements Evaluation {
  readonly context: AmlContext;
  readonly frame: Frame;

  constructor(context: AmlContext, frame: Frame) {
    this.context = context;
    this.frame = frame;
  }

  /** Runs a list of terms, decoding each one after the one before it has run: it may have declared a name. */
  run(range: TermRange): Completion {
    const { budget } = this.context;
    budget.enter();
    try {
      let at = range.start;
      while (at < range.end) {
        const { term, end } = this.#decode(at, range.end);
        const completion = this.#statement(term);
        if (completion !== 'next') return completion;
        at = end;
      }
      return 'next';
    } finally {
      budget.leave();
    }
  }

  /** What a term gives, before it is resolved to a value. */
  operand(term: Term): Operand {
    const { budget } = this.context;
    budget.step();
    switch (term.kind) {
      case 'integer':
        return this.context.conversion.integer(term.value);
      case 'ones':
        return integer(this.context.conversion.ones);
      case 'revision':
        return integer(INTERPRETER_REVISION);
      case 'string':
        return string(term.value);
      case 'local':
        return this.#slot(this.frame.locals, term.index);
      case 'argument':
        return this.#slot(this.frame.operands, term.index);
      case 'debug':
        return { type: 'debug' };
      case 'name':
        return this.find(term.path);
      default:
        budget.enter();
        try {
          return this.#compound(term);
        } finally {
          budget.leave();
        }
    }
  }

  /** A value: names, locals and arguments give what they hold, fields are read. */
  value(term: Term): AmlObject {
    return resolve(this.context, this.operand(term));
  }

  /** As {@link value}, but an index into a package stays the reference it is. */
  valueKeepingIndex(term: Term): AmlObject {
    return resolve(this.context, this.operand(term), true);
  }

  /** An integer, implicitly converted. */
  integer(term: Term): bigint {
    return this.context.conversion.toInteger(this.value(term)).value;
  }

  /** An integer, string or buffer. */
  basic(term: Term): Basic {
    const value = this.value(term);
    if (isBasic(value)) return value;
    throw wrongType(value, 'Integer/String/Buffer');
  }

  /** Gives a result to an optional target and hands it on. */
  give<T extends AmlObject>(result: T, target: Term | undefined, rule: StoreRule = 'implicit'): T {
    if (target === undefined || target.kind === 'no-target') return result;
    // A constant may stand where a target stands; storing to it does nothing.
    if (target.kind === 'integer' || target.kind === 'ones') return result;
    store(this.context, result, this.operand(target), rule);
    return result;
  }

  find(path: NamePath): NamespaceNode {
    return this.context.namespace.get(path, this.frame.scope);
  }

  /** Where the running code is, for errors. */
  place(offset: number): AmlErrorPlace {
    const { method } = this.frame;
    return { offset, ...(method === undefined ? {} : { method: method.node.path }) };
  }

  #decode(at: number, limit: number): { readonly term: Term; readonly end: number } {
    const { context, frame } = this;
    const known = frame.method === undefined ? undefined : context.decoded(frame.code);
    const { generation } = context.namespace;
    const seen = known?.get(at);
    if (seen?.generation === generation) return seen;
    const decoder = new AmlDecoder(frame.code.reader, { start: at, end: limit }, (path) =>
      this.#argumentCount(path),
    );
    const statement = { term: decoder.term(), end: decoder.position, generation };
    known?.set(at, statement);
    return statement;
  }

  #argumentCount(path: NamePath): number | undefined {
    const object = this.context.namespace.find(path, this.frame.scope)?.target.object;
    return object?.type === 'method' || object?.type === 'native-method' ? object.argumentCount : undefined;
  }

  #statement(term: Term): Completion {
    try {
      return this.#execute(term);
    } catch (error) {
      if (!(error instanceof AmlError)) throw error;
      const placed = error.at(this.place(term.offset));
      const { loadError } = this.context.options;
      const goOn = this.frame.method === undefined && !(placed instanceof AmlLimitError);
      if (!goOn || loadError === undefined) throw placed;
      loadError(placed);
      return 'next';
    }
  }

  #execute(term: Term): Completion {
    switch (term.kind) {
      case 'if':
        return this.#if(term);
      case 'while':
        return this.#while(term);
      case 'operator':
        if (term.name === 'Return') return this.#return(term.operands[0]);
        if (term.name === 'Break') return 'break';
        if (term.name === 'Continue') return 'continue';
        break;
      case 'call':
      case 'name':
      case 'integer':
      case 'ones':
      case 'string':
      case 'buffer':
      case 'package':
      case 'local':
      case 'argument':
      case 'revision':
      case 'debug':
        break;
      default:
        this.context.budget.step();
        declare(this, term);
        return 'next';
    }
    this.#expression(term);
    return 'next';
  }

  /** An expression on its own; in slack mode its value may become the value of the method. */
  #expression(term: Term): void {
    if (term.kind === 'operator') {
      this.context.budget.step();
      const result = operators[term.name](this, term.operands);
      if (result !== undefined) this.frame.implicit = result;
    } else if (term.kind === 'call') {
      this.context.budget.step();
      const result = invoke(this, term);
      if (result !== undefined) this.frame.implicit = result;
    } else if (term.kind !== 'name') this.operand(term);
  }

  #if(term: IfTerm): Completion {
    if (this.#predicate(term.predicate)) return this.run(term.whenTrue);
    return term.whenFalse === undefined ? 'next' : this.run(term.whenFalse);
  }

  #while(term: WhileTerm): Completion {
    const allowed = this.context.budget.limits.loopRounds;
    for (let round = 0; this.#predicate(term.predicate); round++) {
      if (round >= allowed)
        throw new AmlError('AE_AML_LOOP_TIMEOUT', `a While ran more than ${allowed} rounds`);
      const completion = this.run(term.body);
      if (completion === 'break') break;
      if (completion === 'return') return completion;
    }
    return 'next';
  }

  #predicate(term: Term): boolean {
    const tested = this.value(term);
    if (!isBasic(tested)) throw new AmlError('AE_TYPE', `a ${tested.type} as a condition`);
    const value = this.context.conversion.toInteger(tested);
    this.frame.implicit = value;
    return value.value !== 0n;
  }

  #return(term: Term | undefined): Completion {
    if (term !== undefined) this.frame.returned = this.value(term);
    return 'return';
  }

  #slot(slots: readonly Operand[], index: number): Operand {
    const slot = slots[index];
    if (slot === undefined) throw new TypeError(`no slot ${index}`);
    return slot;
  }

  #compound(term: Term): Operand {
    switch (term.kind) {
      case 'operator': {
        const result = operators[term.name](this, term.operands);
        if (result !== undefined) return result;
        throw new AmlError('AE_AML_NO_OPERAND', `${term.name} has no value`, this.place(term.offset));
      }
      case 'call': {
        const result = invoke(this, term);
        if (result !== undefined) return result;
        throw new AmlError('AE_AML_NO_RETURN_VALUE', 'the method returned nothing', this.place(term.offset));
      }
      case 'buffer': {
        const size = this.context.budget.buffer(this.integer(term.size));
        const bytes = new Uint8Array(Math.max(size, term.initial.length));
        bytes.set(term.initial);
        return { type: 'buffer', bytes };
      }
      case 'package':
        return makePackage(this, term);
      default:
        throw new AmlError(
          'AE_AML_BAD_OPCODE',
          `a ${term.kind} where a value is needed`,
          this.place(term.offset),
        );
    }
  }
}
