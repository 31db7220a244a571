import { isRegionSpaceName, REGION_SPACE } from '../aml/region-handler.js';
import { integerTerm, joined, nameString, packageLength, sized, type Aml } from './encoding.js';
import { EXTENDED_PREFIX } from '../aml/opcodes.js';

/** Name: a value under a name. */
export const namedValue = (path: string, value: Aml): Aml => joined([0x08], nameString(path), value);

/** Scope (ACPI 6.4 section 19.6.122). */
export const scope = (path: string, ...body: readonly Aml[]): Aml =>
  joined([0x10], sized(joined(nameString(path), ...body)));

/** Device (ACPI 6.4 section 19.6.30). */
export const device = (path: string, ...body: readonly Aml[]): Aml =>
  joined([EXTENDED_PREFIX, 0x82], sized(joined(nameString(path), ...body)));

/** What a method declares beside its body. */
export interface MethodShape {
  /** How many arguments it takes, 0 to 7. */
  readonly operands?: number;
  /** One caller at a time: for methods that declare names. */
  readonly serialized?: boolean;
}

/** Method (ACPI 6.4 section 19.6.85). */
export const method = (
  path: string,
  { operands = 0, serialized = false }: MethodShape,
  ...body: readonly Aml[]
): Aml => joined([0x14], sized(joined(nameString(path), [operands + (serialized ? 0x08 : 0)], ...body)));

/**
 * Mutex (ACPI 6.4 section 19.6.88).
 * @param syncLevel 0 to 15: a thread takes mutexes in ascending order
 */
export const mutex = (path: string, syncLevel = 0): Aml =>
  joined([EXTENDED_PREFIX, 0x01], nameString(path), [syncLevel]);

/** Registers: `length` bytes from `base` on. @throws TypeError for a space that has no name */
export const operationRegion = (path: string, space: string, base: number, length: number): Aml => {
  if (!isRegionSpaceName(space)) throw new TypeError(`there is no address space ${space}`);
  const place = [integerTerm(base), integerTerm(length)];
  return joined([EXTENDED_PREFIX, 0x80], nameString(path), [REGION_SPACE[space]], ...place);
};

/** How the fields of a list are accessed (ACPI 6.4 section 20.2.5.2). */
export interface FieldAccess {
  /** Bytes of one access. */
  readonly access: 1 | 2 | 4 | 8;
  /** What a write does to the other bits of the same access. */
  readonly update: 'preserve' | 'ones' | 'zeros';
}

const ACCESS_TYPE = { 1: 1, 2: 2, 4: 3, 8: 4 } as const;
const UPDATE_RULE = { preserve: 0, ones: 1, zeros: 2 } as const;

/**
 * Fields of a region, one after the other from its first bit on.
 * @param units a name and its bits; bits without a name are skipped
 */
export const fieldList = (
  region: string,
  { access, update }: FieldAccess,
  units: readonly (readonly [name: string | undefined, bits: number])[],
): Aml =>
  joined(
    [EXTENDED_PREFIX, 0x81],
    sized(
      joined(
        nameString(region),
        [ACCESS_TYPE[access] + UPDATE_RULE[update] * 0x20],
        ...units.map(([name, bits]) =>
          joined(name === undefined ? [0] : nameString(name), packageLength(bits)),
        ),
      ),
    ),
  );

/** Four bytes of a buffer under a name: CreateDWordField. */
export const dwordField = (source: Aml, offset: number, path: string): Aml =>
  joined([0x8a], source, integerTerm(offset), nameString(path));
