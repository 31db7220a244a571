import type { Action } from '@warmboot/core';
import { hex } from '@warmboot/address';

import type { Json } from '../model/json.js';

/** A value as JSON: 64-bit numbers become `0x...`, bytes become `hex:...`, what JSON cannot say is left out. */
export const toJson = (value: unknown): Json => {
  if (typeof value === 'bigint') return hex(value);
  if (value === Infinity) return 'Infinity';
  if (value instanceof Uint8Array) {
    return `hex:${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  }
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value as Json;
  const kept = Object.entries(value).filter(
    ([, field]) => field !== undefined && typeof field !== 'function',
  );
  return Object.fromEntries(kept.map(([name, field]) => [name, toJson(field)]));
};

/** Bytes of a hand-over are the loader's own work: whoever plays the story again has them made again. */
const withoutBytes = (value: unknown): unknown => {
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutBytes);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'bytes' && name !== 'content')
      .map(([name, field]) => [name, withoutBytes(field)]),
  );
};

/** An action in core's own words, as JSON. */
export const actionData = (action: Action): Json => toJson(withoutBytes(action));

/** What an action was answered, as JSON. */
export const resultData = (result: unknown): Json => toJson(withoutBytes(result));
