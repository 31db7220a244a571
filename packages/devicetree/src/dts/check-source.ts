import { encodeText } from '../text.js';
import { type Place, sourceFault } from './source-text.js';
import {
  type Label,
  liveNodes,
  type SourceNode,
  type SourceProperty,
  type SourceTree,
} from './source-tree.js';
import { isReference } from './source-value.js';

/**
 * What dtc refuses in a tree that its grammar lets pass: names twice in a node, labels twice in a source, characters that
 * names cannot have. dtc's checks.c, the checks that are errors.
 *
 * @throws FormatError at the place of the first fault
 */
export const checkSource = (tree: SourceTree): void => {
  const owners = new Map<string, object>();
  const see = (labels: readonly Label[], owner?: object): void => {
    for (const label of labels) {
      const { name, place } = label;
      if (owners.has(name) && owners.get(name) !== owner) {
        throw sourceFault(
          place,
          'a label',
          `${name}, which stands before something else too`,
          'a label once',
        );
      }
      owners.set(name, owner ?? label);
    }
  };
  for (const node of liveNodes(tree.root)) {
    see(node.liveLabels, node);
    for (const property of node.liveProperties) {
      see(property.labels, property);
      see(property.valueLabels);
    }
    refuseTwice(node.liveChildren, 'node');
    refuseTwice(node.liveProperties, 'property');
    checkNodeName(node);
    for (const { name, place } of node.liveProperties) {
      if (name.includes('@')) throw sourceFault(place, 'a property name', name, 'a name without @');
    }
    removeName(node);
  }
};

const refuseTwice = (named: readonly { name: string; place: Place }[], what: string): void => {
  const names = new Set<string>();
  for (const { name, place } of named) {
    if (names.has(name))
      throw sourceFault(place, `a ${what}`, `${name} a second time in its node`, 'a name once');
    names.add(name);
  }
};

const checkNodeName = ({ name, place }: SourceNode): void => {
  if (name.split('@').length > 2) throw sourceFault(place, 'a node name', name, 'one @ at most');
};

/** `name` says what the node is called already: one that is right goes, as in dtc. */
const removeName = (node: SourceNode): void => {
  const property = node.property('name');
  if (property === undefined || property.deleted) return;
  const [base = ''] = node.name.split('@');
  if (!saysName(property, base)) {
    throw sourceFault(property.place, `property name of ${node.path}`, 'another name', `"${base}", or none`);
  }
  node.removeProperty(property);
};

const saysName = ({ pieces }: SourceProperty, base: string): boolean => {
  const bytes = pieces.flatMap((piece) => (isReference(piece) ? [-1] : [...piece]));
  const expected = encodeText(`${base}\0`);
  return bytes.length === expected.length && bytes.every((byte, index) => byte === expected[index]);
};
