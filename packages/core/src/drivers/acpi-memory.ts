import type { AddressRange } from '@warmboot/address';
import { hex, overlaps, sizeOf } from '@warmboot/address';
import type { UnplugOutcome } from '../contract/hotplug-provider.js';
import type { DeviceProvider } from './device-provider.js';
import { directFirmware } from './direct-firmware.js';
import { namingOf } from './memory-naming.js';
import { vanish } from './on-the-bus.js';
import type {
  HotplugFirmware,
  MemoryDeviceTable,
  PresentMemoryDevice,
} from '../contract/hotplug-firmware.js';
import type { DeviceEject } from '../hotplug/eject.js';
import type { MemoryHotplug } from '../hotplug/memory-hotplug.js';
import { supportsMemmapOnMemory } from '../memory/memmap-on-memory.js';
import type { Policy } from '../contract/policy.js';
import type { KernelConfig } from '../contract/kernel-build.js';
import type { KernelProfile } from '../contract/profile.js';
import { blocksIn } from '../memory/blocks.js';
import type { Machine } from '../machine/machine.js';
import type { Dimm } from '../device/dimm.js';
import type { Result } from '../answer/result.js';
import { done, refuse, succeed } from '../answer/result.js';
import type { Transition } from '../machine/transition.js';

/** _OST status codes that the kernel reports for an eject request (source 3). ACPI 6.4, 6.3.5. */
export const OST_SOURCE_EJECT_REQUEST = 3;
/** _OST status: done. ACPI 6.4 table 6.62 */
export const OST_SUCCESS = 0x00;
/** _OST status: it failed, and no other status says why. */
const OST_NON_SPECIFIC_FAILURE = 0x01;
/** _OST status: the device is in use. */
const OST_DEVICE_BUSY = 0x82;
/** _OST status: the request was heard. */
const OST_EJECT_IN_PROGRESS = 0x84;

/**
 * Memory devices behind ACPI (PNP0C80): drivers/acpi/acpi_memhotplug.c. What the kernel learns of a device, it learns
 * from the machine's firmware. Stateless.
 */
export class AcpiMemory implements DeviceProvider {
  readonly name = 'acpi';
  readonly summary = 'memory devices (PNP0C80) of an ACPI namespace, by the firmware of the machine';
  readonly #hotplug: MemoryHotplug;
  readonly #eject: DeviceEject;
  readonly #policies: readonly Policy[];
  readonly #firmware: readonly HotplugFirmware[];
  readonly #pageSize: number;
  readonly #rescans: boolean;
  readonly #takesDevices: boolean;

  /**
   * @param profile of the running version
   * @param config of the running build
   */
  constructor(
    hotplug: MemoryHotplug,
    eject: DeviceEject,
    policies: readonly Policy[],
    firmware: readonly HotplugFirmware[],
    pageSize: number,
    { deviceCheckRescansBus = false }: Pick<KernelProfile, 'deviceCheckRescansBus'> = {},
    { acpiHotplugMemory = true }: Partial<Pick<KernelConfig, 'acpiHotplugMemory'>> = {},
  ) {
    this.#takesDevices = acpiHotplugMemory;
    this.#rescans = deviceCheckRescansBus;
    this.#hotplug = hotplug;
    this.#eject = eject;
    this.#policies = policies;
    this.#firmware = firmware;
    this.#pageSize = pageSize;
  }

  /** Whether the board has the slot, and nothing is in it. */
  accepts(transition: Transition, dimm: Dimm): Result {
    const table = this.#tableFor(transition, dimm);
    return table.ok ? table.value.accepts(transition.machine.platform.dimms, dimm) : table;
  }

  /** The platform asks to take a device out; the kernel offlines and removes its memory or refuses (core R2.26). */
  detach(transition: Transition, dimm: Dimm): Result<UnplugOutcome> {
    const { id } = dimm;
    const requested = this.requestEject(transition, dimm);
    if (!requested.ok) return requested;
    const reported: number[] = [];
    const report = (status: number): void => {
      reported.push(...this.#report(transition, dimm, status));
    };
    report(OST_EJECT_IN_PROGRESS);
    const outcome = this.#eject.eject(transition, requested.value);
    if (!outcome.ejected) {
      transition.emit({ type: 'dimm:eject-refused', id, block: outcome.block, errno: outcome.errno });
      report(OST_DEVICE_BUSY);
      return succeed({ removed: false, reported });
    }
    const gone = this.letGo(transition, dimm);
    report(gone.ok ? OST_SUCCESS : OST_NON_SPECIFIC_FAILURE);
    return succeed({ removed: gone.ok, reported });
  }

  /** The event that asks for a device back reaches the kernel. @returns the ranges of the device, to be offlined */
  requestEject(transition: Transition, dimm: Dimm): Result<readonly AddressRange[]> {
    const table = this.#tableFor(transition, dimm);
    if (!table.ok) return table;
    const { dimms } = transition.machine.platform;
    const notices = saying(transition, table.value.ejectRequested(dimms, dimm));
    if (!notices.ok) return notices;
    const notice = notices.value.find(({ request }) => request === 'eject');
    if (notice === undefined)
      return refuse('ENODEV', `the firmware asks for no device when ${dimm.id} should go`);
    const found = saying(transition, table.value.describe(dimms, notice.device));
    if (!found.ok) return found;
    if (found.value !== undefined) return succeed(found.value.ranges);
    return refuse('ENODEV', `the firmware says that nothing is at ${notice.device.path}`);
  }

  /** drivers/acpi/scan.c: acpi_scan_try_to_offline says it before anything is put back. */
  refused(transition: Transition, block: number): void {
    transition.say('warn', `memory memory${block}: Offline failed.`);
  }

  /** _EJ0: the device does not answer any more. */
  letGo(transition: Transition, dimm: Dimm): Result {
    const table = this.#tableFor(transition, dimm);
    if (!table.ok) return table;
    const node = table.value.nodeOf(dimm);
    const { platform } = transition.machine;
    const released = saying(transition, table.value.eject(platform.dimms, node));
    if (!released.ok) return released;
    const { id } = dimm;
    if (!released.value.includes(id)) {
      transition.say('warn', `ACPI: ${node.path}: Eject incomplete`);
      return refuse('EIO', `_EJ0 of ${node.path} does not let ${id} go`);
    }
    vanish(transition, dimm);
    return done;
  }

  /** acpi_scan at boot: every device that the firmware shows is attached again. */
  start(transition: Transition): void {
    const { machine } = transition;
    const { dimms } = machine.platform;
    if (dimms.size === 0) return;
    const table = saying(transition, this.#tableOf(machine));
    const found = table.ok ? saying(transition, table.value.scan(dimms)) : table;
    for (const device of found.ok ? found.value : []) this.#enable(transition, device);
  }

  /** The event after a plug reaches the kernel, which adds the memory of every device that the firmware then names. */
  attach(transition: Transition, dimm: Dimm): Result {
    const table = this.#tableFor(transition, dimm);
    if (!table.ok) return table;
    const { dimms } = transition.machine.platform;
    const notices = saying(transition, table.value.inserted(dimms, dimm));
    if (!notices.ok) return notices;
    const checks = notices.value.filter(({ request }) => request === 'device-check');
    if (checks.length === 0)
      return refuse('ENODEV', `the firmware names no device to the kernel when ${dimm.id} comes`);
    const results = checks.map(({ device }): Result => {
      const found = saying(transition, table.value.describe(dimms, device));
      if (!found.ok) return found;
      if (found.value === undefined) {
        return refuse('ENODEV', `the firmware says that nothing is at ${device.path}`);
      }
      return this.#rescans && dimm.driver === undefined
        ? this.#rescan(transition, table.value, found.value)
        : this.#enable(transition, found.value, dimm.driver);
    });
    return results.find(({ ok }) => !ok) ?? done;
  }

  /**
   * acpi_scan_device_check() since 6.9: the bus that a new device is on is scanned again, and with it every device that
   * was refused before is tried, and logged, once more. drivers/acpi/scan.c: acpi_scan_rescan_bus
   */
  #rescan(transition: Transition, table: MemoryDeviceTable, fresh: PresentMemoryDevice): Result {
    const { dimms } = transition.machine.platform;
    const refusedBefore = [...dimms.values()].some(
      ({ driver, range }) =>
        driver === undefined && !hasMemoryAt(transition.machine, [range]) && !isOf(fresh, range),
    );
    // A scan asks the firmware of every slot: only where somebody but the new device wants to be asked.
    if (!refusedBefore) return this.#enable(transition, fresh);
    const found = saying(transition, table.scan(dimms));
    if (!found.ok) return found;
    let result: Result = done;
    for (const device of found.value) {
      const isFresh = device.path === fresh.path;
      if (!isFresh && hasMemoryAt(transition.machine, device.ranges)) continue;
      const enabled = this.#enable(transition, device);
      if (isFresh) result = enabled;
    }
    return result;
  }

  /**
   * acpi_memory_enable_device(): EEXIST counts as attached, since the memory is the kernel's already. A proximity
   * domain that the kernel has no node for falls back to node 0.
   */
  #enable(transition: Transition, found: PresentMemoryDevice, driver?: string): Result {
    const { path, instance, ranges, proximityDomain = 0 } = found;
    // Without the driver the ACPI core knows of the device, and nobody adds its memory (core R2.33).
    if (driver === undefined && !this.#takesDevices) {
      return refuse('ENODEV', 'the kernel has no driver for memory devices (ACPI_HOTPLUG_MEMORY is off)');
    }
    const node = transition.machine.platform.nodes.includes(proximityDomain) ? proximityDomain : 0;
    const bytes = ranges.reduce((sum, range) => sum + sizeOf(range), 0);
    const results = ranges.map((range) =>
      this.#hotplug.add(transition, {
        range,
        node,
        ...namingOf(this.#policies, {
          id: path,
          range,
          node,
          slot: instance,
          ...(driver === undefined ? {} : { driver }),
        }),
        group: { kind: 'static', pages: bytes / this.#pageSize },
        memmapOnMemory: supportsMemmapOnMemory(transition.machine.memory, range),
      }),
    );
    if (results.some((result) => result.ok || result.errno === 'EEXIST')) return done;
    const device = `acpi PNP0C80:${hex(instance).slice(2).padStart(2, '0')}`;
    transition.say('error', `${device}: add_memory failed`);
    transition.say('error', `${device}: acpi_memory_enable_device() error`);
    return results[0] ?? refuse('EINVAL', `the firmware gives ${path} no memory`);
  }

  /** _OST. @returns the status codes that reached the host */
  #report(transition: Transition, dimm: Dimm, status: number): readonly number[] {
    const table = this.#tableFor(transition, dimm);
    if (!table.ok) return [];
    const { dimms } = transition.machine.platform;
    const reached = table.value.report(dimms, table.value.nodeOf(dimm), OST_SOURCE_EJECT_REQUEST, status);
    const heard = saying(transition, reached);
    return heard.ok ? heard.value : [];
  }

  /** The firmware that a device is behind; one that a driver brings is behind none. */
  #tableFor(transition: Transition, { driver }: Dimm): Result<MemoryDeviceTable> {
    return driver === undefined
      ? saying(transition, this.#tableOf(transition.machine))
      : succeed(directFirmware);
  }

  /** The first firmware that knows the machine. */
  #tableOf({ files }: Machine): Result<MemoryDeviceTable> {
    for (const firmware of this.#firmware) {
      const table = firmware.open(files);
      if (table !== undefined) return table;
    }
    return succeed(directFirmware);
  }
}

/** Whether the kernel has memory of a device: then a driver holds it. */
const hasMemoryAt = ({ memory }: Machine, ranges: readonly AddressRange[]): boolean =>
  ranges.some((range) => blocksIn(memory, range).next().done !== true);

const isOf = ({ ranges }: PresentMemoryDevice, range: AddressRange): boolean =>
  ranges.some((own) => overlaps(own, range));

/** The log of a kernel that is told no. */
const saying = <T>(transition: Transition, result: Result<T>): Result<T> => {
  if (!result.ok) for (const { level, text } of result.log ?? []) transition.say(level, text);
  return result;
};
