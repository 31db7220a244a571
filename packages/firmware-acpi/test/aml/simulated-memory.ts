import type { RegionHandler } from '../../src/index.js';

/** Memory that is zero until it is written, as acpiexec simulates it. */
export const simulatedMemory = (): RegionHandler => {
  const bytes = new Map<bigint, bigint>();
  return {
    read: (address, width) => {
      let value = 0n;
      for (let at = width / 8 - 1; at >= 0; at--)
        value = (value << 8n) | (bytes.get(address + BigInt(at)) ?? 0n);
      return value;
    },
    write: (address, width, value) => {
      for (let at = 0; at < width / 8; at++)
        bytes.set(address + BigInt(at), (value >> BigInt(8 * at)) & 0xffn);
    },
  };
};

/** Handlers for everything the recorded tables touch. */
export const simulatedSpaces = () => ({
  SystemMemory: simulatedMemory(),
  SystemIO: simulatedMemory(),
  PCI_Config: simulatedMemory(),
});
