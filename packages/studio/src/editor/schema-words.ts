import type { PathPart, Place } from './place.js';

/** As much of JSON Schema as the schema of scenarios has. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly propertyNames?: SchemaNode;
  readonly items?: SchemaNode;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
}

/** A word that fits. */
export interface SchemaWord {
  readonly word: string;
  readonly kind: 'key' | 'value';
  readonly description?: string;
}

/** Names that the schema leaves to plugins, by the key that they are written under. */
export interface PluginNames {
  readonly architectures: readonly string[];
  readonly policies: readonly string[];
  readonly profiles: readonly string[];
}

const into = (node: SchemaNode | undefined, part: PathPart): SchemaNode | undefined => {
  if (part === 'item') return node?.items;
  const own = node?.properties?.[part.key];
  if (own !== undefined) return own;
  return typeof node?.additionalProperties === 'object' ? node.additionalProperties : undefined;
};

/** Maps whose keys are architectures. */
const BY_ARCHITECTURE = new Set(['kernel', 'tools', 'initrd', 'on']);

const namesFor = (key: string | undefined, names: PluginNames): readonly string[] => {
  if (key === 'arch' || key === 'only') return names.architectures;
  if (key === 'policy') return names.policies;
  return key === 'profile' ? names.profiles : [];
};

const described = ({ description }: SchemaNode): { readonly description?: string } =>
  description === undefined ? {} : { description };

const values = (node: SchemaNode, key: string | undefined, names: PluginNames): readonly SchemaWord[] => {
  const types = [node.type ?? []].flat();
  const words = [
    ...namesFor(key, names),
    ...(node.enum ?? node.examples ?? []).filter((word) => word !== null).map(String),
    ...(types.includes('boolean') && node.enum === undefined ? ['true', 'false'] : []),
  ];
  return [...new Set(words)].map((word) => ({ word, kind: 'value', ...described(node) }));
};

const keys = (node: SchemaNode, parent: string | undefined, names: PluginNames): readonly SchemaWord[] => [
  ...Object.entries(node.properties ?? {}).map(([word, property]): SchemaWord => ({
    word,
    kind: 'key',
    ...described(property),
  })),
  ...[
    ...(node.propertyNames?.examples ?? []).map(String),
    ...(parent !== undefined && BY_ARCHITECTURE.has(parent) && node.additionalProperties !== undefined
      ? names.architectures
      : []),
  ].map((word): SchemaWord => ({ word, kind: 'key', ...described(node) })),
];

/** The key that a place is below. */
const lastKey = (path: readonly PathPart[]): string | undefined => {
  const part = path.findLast((one) => one !== 'item');
  return part === undefined ? undefined : part.key;
};

/** The words that the schema knows for a place, in the order of the schema. */
export const wordsAt = (
  schema: SchemaNode,
  { path, key, siblings }: Place,
  names: PluginNames,
): readonly SchemaWord[] => {
  let node: SchemaNode | undefined = schema;
  for (const part of path) node = into(node, part);
  if (node === undefined) return [];
  if (key !== undefined) {
    const value = into(node, { key });
    return value === undefined ? [] : values(value, key, names);
  }
  const inList = path.at(-1) === 'item';
  return [
    ...keys(node, lastKey(path), names).filter(({ word }) => !siblings.includes(word)),
    ...(inList ? values(node, lastKey(path), names) : []),
  ];
};
