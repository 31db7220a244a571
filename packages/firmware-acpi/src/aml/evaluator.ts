import { FormatError } from '@warmboot/format';
import { AmlError, AmlLimitError, type AmlErrorCode, type AmlErrorPlace } from './aml-error.js';
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

/** A name that is an integer gives its value, not itself: what changes the name later does not change what was taken. */
const ownInteger = (term: Term, object: AmlObject): AmlObject =>
  term.kind === 'name' && object.type === 'integer' ? integer(object.value) : object;

/** What ACPICA calls byte code that cannot be read, where it is not an opcode. */
const UNREADABLE: Readonly<Record<string, AmlErrorCode>> = {
  name: 'AE_AML_BAD_NAME',
  nesting: 'AE_LIMIT',
};

/** The operand of an operation failed and was passed over, so there is nothing to work on. */
class AmlPassedOverError extends AmlError {
  constructor(place: AmlErrorPlace) {
    super('AE_AML_NO_RETURN_VALUE', 'an operand has no value', place);
  }
}

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
        const completion = term === undefined ? 'next' : this.#statement(term);
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
        } catch (error) {
          throw this.#passedOver(error, term);
        } finally {
          budget.leave();
        }
    }
  }

  /** A value: names, locals and arguments give what they hold, fields are read. */
  value(term: Term): AmlObject {
    return ownInteger(term, resolve(this.context, this.operand(term)));
  }

  /** As {@link value}, but an index into a package stays the reference it is. */
  valueKeepingIndex(term: Term): AmlObject {
    return ownInteger(term, resolve(this.context, this.operand(term), true));
  }

  /** An integer, implicitly converted. */
  integer(term: Term): bigint {
    return this.context.conversion.toInteger(this.value(term)).value;
  }

  /** An integer, string or buffer. */
  basic(term: Term): Basic {
    const value = this.value(term);
    if (isBasic(value)) return value;
    if (value.type === 'ddb-handle') return this.context.conversion.toInteger(value);
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

  /** The statement at `at` and where the next one starts; no term where it cannot be read and the rest goes on. */
  #decode(at: number, limit: number): { readonly term: Term | undefined; readonly end: number } {
    const { context, frame } = this;
    const known = frame.method === undefined ? undefined : context.decoded(frame.code);
    const { generation } = context.namespace;
    const seen = known?.get(at);
    if (seen?.generation === generation) return seen;
    const decoder = new AmlDecoder(
      frame.code.reader,
      { start: at, end: limit },
      (path) => this.#argumentCount(path),
      this.#tolerance,
    );
    try {
      const statement = { term: decoder.statement(), end: decoder.position, generation };
      known?.set(at, statement);
      return statement;
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      const unreadable = this.#unreadable(error);
      const report = frame.load?.report;
      if (report === undefined) throw frame.method === undefined ? error : unreadable;
      report(unreadable);
      return { term: undefined, end: decoder.endOfBlock(at) ?? limit };
    }
  }

  /** What the decoder does about byte code that is not as it should be and can be read all the same. */
  get #tolerance(): ((fault: FormatError) => void) | undefined {
    const { method, load } = this.frame;
    // What was said of a method once need not be said at each call.
    if (method !== undefined) return () => undefined;
    const report = load?.report;
    return report === undefined ? undefined : (fault) => report(this.#unreadable(fault));
  }

  /** What the operation around one that failed gets of it: the error, or that there is no value where it was passed over. */
  #passedOver(error: unknown, term: Term): unknown {
    if (!(error instanceof AmlError)) return error;
    const placed = error.at(this.place(term.offset));
    if (!this.context.passesOver(placed)) return placed;
    this.frame.implicit = undefined;
    return new AmlPassedOverError(this.place(term.offset));
  }

  #unreadable(error: FormatError): AmlError {
    const { field, found, allowed, offset = 0 } = error.fault;
    return new AmlError(
      UNREADABLE[field] ?? (field.endsWith(' length') ? 'AE_AML_PACKAGE_LIMIT' : 'AE_AML_BAD_OPCODE'),
      `${field} is ${found}; allowed: ${allowed}`,
      this.place(offset),
      error,
    );
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
      if (!this.context.passesOver(placed)) {
        const report = this.frame.load?.report;
        if (report === undefined || placed instanceof AmlLimitError) throw placed;
        report(placed);
      }
      this.frame.implicit = undefined;
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

  /** Where the condition failed and was passed over, what comes next in the code runs, as in ACPICA. */
  #if({ predicate, whenTrue, whenFalse }: IfTerm): Completion {
    if (this.#predicate(predicate) !== false) return this.run(whenTrue);
    return whenFalse === undefined ? 'next' : this.run(whenFalse);
  }

  #while({ predicate, body }: WhileTerm): Completion {
    const allowed = this.context.budget.limits.loopRounds;
    for (let round = 0; ; round++) {
      const holds = this.#predicate(predicate);
      if (holds === false) break;
      if (round >= allowed)
        throw new AmlError('AE_AML_LOOP_TIMEOUT', `a While ran more than ${allowed} rounds`);
      const completion = this.run(body);
      if (completion === 'return') return completion;
      if (completion === 'break' || holds === undefined) break;
    }
    return 'next';
  }

  /** Whether a condition holds; undefined where evaluating it failed and that was passed over. */
  #predicate(term: Term): boolean | undefined {
    try {
      const tested = this.value(term);
      if (!isBasic(tested) && tested.type !== 'ddb-handle')
        throw new AmlError('AE_TYPE', `a ${tested.type} as a condition`);
      const value = this.context.conversion.toInteger(tested);
      this.frame.implicit = value;
      return value.value !== 0n;
    } catch (error) {
      const left = error instanceof AmlPassedOverError ? error : this.#passedOver(error, term);
      if (!(left instanceof AmlPassedOverError)) throw left;
      return undefined;
    }
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
