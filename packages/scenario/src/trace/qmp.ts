import type { Dimm, Machine, UnplugOutcome } from '@warmboot/core';
import { OST_SOURCE_EJECT_REQUEST, OST_SUCCESS, sizeOf } from '@warmboot/core';

/** The memory backend that the recorder made for a device: `dimm1` is backed by `mem1`. */
const backendOf = (id: string): string => `/objects/${id.replace(/^dimm/, 'mem')}`;

/** QMP's query-memory-devices. */
export const memoryDevices = ({ platform }: Machine): readonly object[] =>
  [...platform.dimms.values()].map((dimm) => ({
    type: 'dimm',
    data: {
      memdev: backendOf(dimm.id),
      hotplugged: true,
      addr: dimm.range.start,
      hotpluggable: true,
      size: sizeOf(dimm.range),
      slot: dimm.slot,
      node: dimm.node,
      id: dimm.id,
    },
  }));

/** What device_add answers when the board cannot do it. */
export const qmpError = (description: string): object => ({
  error: { class: 'GenericError', desc: description },
});

/** The events of a device_del: one ACPI_DEVICE_OST for each status, and DEVICE_DELETED before the last of a success. */
export const unplugEvents = ({ id, slot }: Dimm, { removed, reported }: UnplugOutcome): readonly object[] =>
  reported.flatMap((status) => {
    const gone = removed && status === OST_SUCCESS;
    const ost = {
      event: 'ACPI_DEVICE_OST',
      data: {
        info: {
          // The device is gone by the time the guest reports success, and its name with it.
          ...(gone ? {} : { device: id }),
          source: OST_SOURCE_EJECT_REQUEST,
          status,
          slot: `${slot}`,
          'slot-type': 'DIMM',
        },
      },
    };
    const deleted = { event: 'DEVICE_DELETED', data: { device: id, path: `/machine/peripheral/${id}` } };
    return gone ? [deleted, ost] : [ost];
  });
