import type { Result } from '../answer/result.js';
import { refuse } from '../answer/result.js';
import type { ActionContext, PluginAction } from '../contract/plugin-action.js';
import type { Transition } from '../machine/transition.js';
import { UnknownNameError } from './registry.js';

/** The actions that plugins brought, on one kernel. */
export class PluginActions {
  readonly #actions: ReadonlyMap<string, PluginAction>;
  readonly #context: ActionContext;

  constructor(actions: readonly PluginAction[], context: ActionContext) {
    this.#actions = new Map(actions.map((action) => [action.name, action]));
    this.#context = context;
  }

  /** ENOSYS on an architecture that has no such thing. @throws UnknownNameError for an action that nobody brought */
  apply(transition: Transition, name: string, argument: unknown): Result<readonly string[] | undefined> {
    const action = this.#actions.get(name);
    if (action === undefined) throw new UnknownNameError('action', name, [...this.#actions.keys()]);
    const { architecture } = this.#context;
    const { architectures = [architecture.name] } = action;
    if (!architectures.includes(architecture.name)) {
      return refuse(
        'ENOSYS',
        `${architecture.name} has no ${name}: it is there on ${architectures.join(', ')}`,
      );
    }
    const result = action.apply(transition, argument, this.#context);
    if (!result.ok) for (const { level, text } of result.log ?? []) transition.say(level, text);
    return result;
  }
}
