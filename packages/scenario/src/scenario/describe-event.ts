import type { MachineEvent, MachineEventType } from '@warmboot/core';
import { hex, humanSize, memRange, sizeOf } from '@warmboot/address';

type Describers = {
  readonly [T in MachineEventType]: (event: Extract<MachineEvent, { type: T }>) => string;
};

const describers: Describers = {
  'dimm:plugged': ({ id, range }) => `${id}: ${humanSize(sizeOf(range))} at ${memRange(range)}`,
  'dimm:unplugged': ({ id, range }) => `${id} is gone, and with it ${memRange(range)}`,
  'dimm:eject-refused': ({ id, block, errno }) => `${id} stays: memory${block} did not go offline (${errno})`,
  'virtio-mem:requested': ({ id, requested }) => `${id}: ${humanSize(requested)}`,
  'virtio-mem:plugged': ({ id, range }) => `${id}: ${humanSize(sizeOf(range))} at ${memRange(range)}`,
  'virtio-mem:unplugged': ({ id, range }) => `${id}: ${humanSize(sizeOf(range))} at ${memRange(range)}`,
  'virtio-mem:short': ({ id, requested, plugged, errno, reason }) =>
    `${id} has ${humanSize(plugged)} plugged of ${humanSize(requested)} (${errno}: ${reason})`,
  'kmem:bound': ({ name, range }) => `${name}: ${memRange(range)} is memory`,
  'kmem:unbound': ({ name, range }) => `${name}: ${memRange(range)} is memory no more`,
  'memory:added': ({ range, resource }) => `${memRange(range)} is "${resource}" now`,
  'memory:removed': ({ range }) => `${memRange(range)} is no memory of the kernel's any more`,
  'memory:going-online': ({ block }) => `memory${block}`,
  'memory:online': ({ block, zone }) => `memory${block}, zone ${zone}`,
  'memory:cancel-online': ({ block }) => `memory${block}`,
  'memory:going-offline': ({ block }) => `memory${block}`,
  'memory:offline': ({ block }) => `memory${block}`,
  'memory:cancel-offline': ({ block }) => `memory${block}`,
  'memory:vetoed': ({ block, by, errno }) => `memory${block}, by ${by} (${errno})`,
  'kexec:loaded': ({ image, segments }) => `a ${image} image of ${segments} segments`,
  'kexec:unloaded': ({ image, why }) => `the ${image} image: ${why}`,
  'kexec:load-refused': ({ errno, reason }) => `${errno}: ${reason}`,
  'kexec:exec-refused': ({ errno, reason }) => `${errno}: ${reason}`,
  'kexec:jump': ({ entry }) => `to ${hex(entry)}`,
  'kexec:write-to-nothing': ({ address, segment }) =>
    `the ${segment} is copied to ${hex(address)}, where nothing answers`,
  'kexec:overwritten': ({ address, segment }) =>
    `the ${segment} is not what was loaded, from ${hex(address)} on`,
  'kexec:digest-mismatch': ({ expected, found }) => `${found}, where ${expected} was loaded`,
  'memory:written': ({ range }) => `${memRange(range)}, behind the kernel's back`,
  'boot:unmodelled': ({ reason }) => reason,
  'boot:reached': ({ kernelAt }) => `a kernel runs at ${hex(kernelAt)}`,
  'boot:failed': ({ outcome, reason }) => `${outcome}: ${reason}`,
};

/** One event in words, without its type. */
export const describeEvent = (event: MachineEvent): string => {
  // The table is indexed by the event's own type, which TypeScript cannot follow through a union.
  const describe = describers[event.type] as (event: MachineEvent) => string;
  return describe(event);
};
