import type { Kernel, Machine } from '@warmboot/core';

/** Values as text, bytes and bigints included: equal for equal values. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === 'bigint') return `${item}n`;
    if (item instanceof Uint8Array) return `bytes ${digestOf(item)}`;
    if (item instanceof Map) return { map: [...(item as ReadonlyMap<unknown, unknown>)] };
    if (typeof item === 'function') return undefined;
    return item;
  }) ?? 'undefined';

const digestOf = (bytes: Uint8Array): string => {
  // Long blobs are compared by a sum: what is looked for is any change at all.
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return `${bytes.length} ${sum >>> 0}`;
};

/** All of a machine that anybody can look at, as text. */
export const portraitOf = (kernel: Kernel, machine: Machine): string =>
  textOf({
    observed: machine.halted === undefined ? kernel.observe(machine) : machine.halted,
    platform: machine.platform,
    kernel: machine.kernel,
    memblock: machine.memblock,
    kexec: machine.kexec,
    files: machine.files,
  });
