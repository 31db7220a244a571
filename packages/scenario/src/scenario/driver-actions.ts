import type { AddressRange, PhysAddr } from '@warmboot/address';
import { rangeAt } from '@warmboot/address';
import type { AddressText, Architecture, Machine } from '@warmboot/core';
import { addressNames, virtioMem } from '@warmboot/core';

import type { Resolved } from './resolved.js';
import { refusedByPlatform } from './answer.js';
import type { DriverVerb } from '../written/verb.js';

/** What resolving needs to know beside the machine. */
export interface DriverSetting {
  readonly architecture: Architecture;
  address(text: AddressText): PhysAddr;
  /** Where the board puts a device of this size, when nobody says. */
  placeFor(id: string, size: number): PhysAddr;
  /** Keeps where a device was put under its name. */
  remember(id: string, range: AddressRange): void;
}

/** The first device of a dax region. */
const daxDevice = (region: string): string => `${region}.0`;

/** Verbs about memory that drivers bring, on one machine. */
export const resolveDriver = ({ platform }: Machine, verb: DriverVerb, setting: DriverSetting): Resolved => {
  switch (verb.kind) {
    case 'virtio-mem': {
      const region = placed(verb, setting);
      const slack = setting.architecture.referenceMachine?.virtioMemSlack;
      const device = virtioMem.device({
        id: verb.id,
        name: `virtio${platform.virtioMem?.size ?? 0}`,
        region,
        blockSize: addressNames.size(verb.blockSize)!,
        node: verb.node,
        ...(slack === undefined ? {} : { usableSlack: slack }),
      });
      const asked = virtioMem.withRequested(device, addressNames.size(verb.requested)!);
      if (!asked.ok) return { refused: refusedByPlatform(asked.errno, asked.reason) };
      return { actions: [{ kind: 'virtio-mem-add', device: asked.value }] };
    }
    case 'request':
      return { actions: [{ kind: 'virtio-mem', id: verb.id, requested: addressNames.size(verb.size)! }] };
    case 'retry':
      return { actions: [{ kind: 'virtio-mem-retry', id: verb.id }] };
    case 'kmem': {
      const name = daxDevice(verb.id);
      const known = platform.dax?.get(name);
      if (known !== undefined && verb.size === undefined) {
        return { actions: [{ kind: 'kmem-bind', device: known }] };
      }
      if (verb.size === undefined) {
        return {
          refused: refusedByPlatform('ENODEV', `there is no device ${name}, and no size to make one of`),
        };
      }
      const device = { name, range: placed({ ...verb, size: verb.size }, setting), node: verb.node ?? 0 };
      return { actions: [{ kind: 'kmem-bind', device }] };
    }
    case 'kmem-unbind':
      return { actions: [{ kind: 'kmem-unbind', name: daxDevice(verb.id) }] };
  }
};

const placed = (
  { id, size, at }: Pick<Extract<DriverVerb, { kind: 'virtio-mem' }>, 'id' | 'size' | 'at'>,
  { address, placeFor, remember }: DriverSetting,
): AddressRange => {
  const bytes = addressNames.size(size)!;
  const range = rangeAt(at === undefined ? placeFor(id, bytes) : address(at), bytes);
  remember(id, range);
  return range;
};
