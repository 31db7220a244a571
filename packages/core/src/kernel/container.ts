import './reflect.js';
import { NAMES_BEFORE } from './global-names.js';
import { container, inject, injectable } from 'tsyringe';

/*
 * tsyringe's CommonJS build brings tslib, which puts each of its functions on the global object (`__extends`, and
 * twenty-odd more) and needs none of them there. What was not there before goes again; what was is somebody else's.
 */
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (name.startsWith('__') && !NAMES_BEFORE.has(name)) Reflect.deleteProperty(globalThis, name);
}

export { container, inject, injectable };
