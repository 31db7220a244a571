/**
 * Words that schemas of scenario files are made of.
 *
 * @module
 */

/** The pattern of a size, without anchors. */
const SIZE = String.raw`(?:0[xX][0-9a-fA-F]+|[0-9]+)(?:[kKmMgGtT](?:i?[bB])?)?`;
/** The pattern of a name, without anchors. */
export const NAME = '[A-Za-z][A-Za-z0-9_]*';

export const text = (description: string) => ({ type: 'string', description }) as const;

export const flag = (description: string) => ({ type: 'boolean', description }) as const;

export const size = (description: string) =>
  ({
    type: ['integer', 'string'],
    minimum: 0,
    pattern: `^${SIZE}$`,
    examples: ['1G', '512M', '0x40000000'],
    description,
  }) as const;

export const address = (description: string) =>
  ({
    type: ['integer', 'string'],
    minimum: 0,
    pattern: `^(?:${SIZE}|${NAME}(?:\\.end|\\.last)?(?: *[+-] *${SIZE})?)$`,
    examples: ['0x100000000', 'dimm1', 'dimm1+64M', 'dimm1.last'],
    description,
  }) as const;

export const names = (description: string) =>
  ({ type: ['string', 'array'], items: { type: 'string' }, minItems: 1, description }) as const;

export const memoryNames = (description: string) =>
  ({
    type: ['string', 'array'],
    pattern: `^${NAME}$`,
    items: { type: 'string', pattern: `^${NAME}$` },
    minItems: 1,
    examples: ['dimm1', 'boot'],
    description,
  }) as const;

export const count = (description: string, maximum: number) =>
  ({ type: 'integer', minimum: 0, maximum, description }) as const;

/** How many bits an address has. */
export const addressBits = (description: string) =>
  ({ type: 'integer', minimum: 32, maximum: 64, description }) as const;

export const identifier = (description: string) =>
  ({ type: 'string', pattern: `^${NAME}$`, maxLength: 64, examples: ['dimm1'], description }) as const;

export const object = <const P extends Record<string, object>>(
  description: string,
  properties: P,
  required: readonly (keyof P & string)[] = [],
) => ({ type: 'object', description, properties, required, additionalProperties: false }) as const;

export const byArchitecture = (description: string, value: object) => ({
  type: 'object',
  description,
  additionalProperties: value,
});

/** A verb without arguments: nothing follows its colon. */
export const bare = (description: string) => ({ type: ['null', 'object'], maxProperties: 0, description });

/** One block of memory, by number or by the device that it is in. */
export const block = (description: string) =>
  ({
    type: ['string', 'integer'],
    minimum: 0,
    pattern: `^(?:memory[0-9]+|${NAME}\\[[0-9]+\\])$`,
    examples: ['dimm1[0]', 'memory32', 32],
    description,
  }) as const;

/** The name of a run of kexec(8), which its later steps refer to. */
export const runName = (description: string) =>
  ({
    type: 'string',
    pattern: '^[A-Za-z][A-Za-z0-9_-]*$',
    maxLength: 64,
    examples: ['loader'],
    description,
  }) as const;
