import type { MemoryHotplugMachine } from '../../src/index.js';

const header = {
  oemId: 'WARMBT',
  oemTableId: 'WARMBOOT',
  oemRevision: 1,
  creatorId: 'WBT ',
  creatorRevision: 1,
};

/** Registers among the I/O ports, an event of fixed hardware. */
export const withGeneralPurposeEvent = (slots: number): MemoryHotplugMachine => ({
  header,
  integerWidth: 32,
  slots,
  wiring: { space: 'SystemIO', base: 0xa00n, event: { kind: 'general-purpose', method: '\\_GPE._E03' } },
});

/** Registers in memory, an event by interrupt. */
export const withGenericEventDevice = (slots: number): MemoryHotplugMachine => ({
  header,
  integerWidth: 64,
  slots,
  wiring: {
    space: 'SystemMemory',
    base: 0x907_0000n,
    event: {
      kind: 'generic-event-device',
      method: '\\_SB_.GED_._EVT',
      interrupt: 41,
      selector: { space: 'SystemMemory', base: 0x908_0000n },
    },
  },
});
