import { addressNames } from '@warmboot/core';
import type { DeviceDescription, Situation } from '@warmboot/explorer';
import { FormatError } from '@warmboot/format';
import type { Scenario } from '@warmboot/scenario';

/**
 * Devices that are there when the machine is switched on, as a situation has them: plugged before anybody acts, each where
 * the board puts it next.
 * @throws FormatError for a device that has a place of its own, or that is no DIMM
 */
export const bootDevicesOf = ({
  bootDevices,
  file,
}: Scenario): Required<Pick<Situation, 'devices' | 'before'>> => {
  const devices: Record<string, DeviceDescription> = {};
  for (const device of bootDevices) {
    const fault = (found: string, allowed: string): FormatError =>
      new FormatError({
        format: 'scenario',
        file,
        field: `machine.qemu: -device ${device.id}`,
        found,
        allowed: `${allowed}, to explore on`,
      });
    if (device.kind !== 'plug') throw fault(`a device of ${device.kind}`, 'a pc-dimm');
    const { id, size, at, node, slot, driver } = device;
    if (at !== undefined || slot !== undefined || (node ?? 0) !== 0) {
      throw fault('one with a place of its own', 'no addr, slot or node');
    }
    devices[id] = { size: addressNames.size(size)!, ...(driver === undefined ? {} : { driver }) };
  }
  return { devices, before: Object.keys(devices).map((plug) => ({ plug })) };
};
