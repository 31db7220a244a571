/** A DIMM in a slot. */
export interface Dimm {
  /** Physical address of the first byte. */
  readonly base: number;
  /** Bytes. */
  readonly size: number;
  readonly proximityDomain: number;
}

/** One slot of the controller. */
export interface HotplugSlot {
  /** Absent when the slot is empty. */
  readonly dimm?: Dimm;
  /** A DIMM is in the slot and wired up. */
  readonly enabled: boolean;
  /** Insert event that the guest has not cleared. */
  readonly inserting: boolean;
  /** Remove event that the guest has not cleared. */
  readonly removing: boolean;
  /** What the guest last reported with `_OST`; it stays when the DIMM goes. */
  readonly ostEvent: number;
  readonly ostStatus: number;
}

/**
 * QEMU's memory hotplug controller as a value (hw/acpi/memory_hotplug.c, docs/specs/acpi_mem_hotplug.rst): 24 bytes of
 * registers that show one slot at a time, the one in the selector. Reading changes nothing.
 *
 * ```
 * offset  read                        write
 * 0x00    address, low half           slot selector
 * 0x04    address, high half          _OST event
 * 0x08    size, low half              _OST status (reports event and status)
 * 0x0c    size, high half             -
 * 0x10    proximity domain            -
 * 0x14    1 enabled 2 insert 4 remove 2 clears insert, else 4 clears remove, else 8 ejects
 * ```
 */
export interface MemoryHotplugController {
  readonly slots: readonly HotplugSlot[];
  readonly selector: number;
}

/** Bytes of the register block. */
export const CONTROLLER_SIZE = 0x18;

/** What the guest did to the controller that the outside sees. */
export type HotplugEffect =
  | { readonly kind: 'ost'; readonly slot: number; readonly event: number; readonly status: number }
  | { readonly kind: 'unplugged'; readonly slot: number; readonly dimm: Dimm };

const EMPTY_SLOT: HotplugSlot = {
  enabled: false,
  inserting: false,
  removing: false,
  ostEvent: 0,
  ostStatus: 0,
};

/** A controller with empty slots. */
export const createController = (slots: number): MemoryHotplugController => ({
  slots: Array.from({ length: slots }, () => EMPTY_SLOT),
  selector: 0,
});

const withSlot = (
  controller: MemoryHotplugController,
  index: number,
  change: (slot: HotplugSlot) => HotplugSlot,
): MemoryHotplugController => {
  const slot = controller.slots[index];
  if (slot === undefined)
    throw new TypeError(`no slot ${index} in a controller of ${controller.slots.length}`);
  return { ...controller, slots: controller.slots.with(index, change(slot)) };
};

/**
 * Puts a DIMM into an empty slot. A cold-plugged one is simply there; a hot-plugged one sets the insert event, and the
 * platform raises the memory event.
 */
export const plugDimm = (
  controller: MemoryHotplugController,
  index: number,
  dimm: Dimm,
  { cold = false }: { readonly cold?: boolean } = {},
): MemoryHotplugController =>
  withSlot(controller, index, (slot) => {
    if (slot.dimm !== undefined) throw new TypeError(`slot ${index} is taken`);
    return { ...slot, dimm, enabled: true, inserting: !cold };
  });

/** Asks the guest to let a DIMM go; the platform raises the memory event. */
export const requestUnplug = (controller: MemoryHotplugController, index: number): MemoryHotplugController =>
  withSlot(controller, index, (slot) => {
    if (slot.dimm === undefined) throw new TypeError(`slot ${index} is empty`);
    return { ...slot, removing: true };
  });

const MASK = { 8: 0xff, 16: 0xffff, 32: 0xffff_ffff } as const;

/** Reads a register. Beyond the last slot and in an empty one everything is 0; registers there are none read as ones. */
export const readController = (
  { slots, selector }: MemoryHotplugController,
  offset: number,
  width: 8 | 16 | 32,
): number => {
  const slot = slots[selector];
  if (slot === undefined) return 0;
  return (register(slot, offset) & MASK[width]) >>> 0;
};

const register = ({ dimm, enabled, inserting, removing }: HotplugSlot, offset: number): number => {
  const high = (value: number | undefined): number => Math.floor((value ?? 0) / 2 ** 32);
  switch (offset) {
    case 0x00:
      return (dimm?.base ?? 0) % 2 ** 32;
    case 0x04:
      return high(dimm?.base);
    case 0x08:
      return (dimm?.size ?? 0) % 2 ** 32;
    case 0x0c:
      return high(dimm?.size);
    case 0x10:
      return dimm?.proximityDomain ?? 0;
    case 0x14:
      return (enabled ? 1 : 0) | (inserting ? 2 : 0) | (removing ? 4 : 0);
    default:
      return 0xffff_ffff;
  }
};

/** Writes a register. @returns the controller after it, and what the outside sees of it */
export const writeController = (
  controller: MemoryHotplugController,
  offset: number,
  value: number,
): { readonly controller: MemoryHotplugController; readonly effects: readonly HotplugEffect[] } => {
  const { selector: index, slots } = controller;
  const slot = slots[index];
  if (slots.length === 0) return { controller, effects: [] };
  if (offset === 0) return { controller: { ...controller, selector: value >>> 0 }, effects: [] };
  if (slot === undefined) return { controller, effects: [] };
  const changed = (change: Partial<HotplugSlot>) =>
    withSlot(controller, index, (old) => ({ ...old, ...change }));
  switch (offset) {
    case 0x04:
      return { controller: changed({ ostEvent: value }), effects: [] };
    case 0x08: {
      const effect: HotplugEffect = { kind: 'ost', slot: index, event: slot.ostEvent, status: value };
      return { controller: changed({ ostStatus: value }), effects: [effect] };
    }
    case 0x14:
      if ((value & 2) !== 0) return { controller: changed({ inserting: false }), effects: [] };
      if ((value & 4) !== 0) return { controller: changed({ removing: false }), effects: [] };
      if ((value & 8) === 0 || !slot.enabled || slot.dimm === undefined) return { controller, effects: [] };
      return {
        controller: withSlot(controller, index, ({ dimm: _gone, ...rest }) => ({ ...rest, enabled: false })),
        effects: [{ kind: 'unplugged', slot: index, dimm: slot.dimm }],
      };
    default:
      return { controller, effects: [] };
  }
};
