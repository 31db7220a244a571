/** An object of these members and no other, as the options of an actor. */
export const optionsOf = (
  properties: Readonly<Record<string, object>>,
  required: readonly string[] = [],
) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/** Things to do in a row, each an object with one of these members, or with one and what belongs to it. */
export const programOf = (...acts: readonly object[]) => ({
  type: 'array',
  minItems: 1,
  maxItems: 100,
  items: { type: 'object', oneOf: acts },
  description: 'What it does, in this order.',
});

export const ADDRESS_SCHEMA = {
  type: ['integer', 'string'],
  minimum: 0,
  pattern: String.raw`^(?:0[xX][0-9a-fA-F]+|\w+(?:\.end|\.last)?(?: *[+-] *\w+)?)$`,
  examples: ['dimm1', 'dimm1-64M', 'boot.last', '0x100000000'],
  description: 'An address.',
} as const;

export const DEVICE_SCHEMA = { type: 'string', description: 'The name of a device.' } as const;
