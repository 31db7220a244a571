import { hardwareId } from '../resources/eisa-id.js';
import type { AmlInterpreter } from './interpreter.js';
import { listNamespace } from './namespace-list.js';

/**
 * Paths of the devices whose `_HID` or `_CID` is one of `ids`, such as `PNP0C80`; identifiers are evaluated.
 * Nothing is said about whether a device is there: ask its `_STA`.
 */
export const findDevices = (interpreter: AmlInterpreter, ids: readonly string[]): string[] => {
  const wanted = new Set(ids);
  const matches = (path: string): boolean => {
    if (!interpreter.has(path)) return false;
    const value = interpreter.evaluate(path);
    const all = value?.type === 'package' ? value.elements : [value];
    return all.some(
      (one) => (one?.type === 'integer' || one?.type === 'string') && wanted.has(hardwareId(one.value)),
    );
  };
  return [...listNamespace(interpreter)]
    .filter(({ object }) => object.type === 'device' || object.type === 'processor')
    .map(({ path }) => path)
    .filter((path) => matches(`${path}._HID`) || matches(`${path}._CID`));
};
