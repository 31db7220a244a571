import type { AmlContext } from './context.js';
import type { NamespaceNode } from './objects.js';
import { ROOT_OWNER } from './namespace.js';
import { integer, string, type AmlObject } from './objects.js';

/** The names that are there before any table (ACPI 6.4 section 5.3.1 and 5.7, ACPICA utglobal.c). */
export const addPredefined = (context: AmlContext, osi: readonly string[]): void => {
  const { namespace } = context;
  const add = (name: string, object: (node: NamespaceNode) => AmlObject): void => {
    const path = { absolute: true, parents: 0, segments: [name] };
    const node = namespace.create(path, namespace.root, ROOT_OWNER);
    node.object = object(node);
  };
  add('_GPE', (node) => ({ type: 'scope', node }));
  add('_PR_', (node) => ({ type: 'scope', node }));
  add('_SB_', (node) => ({ type: 'device', node }));
  add('_SI_', (node) => ({ type: 'scope', node }));
  add('_TZ_', (node) => ({ type: 'device', node }));
  add('_REV', () => integer(2));
  add('_OS_', () => string('Microsoft Windows NT'));
  add('_GL_', () => ({ type: 'mutex', syncLevel: 0, held: 0, previousLevel: 0 }));
  add('_OSI', () => ({
    type: 'native-method',
    argumentCount: 1,
    // All 64 bits, whatever the width of integers: the answer does not come from byte code.
    run: ([name]) =>
      integer(name?.type === 'string' && osi.includes(name.value) ? 0xffff_ffff_ffff_ffffn : 0n),
  }));
};
