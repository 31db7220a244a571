import type { AmlInterpreter } from '../aml/interpreter.js';
import { findDevices } from '../aml/find-devices.js';
import { listNamespace } from '../aml/namespace-list.js';
import { parseResourceTemplate } from '../resources/resource-template.js';

/** Memory hotplug in the selector of QEMU's generic event device (hw/acpi/generic_event_device.c). */
export const GED_MEMORY_EVENT = 1;

/** Where the registers of a controller are, and how its events reach byte code. */
export interface HotplugWiring {
  readonly space: string;
  /** Address of the first register. */
  readonly base: bigint;
  readonly event:
    | { readonly kind: 'general-purpose'; readonly method: string }
    | {
        readonly kind: 'generic-event-device';
        readonly method: string;
        /** The interrupt the event is pulsed on, which is the argument of the method. */
        readonly interrupt: number;
        /** The event selector, a register that is cleared by reading it. */
        readonly selector: { readonly space: string; readonly base: bigint };
      };
}

/** The general-purpose event of memory hotplug on machines with fixed hardware. */
const GENERAL_PURPOSE_METHOD = '\\_GPE._E03';
/** Hardware identifier of the device that turns interrupts into events (ACPI 6.4 section 5.6.9). */
export const GENERIC_EVENT_DEVICE = 'ACPI0013';

/** What the region of the controller's registers is called. */
export const REGISTERS = 'HPMR';

/** Finds the memory hotplug controller of a machine in its namespace. @returns undefined when it has none */
export const findHotplugWiring = (interpreter: AmlInterpreter): HotplugWiring | undefined => {
  const entries = [...listNamespace(interpreter)];
  const region = (under: string, name?: string) =>
    entries.find(({ path, object, name: own }) => {
      const inside = path.startsWith(under) && object.type === 'operation-region';
      return inside && (name === undefined || own === name);
    })?.object;
  const registers = region('\\', REGISTERS);
  if (registers?.type !== 'operation-region') return undefined;
  const { space, base } = registers;
  for (const device of findDevices(interpreter, [GENERIC_EVENT_DEVICE])) {
    const selector = region(`${device}.`);
    const method = `${device}._EVT`;
    if (selector?.type !== 'operation-region' || !interpreter.has(method)) continue;
    const template = parseResourceTemplate(interpreter.evaluateBuffer(`${device}._CRS`));
    const [interrupt] = template.flatMap((one) => (one.kind === 'extended-interrupt' ? one.interrupts : []));
    if (interrupt === undefined) continue;
    const place = { space: selector.space, base: selector.base };
    return { space, base, event: { kind: 'generic-event-device', method, interrupt, selector: place } };
  }
  if (!interpreter.has(GENERAL_PURPOSE_METHOD)) return undefined;
  return { space, base, event: { kind: 'general-purpose', method: GENERAL_PURPOSE_METHOD } };
};
