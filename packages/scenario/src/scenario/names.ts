import type { extend, Framework } from '@warmboot/core';
import { UnknownNameError } from '@warmboot/core';

import type { ValuePath } from '../words/value-path.js';
import type { ScenarioDocument } from '../words/document.js';
import { withNearest } from '../words/schema-words.js';
import { actionsOf } from './plugin-verbs.js';

/** The policy that is no policy. */
export const NO_POLICY = 'none';

/** One or several, as people write it. */
export type OneOrMany = string | readonly string[];

/** A value as a list, with the path of each item. */
const listed = (value: OneOrMany, path: ValuePath): (readonly [string, ValuePath])[] =>
  typeof value === 'string' ? [[value, path]] : value.map((item, index) => [item, [...path, index]]);

/** Names in a scenario, looked up in what plugins registered. What nothing registered is the scenario's fault. */
export class NamesOf {
  readonly #framework: Framework;
  readonly #document: ScenarioDocument;
  /** What plugins brought that steps may do, by name. */
  readonly actions: ReadonlyMap<string, extend.Action>;

  constructor(framework: Framework, document: ScenarioDocument) {
    this.#framework = framework;
    this.#document = document;
    this.actions = actionsOf(framework);
  }

  /** Canonical names of architectures. @throws FormatError */
  architectures(value: OneOrMany, path: ValuePath): string[] {
    const { architectures } = this.#framework;
    return listed(value, path).map(([name, at]) =>
      this.#lookUp(architectures, name, (allowed) => this.#document.fault(at, shown(name), allowed)),
    );
  }

  /** The canonical name of an architecture that is a key. @throws FormatError */
  architectureKey(name: string, path: ValuePath): string {
    const { architectures } = this.#framework;
    return this.#lookUp(architectures, name, (allowed) =>
      this.#document.keyFault(path, 'not an architecture', allowed),
    );
  }

  /** The canonical name of a kernel profile. @throws FormatError */
  profile(name: string, path: ValuePath): string {
    return this.#lookUp(this.#framework.profiles, name, (allowed) =>
      this.#document.fault(path, shown(name), allowed),
    );
  }

  /** Policies in force; an empty list for `none`. @throws FormatError */
  policies(value: OneOrMany | undefined, path: ValuePath): string[] {
    return this.policyNames(value ?? [], path).filter((name) => name !== NO_POLICY);
  }

  /** Canonical names of policies, `none` included. @throws FormatError */
  policyNames(value: OneOrMany, path: ValuePath): string[] {
    const { policies } = this.#framework;
    return listed(value, path).map(([name, at]) =>
      this.#lookUp(policies, name, (allowed) => this.#document.fault(at, shown(name), allowed)),
    );
  }

  #lookUp(
    registry: { get(name: string): { readonly name: string }; all(): { readonly name: string }[] },
    name: string,
    fault: (allowed: string) => Error,
  ): string {
    try {
      return registry.get(name).name;
    } catch (error) {
      if (!(error instanceof UnknownNameError)) throw error;
      throw fault(
        withNearest(
          'name',
          name,
          registry.all().map((entry) => entry.name),
        ),
      );
    }
  }
}

const shown = (name: string): string => JSON.stringify(name);
