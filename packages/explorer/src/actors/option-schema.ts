import { addressNames } from '@warmboot/core';

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

/** Things to do in a row. Each names one of these, and perhaps how. */
export const programOf = (
  acts: Readonly<Record<string, object>>,
  how: Readonly<Record<string, object>> = {},
) => ({
  type: 'array',
  minItems: 1,
  maxItems: 100,
  items: {
    type: 'object',
    properties: { ...acts, ...how },
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1 + Object.keys(how).length,
  },
  description: 'What it does, in this order.',
});

/** A device of the situation, by name. */
export const deviceIn = (devices: readonly string[]) => ({ type: 'string', enum: devices });

/** Blocks of a device: all of them, or one. */
export const blocksIn = (devices: readonly string[]) => ({
  type: ['string', 'integer'],
  pattern: String.raw`^(?:memory\d+|(?:${devices.join('|')})(?:\[\d+\])?)$`,
  examples: [...devices, ...devices.map((device) => `${device}[0]`), 'memory32'],
  description: 'Blocks of memory.',
});

/** An address, perhaps by a device. */
export const addressIn = (devices: readonly string[]) => ({
  type: ['integer', 'string'],
  minimum: 0,
  pattern: String.raw`^(?:0[xX][0-9a-fA-F]+|\d+[kKmMgGtT]?|(?:${[addressNames.BOOT_MEMORY, ...devices].join('|')})(?:\.end|\.last)?(?: *[+-] *(?:0[xX][0-9a-fA-F]+|\d+[kKmMgGtT]?))?)$`,
  examples: [
    ...devices,
    ...devices.map((device) => `${device}-64M`),
    `${addressNames.BOOT_MEMORY}.last`,
    '0x100000000',
  ],
  description: 'An address.',
});

export const SIZE = {
  type: ['integer', 'string'],
  minimum: 0,
  pattern: String.raw`^(?:0[xX][0-9a-fA-F]+|\d+[kKmMgGtT]?)$`,
  examples: ['64M', '0x1000'],
  description: 'A size.',
} as const;
