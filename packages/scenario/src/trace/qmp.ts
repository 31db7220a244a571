import type { Dimm, extend, Machine, VirtioMemDevice } from '@warmboot/core';
import { acpiOst, virtioMem } from '@warmboot/core';
import { sizeOf } from '@warmboot/address';

/** The memory backend that the recorder made for a device: `dimm1` is backed by `mem1`. */
const backendOf = (id: string): string => `/objects/${id.replace(/^dimm/, 'mem')}`;

/** Backends of the devices that the board was built with, by the device's name. */
export type Backends = ReadonlyMap<string, string>;

/** QMP's query-memory-devices, in the order of addresses. */
export const memoryDevices = ({ platform }: Machine, backends: Backends): readonly object[] =>
  [
    ...[...platform.dimms.values()].map((dimm) => ({ at: dimm.range.start, entry: dimmEntry(dimm) })),
    ...[...(platform.virtioMem?.values() ?? [])].map((device) => ({
      at: device.region.start,
      entry: virtioMemEntry(device, backends),
    })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);

const dimmEntry = (dimm: Dimm): object => ({
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
});

const virtioMemEntry = (device: VirtioMemDevice, backends: Backends): object => ({
  type: 'virtio-mem',
  data: {
    memdev: backends.get(device.id) ?? backendOf(device.id),
    memaddr: device.region.start,
    'block-size': device.blockSize,
    size: virtioMem.pluggedBytes(device),
    node: device.node,
    'max-size': sizeOf(device.region),
    'requested-size': device.requested,
    id: device.id,
  },
});

/** What device_add answers when the board cannot do it. */
export const qmpError = (description: string): object => ({
  error: { class: 'GenericError', desc: description },
});

/** The events of a device_del: one ACPI_DEVICE_OST for each status, and DEVICE_DELETED before the last of a success. */
export const unplugEvents = (
  { id, slot }: Dimm,
  { removed, reported }: extend.UnplugOutcome,
): readonly object[] =>
  reported.flatMap((status) => {
    const gone = removed && status === acpiOst.SUCCESS;
    const ost = {
      event: 'ACPI_DEVICE_OST',
      data: {
        info: {
          // The device is gone by the time the guest reports success, and its name with it.
          ...(gone ? {} : { device: id }),
          source: acpiOst.EJECT_REQUEST,
          status,
          slot: `${slot}`,
          'slot-type': 'DIMM',
        },
      },
    };
    const deleted = { event: 'DEVICE_DELETED', data: { device: id, path: `/machine/peripheral/${id}` } };
    return gone ? [deleted, ost] : [ost];
  });
