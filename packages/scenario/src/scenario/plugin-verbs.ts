import type { Framework } from '@warmboot/core';
import { extend, PluginError } from '@warmboot/core';
import { SchemaCheck } from '../words/schema-check.js';
import type { PluginVerb } from '../written/verb.js';
import { BARE_VERBS, scenarioSchema, VERBS } from './schema.js';

/** What plugins brought that steps may do, by name. */
export const actionsOf = (framework: Framework): ReadonlyMap<string, extend.Action> =>
  new Map(
    framework
      .parts(extend.ACTION)
      .all()
      .map((action) => [action.name, action]),
  );

/** A schema of scenarios whose steps are others. */
const withSteps = (change: object): object => {
  const { steps } = scenarioSchema.properties;
  const items = { ...steps.items, ...change };
  return { ...scenarioSchema, properties: { ...scenarioSchema.properties, steps: { ...steps, items } } };
};

const allowsNothing = ({ argument }: extend.Action): boolean => [argument['type']].flat().includes('null');

/**
 * JSON Schema of scenario files for somebody who has these plugins: their verbs beside all others, so that an editor knows
 * them.
 * @throws PluginError for an action that has the name of a verb
 */
export const scenarioSchemaFor = (framework: Framework): object => {
  const actions = [...actionsOf(framework).values()];
  if (actions.length === 0) return scenarioSchema;
  const taken = actions.find(({ name }) => name in scenarioSchema.properties.steps.items.properties);
  if (taken !== undefined) {
    const origin = framework.parts(extend.ACTION).originOf(taken.name) ?? 'a plugin';
    throw new PluginError(`plugin ${origin}: action ${taken.name} has the name of a verb of scenarios`);
  }
  const bare = actions.filter(allowsNothing).map(({ name }) => name);
  const { items } = scenarioSchema.properties.steps;
  return withSteps({
    ...(bare.length === 0 ? {} : { pattern: `${BARE_VERBS}|^(?:${bare.join('|')})$` }),
    properties: {
      ...items.properties,
      ...Object.fromEntries(
        actions.map(({ name, summary, argument }) => [name, { description: summary, ...argument }]),
      ),
    },
  });
};

const checks = new WeakMap<Framework, SchemaCheck>();
/** Made when they are first wanted. */
let ownCheck: SchemaCheck | undefined;
let anyCheck: SchemaCheck | undefined;

/** What holds scenarios against their schema, with the verbs of plugins. */
export const checkFor = (framework: Framework): SchemaCheck => {
  if (actionsOf(framework).size === 0) return (ownCheck ??= new SchemaCheck(scenarioSchema));
  const check = checks.get(framework) ?? new SchemaCheck(scenarioSchemaFor(framework));
  checks.set(framework, check);
  return check;
};

/** The same before it is known which plugins there are: a verb that nobody knows yet may be one of theirs. */
export const checkBeforePlugins = (): SchemaCheck =>
  (anyCheck ??= new SchemaCheck(withSteps({ pattern: '', additionalProperties: true })));

/** All verbs that a step may have. */
export const verbsWith = (actions: ReadonlyMap<string, extend.Action>): readonly string[] => [
  ...VERBS,
  ...actions.keys(),
];

/** A verb of a plugin, as its schema lets it through. */
export const readPluginVerb = (action: extend.Action, argument: unknown): PluginVerb => ({
  kind: 'by-plugin',
  action: action.name,
  argument,
  text: action.describe?.(argument) ?? action.name,
  names: action.names?.(argument) ?? [],
});
