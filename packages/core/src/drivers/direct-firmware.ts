import type { Dimm } from '../device/dimm.js';
import { done, succeed } from '../answer/result.js';
import type {
  MemoryDeviceNode,
  MemoryDeviceNotice,
  MemoryDeviceTable,
  PluggedDevices,
  PresentMemoryDevice,
} from '../contract/hotplug-firmware.js';

/** There is no namespace: a device goes by the host's name for it. */
const nodeOf = ({ id, slot }: Dimm): MemoryDeviceNode => ({ path: id, instance: slot });

const noticeOf = (dimm: Dimm, request: MemoryDeviceNotice['request']): MemoryDeviceNotice => ({
  device: nodeOf(dimm),
  request,
});

const presentOf = (dimm: Dimm): PresentMemoryDevice => ({
  ...nodeOf(dimm),
  ranges: [dimm.range],
  proximityDomain: dimm.node,
});

const presentAt = (plugged: PluggedDevices, id: string): PresentMemoryDevice | undefined => {
  const dimm = plugged.get(id);
  return dimm === undefined ? undefined : presentOf(dimm);
};

/** Devices of the board's slots, in their order. */
const inSlots = (plugged: PluggedDevices): Dimm[] =>
  [...plugged.values()].filter(({ driver }) => driver === undefined).sort((a, b) => a.slot - b.slot);

/**
 * What a machine has of which no firmware that is registered knows anything: the kernel is told of every device, and of
 * each exactly what is plugged.
 */
export const directFirmware: MemoryDeviceTable = {
  accepts: () => done,
  inserted: (_plugged, dimm) => succeed([noticeOf(dimm, 'device-check')]),
  ejectRequested: (_plugged, dimm) => succeed([noticeOf(dimm, 'eject')]),
  describe: (plugged, { path }) => succeed(presentAt(plugged, path)),
  nodeOf,
  scan: (plugged) => succeed(inSlots(plugged).map(presentOf)),
  report: (_plugged, _device, _source, status) => succeed([status]),
  eject: (_plugged, { path }) => succeed([path]),
};
