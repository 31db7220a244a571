import type { Shape, MemberKind } from '../contract/extension-point.js';
import { PluginError } from './plugin-error.js';

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'an array' : withArticle(typeof value);

const withArticle = (kind: string): string =>
  kind === 'undefined' ? 'absent' : `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;

const fits = (value: unknown, kind: MemberKind): boolean => {
  if (kind === 'array') return Array.isArray(value);
  if (kind === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === kind;
};

const memberAt = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (parent, key) =>
        typeof parent === 'object' && parent !== null
          ? (parent as Readonly<Record<string, unknown>>)[key]
          : undefined,
      value,
    );

/**
 * What somebody's JavaScript handed over where a type was promised.
 * @param subject whose value it is: `plugin x: architecture NAME`
 * @throws PluginError that names the first member that is not what it has to be
 */
export const checkShape = (subject: string, value: unknown, shape: Shape): void => {
  if (!fits(value, 'object'))
    throw new PluginError(`${subject} is ${kindOf(value)}, and an object is wanted`);
  for (const [path, kind] of Object.entries(shape)) {
    const optional = path.endsWith('?');
    const name = optional ? path.slice(0, -1) : path;
    const member = memberAt(value, name);
    if (fits(member, kind) || (optional && member === undefined)) continue;
    throw new PluginError(
      `${subject}: ${name} is ${kindOf(member)}, and ${withArticle(kind)} is wanted${optional ? ', or nothing' : ''}`,
    );
  }
};
