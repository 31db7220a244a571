import type { IntegerWidth } from '../conversion.js';
import type { AmlValue } from '../value.js';
import { answerType, convertAnswer } from './convert-answer.js';
import { PREDEFINED_ANSWERS, type ElementRun, type PackageShape } from './predefined-names.js';

type Package = Extract<AmlValue, { type: 'package' }>;
type Elements = Package['elements'];

/** Where an answer comes from, as far as its repair depends on it. */
export interface AnswerPlace {
  /** Bits of an integer: 64 when absent. */
  readonly width?: IntegerWidth;
  /** Whether the device has a name of its own, such as `_PSS`. */
  readonly hasSibling?: (name: string) => boolean;
}

/** A template without resources. */
const END_TAG: readonly number[] = [0x79, 0];
const RESOURCES: ReadonlySet<string> = new Set(['_CRS', '_DMA', '_PRS']);

const packageOf = (elements: Elements): Package => ({ type: 'package', elements });
const isPackage = (value: AmlValue | undefined): value is Package => value?.type === 'package';

/** Nothing, 0, or an empty string or buffer stands for no resources. ACPICA nsconvert.c: acpi_ns_convert_to_resource. */
const asResources = (value: AmlValue | undefined): AmlValue | undefined => {
  const none =
    value === undefined ||
    (value.type === 'integer' && value.value === 0n) ||
    (value.type === 'string' && value.value === '') ||
    (value.type === 'buffer' && value.bytes.length === 0);
  return none ? { type: 'buffer', bytes: Uint8Array.from(END_TAG) } : value;
};

/** A string as UTF-16 with a zero at its end. ACPICA nsconvert.c: acpi_ns_convert_to_unicode. */
const asUnicode = (value: AmlValue | undefined): AmlValue | undefined =>
  value?.type !== 'string' || value.value === ''
    ? value
    : {
        type: 'buffer',
        bytes: Uint8Array.from([...value.value, '\0'].flatMap((one) => [one.charCodeAt(0), 0])),
      };

const withoutNothing = (elements: Elements): Elements => elements.filter((element) => element !== undefined);

const inRuns = (elements: Elements, runs: readonly ElementRun[], width: IntegerWidth): Elements => {
  const types = runs.flatMap((run) => Array.from({ length: run.count }, () => run.types));
  return elements.map((element, at) => {
    const expected = types[at];
    return expected === undefined ? element : convertAnswer(element, expected, width);
  });
};

const shaped = (list: Package, shape: PackageShape, width: IntegerWidth): Package => {
  switch (shape.kind) {
    case 'any-number':
      return packageOf(withoutNothing(list.elements).map((one) => convertAnswer(one, shape.types, width)));
    case 'fixed':
      return packageOf(inRuns(list.elements, shape.runs, width));
    case 'packages': {
      const elements = withoutNothing(list.elements);
      // The one package that there is may have been given without the package around it.
      const single = shape.behind === 0 && elements.length > 0 && !isPackage(elements[0]);
      const lists = single ? [packageOf(elements)] : elements.slice(shape.behind);
      const repaired = lists.map((one) =>
        isPackage(one) ? packageOf(inRuns(one.elements, shape.runs, width)) : one,
      );
      return packageOf([...(single ? [] : elements.slice(0, shape.behind)), ...repaired]);
    }
  }
};

/** Identifiers are in capitals and have no asterisk in front. ACPICA nsrepair2.c: acpi_ns_repair_HID. */
const identifier = (value: AmlValue | undefined): AmlValue | undefined =>
  value?.type === 'string' ? { type: 'string', value: value.value.replace(/^\*/, '').toUpperCase() } : value;

const keyOf = (list: AmlValue | undefined, at: number): bigint | undefined => {
  const element = isPackage(list) ? list.elements[at] : undefined;
  return element?.type === 'integer' ? element.value : undefined;
};

/** Packages in order of one of their elements, where all of them have it. */
const sorted = (lists: Elements, at: number, direction: 1 | -1): Elements => {
  if (lists.some((list) => keyOf(list, at) === undefined)) return lists;
  const order = (left: AmlValue | undefined, right: AmlValue | undefined): number => {
    const difference = (keyOf(left, at) ?? 0n) - (keyOf(right, at) ?? 0n);
    return difference === 0n ? 0 : difference < 0n ? -direction : direction;
  };
  return [...lists].sort(order);
};

/** States of a type that there is, counted, from the shallowest to the deepest. acpi_ns_repair_CST. */
const states = ({ elements }: Package): Package => {
  const lists = elements.slice(1).filter((list) => !isPackage(list) || (keyOf(list, 1) ?? 1n) !== 0n);
  const kept = lists.filter((list) => !isPackage(list) || list.elements.length > 0);
  return packageOf([{ type: 'integer', value: BigInt(kept.length) }, ...sorted(kept, 1, 1)]);
};

/** Source and source index in their places. acpi_ns_repair_PRT. */
const routing = ({ elements }: Package): Package =>
  packageOf(
    elements.map((list) => {
      if (!isPackage(list) || list.elements.length < 4 || list.elements[3]?.type === 'integer') return list;
      const [device, pin, source, index, ...rest] = list.elements;
      return packageOf([device, pin, index, source, ...rest]);
    }),
  );

/** Five bytes where five double words belong. acpi_ns_repair_FDE. */
const doubleWords = (value: AmlValue): AmlValue =>
  value.type === 'buffer' && value.bytes.length === 5
    ? { type: 'buffer', bytes: Uint8Array.from([...value.bytes].flatMap((byte) => [byte, 0, 0, 0])) }
    : value;

const particular = (name: string, value: AmlValue, place: AnswerPlace): AmlValue | undefined => {
  switch (name) {
    case '_HID':
      return identifier(value);
    case '_CID':
      return isPackage(value) ? packageOf(value.elements.map(identifier)) : identifier(value);
    case '_FDE':
    case '_GTM':
      return doubleWords(value);
    case '_STR':
      return asUnicode(value);
    default:
      break;
  }
  if (!isPackage(value)) return value;
  switch (name) {
    case '_ALR':
      return packageOf(sorted(value.elements, 1, 1));
    case '_CST':
      return states(value);
    case '_MLS':
      return packageOf(
        value.elements.map((list) =>
          isPackage(list)
            ? packageOf(list.elements.map((one, at) => (at === 1 ? asUnicode(one) : one)))
            : list,
        ),
      );
    case '_PRT':
      return routing(value);
    case '_PSS':
      return packageOf(sorted(value.elements, 0, -1));
    case '_TSS':
      return place.hasSibling?.('_PSS') === true ? value : packageOf(sorted(value.elements, 1, -1));
    default:
      return value;
  }
};

/**
 * The answer of a predefined name as its reader expects it: converted to the type that the name has, wrapped in a package,
 * without elements that have no value, in the order that is asked for. ACPICA nspredef.c, nsprepkg.c, nsrepair.c and
 * nsrepair2.c; strings of `_DEP` stay strings. What cannot be repaired comes back as it is, and so does the answer of any
 * other name.
 * @param name four characters: `_CRS`
 */
export const repairPredefined = (
  name: string,
  value: AmlValue | undefined,
  place: AnswerPlace = {},
): AmlValue | undefined => {
  const expected = PREDEFINED_ANSWERS.get(name);
  if (expected === undefined) return value;
  const { width = 64 } = place;
  const { types, shape } = expected;
  if (RESOURCES.has(name)) return asResources(value);
  const text = name === '_STR' ? asUnicode(value) : value;
  if (text === undefined) return text;
  let answer: AmlValue = convertAnswer(text, types, width) ?? text;
  if (!types.includes(answerType(answer)) && types.includes('package')) answer = packageOf([answer]);
  if (isPackage(answer) && shape !== undefined) answer = shaped(answer, shape, width);
  return particular(name, answer, place);
};
