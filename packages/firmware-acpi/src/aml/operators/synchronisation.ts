import { AmlError, AmlFatalError } from '../aml-error.js';
import type { AmlContext } from '../context.js';
import type { Evaluation } from '../evaluation.js';
import { Slot, type Operand } from '../frame.js';
import { NamespaceNode } from '../objects.js';
import { TYPE_NAME, type AmlEvent, type AmlMutex, type AmlObject } from '../objects.js';
import { resolveChain } from '../resolve.js';
import type { Term } from '../term.js';
import { operandAt, type Operator } from './operator.js';

const FOREVER = 0xffffn;
/** Sleep is cut to two seconds and Stall must stay below one millisecond (ACPICA exsystem.c). */
const MAX_SLEEP_MS = 2_000n;
const MAX_STALL_US = 1_000n;

const mutex = (run: Evaluation, term: Term): AmlMutex => {
  const object = resolveChain(run.operand(term));
  if (object?.type === 'mutex') return object;
  throw new AmlError('AE_AML_OPERAND_TYPE', `needed Mutex, found ${object?.type ?? 'nothing'}`);
};

const event = (run: Evaluation, term: Term): AmlEvent => {
  const object = resolveChain(run.operand(term));
  if (object?.type === 'event') return object;
  throw new AmlError('AE_AML_OPERAND_TYPE', `needed Event, found ${object?.type ?? 'nothing'}`);
};

/**
 * What Notify is about: a name, or what an operator gives in its place. One that comes in a local, an argument or a
 * reference is not looked into (ACPICA exresop.c, ARGI_DEVICE_REF).
 */
const named = (operand: Operand): AmlObject | undefined => {
  if (operand instanceof NamespaceNode) return operand.target.object;
  if (!(operand instanceof Slot)) return operand;
  throw new AmlError('AE_AML_OPERAND_TYPE', 'Notify takes the name of a device, not a local or an argument');
};

/** Gives back everything that byte code still holds when it comes to its end. */
export const releaseAll = (context: AmlContext): void => {
  for (const held of context.heldMutexes.splice(0)) held.held = 0;
  context.syncLevel = 0;
};

/**
 * Mutexes, events, time and messages to the outside (ACPI 6.4 section 19.6). There is one thread: a mutex is free or
 * held by the one that asks, an event that nobody signalled will not be signalled while somebody waits.
 */
export const synchronisation = {
  Acquire: (run, operands) => {
    const { context } = run;
    const wanted = mutex(run, operandAt(operands, 0));
    if (context.syncLevel > wanted.syncLevel) {
      const levels = `level ${wanted.syncLevel} at level ${context.syncLevel}`;
      throw new AmlError('AE_AML_MUTEX_ORDER', `acquire of a mutex of sync ${levels}`);
    }
    if (wanted.held++ === 0) {
      wanted.previousLevel = context.syncLevel;
      context.syncLevel = wanted.syncLevel;
      context.heldMutexes.push(wanted);
    }
    return context.conversion.truth(false);
  },
  Release: (run, operands) => {
    const { context } = run;
    const held = mutex(run, operandAt(operands, 0));
    if (held.held === 0)
      throw new AmlError('AE_AML_MUTEX_NOT_ACQUIRED', 'release of a mutex that is not held');
    if (held.syncLevel !== context.syncLevel) {
      const levels = `level ${held.syncLevel} at level ${context.syncLevel}`;
      throw new AmlError('AE_AML_MUTEX_ORDER', `release of a mutex of sync ${levels}`);
    }
    if (--held.held === 0) {
      context.syncLevel = held.previousLevel;
      context.heldMutexes.splice(context.heldMutexes.indexOf(held), 1);
    }
    return undefined;
  },
  Signal: (run, operands) => {
    event(run, operandAt(operands, 0)).signals++;
    return undefined;
  },
  Reset: (run, operands) => {
    event(run, operandAt(operands, 0)).signals = 0;
    return undefined;
  },
  Wait: (run, operands) => {
    const waited = event(run, operandAt(operands, 0));
    const timeout = run.integer(operandAt(operands, 1));
    if (waited.signals > 0) {
      waited.signals--;
      return run.context.conversion.truth(false);
    }
    if (timeout >= FOREVER)
      throw new AmlError('AE_TIME', 'waits for ever for an event that nobody can signal');
    run.context.time += timeout * 10_000n;
    return run.context.conversion.truth(true);
  },
  Stall: (run, operands) => {
    const microseconds = run.integer(operandAt(operands, 0));
    if (microseconds > MAX_STALL_US) {
      throw new AmlError(
        'AE_AML_OPERAND_VALUE',
        `a Stall of ${microseconds} us, ${MAX_STALL_US} are allowed`,
      );
    }
    run.context.time += microseconds * 10n;
    return undefined;
  },
  Sleep: (run, operands) => {
    const milliseconds = run.integer(operandAt(operands, 0));
    run.context.time += (milliseconds < MAX_SLEEP_MS ? milliseconds : MAX_SLEEP_MS) * 10_000n;
    return undefined;
  },
  Timer: (run) => run.context.conversion.integer(run.context.time++),
  Notify: (run, operands) => {
    const object = named(run.operand(operandAt(operands, 0)));
    const value = run.integer(operandAt(operands, 1));
    switch (object?.type) {
      case 'device':
      case 'processor':
      case 'thermal-zone':
        run.context.notify({ node: object.node, value: Number(value & 0xffff_ffffn) });
        return undefined;
      default: {
        const found = object === undefined ? 'a name without value' : TYPE_NAME[object.type];
        throw new AmlError('AE_AML_OPERAND_TYPE', `Notify of ${found}`);
      }
    }
  },
  Fatal: (run, operands) => {
    const [type = 0n, code = 0n, argument = 0n] = operands.map((operand) => run.integer(operand));
    const fatal = new AmlFatalError(Number(type), Number(code), argument);
    if (!run.context.options.fatal(fatal)) throw fatal;
    return undefined;
  },
} satisfies Record<string, Operator>;
