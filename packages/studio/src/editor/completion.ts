import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { FIRST_STORY } from '../worker/first-story.js';
import { model } from '../worker/client.js';
import { placeAt } from './place.js';
import type { PluginNames, SchemaNode } from './schema-words.js';
import { wordsAt } from './schema-words.js';

interface Known {
  readonly schema: SchemaNode;
  readonly names: PluginNames;
}

let known: Promise<Known> | undefined;

const ask = async (): Promise<Known> => {
  const { architectures, policies, profiles } = FIRST_STORY.vocabulary;
  const nameOf = ({ name }: { readonly name: string }): string => name;
  return {
    schema: (await model().schema()) as SchemaNode,
    names: {
      architectures: architectures.map(nameOf),
      policies: policies.map(nameOf),
      profiles: profiles.map(nameOf),
    },
  };
};

/** The words of the schema, and those of the plugins, for the place where somebody types. */
export const completeScenario = async (context: CompletionContext): Promise<CompletionResult | null> => {
  const place = placeAt(context.state.sliceDoc(0, context.pos));
  // Prose and the ends of lines are left alone unless somebody asks.
  if (!context.explicit && place.typed === '' && place.key === undefined) return null;
  known ??= ask();
  const { schema, names } = await known;
  const words = wordsAt(schema, place, names);
  if (words.length === 0) return null;
  return {
    from: context.pos - place.typed.length,
    validFor: /^[\w.[\]-]*$/,
    options: words.map(({ word, kind, description }, index) => ({
      label: word,
      type: kind === 'key' ? 'property' : 'constant',
      apply: kind === 'key' ? `${word}: ` : word,
      ...(description === undefined ? {} : { info: description }),
      boost: -index / 10,
    })),
  };
};
