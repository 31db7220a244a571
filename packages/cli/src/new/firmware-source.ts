import type { PartSource } from './part-source.js';

/** Firmware that knows slots from the start, to be changed into another. */
export const firmwareSource: PartSource = {
  point: undefined,
  registers: (identifier) => `context.hotplugFirmware(${identifier})`,
  describe: 'describeFirmware',
  chosenWith: undefined,
  test: (identifier) => `import { describeFirmware } from '@warmboot/conformance';
import { SLOTS_FILE, ${identifier} } from '../index.js';

// The files of a machine that has this firmware: here, four slots for memory.
describeFirmware(${identifier}, { files: new Map([[SLOTS_FILE, new TextEncoder().encode('4')]]) });
`,
  code: (name, identifier) => `import { done, refuse, succeed } from '@warmboot/core/plugin';

/** Where the kernel shows what this firmware says: how many slots for memory the board has. */
export const SLOTS_FILE = '/sys/firmware/${name}/slots';

/**
 * Firmware through which a kernel learns of memory devices, and gives them back. This one has numbered slots, and tells of
 * each what is plugged into it. It keeps nothing between calls: what is plugged is an argument of each.
 * @type {import('@warmboot/core').HotplugFirmware}
 */
export const ${identifier} = {
  name: '${name}',
  open: (files) => {
    const file = files.get(SLOTS_FILE);
    // A machine without the file is of other firmware.
    if (file === undefined) return undefined;
    const slots = Number(new TextDecoder().decode(file));
    return Number.isSafeInteger(slots) && slots > 0
      ? succeed(tableOf(slots))
      : refuse('ENODEV', \`\${SLOTS_FILE} is no number of slots\`);
  },
};

/**
 * @param {number} slots
 * @returns {import('@warmboot/core').MemoryDeviceTable}
 */
const tableOf = (slots) => {
  /** @param {number} slot */
  const nodeAt = (slot) => ({ path: \`slot\${slot}\`, instance: slot });
  /** @param {import('@warmboot/core').Dimm} dimm */
  const present = ({ slot, range, node }) => ({ ...nodeAt(slot), ranges: [range], proximityDomain: node });
  return {
    nodeOf: ({ slot }) => nodeAt(slot),
    accepts: (plugged, { slot }) => {
      if (slot >= slots) return refuse('ENODEV', \`there is no slot \${slot} among \${slots}\`);
      const taken = [...plugged.values()].find((other) => other.slot === slot);
      return taken === undefined ? done : refuse('EBUSY', \`\${taken.id} is in slot \${slot}\`);
    },
    // The events: whom the firmware names to the kernel, and what for.
    inserted: (_, { slot }) => succeed([{ device: nodeAt(slot), request: 'device-check' }]),
    ejectRequested: (_, { slot }) => succeed([{ device: nodeAt(slot), request: 'eject' }]),
    // What the kernel then asks.
    describe: (plugged, { instance }) => {
      const dimm = [...plugged.values()].find(({ slot }) => slot === instance);
      return succeed(dimm && present(dimm));
    },
    scan: (plugged) => succeed([...plugged.values()].map(present)),
    // What it reports, and how it lets go.
    report: (_, __, ___, status) => succeed([status]),
    eject: (plugged, { instance }) =>
      succeed([...plugged.values()].filter(({ slot }) => slot === instance).map(({ id }) => id)),
  };
};
`,
};
