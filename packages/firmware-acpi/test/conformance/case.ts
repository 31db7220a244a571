/** One method of a conformance table. */
export interface Case {
  /** ASL statements of the method body. */
  readonly body: string;
  /** Everything the method needs at table level, declared right before it. */
  readonly before?: string;
}

/** A conformance table: what all methods share, and the methods. */
export interface Subject {
  readonly name: string;
  readonly shared: string;
  readonly cases: readonly Case[];
}

/** Four-character method names in order: M000 to MFFF. */
export const methodName = (index: number): string => `M${index.toString(16).toUpperCase().padStart(3, '0')}`;

/** A method that returns one expression. */
export const returns = (expression: string): Case => ({ body: `Return (${expression})` });

/** A method of several statements. */
export const runs = (body: string, before?: string): Case =>
  before === undefined ? { body } : { body, before };

/** Every pair of two lists. */
export const pairs = <A, B>(first: readonly A[], second: readonly B[]): (readonly [A, B])[] =>
  first.flatMap((left) => second.map((right) => [left, right] as const));

/** The ASL text of a subject. */
export const aslOf = ({ name, shared, cases }: Subject): string => {
  const methods = cases.map(({ body, before }, index) => {
    const lead = before === undefined ? '' : `  ${before}\n`;
    return `${lead}  Method (${methodName(index)}, 0, Serialized)\n  {\n    ${body}\n  }\n`;
  });
  const block = `DefinitionBlock ("", "DSDT", 2, "WARMBT", "${name.slice(0, 8).toUpperCase()}", 0x00000001)`;
  return `${block}\n{\n${shared}\n${methods.join('\n')}}\n`;
};
