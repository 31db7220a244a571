import type { VirtioMemFacts } from '../../../src/device/virtio-mem.js';
import { pluggedBytes, virtioMemDevice } from '../../../src/device/virtio-mem.js';
import type { VirtioMemSizes } from '../../../src/drivers/virtio-mem/sizes.js';
import { virtioMemSizes } from '../../../src/drivers/virtio-mem/sizes.js';
import { GiB, MiB, rangeAt } from '@warmboot/address';
import { printIomem } from '../../../src/resource/iomem-text.js';

import type { FakeMachineOptions } from '../../fake-machine.js';
import { PLUGGED_AT, RunningMachine } from '../../memory/running-machine.js';

export const BLOCK = 128 * MiB;

/** Boot memory reaches into the zone Normal, so that the kernel's own data is there. */
export const ROOMY: FakeMachineOptions = { memorySize: 6 * GiB };

/** A machine with one virtio-mem device of 2 GiB, of which nothing is requested. */
export class VirtualMachine extends RunningMachine {
  constructor(options: FakeMachineOptions = ROOMY, facts: Partial<VirtioMemFacts> = {}) {
    super(options);
    this.attach(facts);
  }

  attach(facts: Partial<VirtioMemFacts> = {}) {
    const device = virtioMemDevice({
      id: 'vm0',
      name: 'virtio0',
      region: rangeAt(PLUGGED_AT, 2 * GiB),
      blockSize: 2 * MiB,
      node: 0,
      ...facts,
    });
    return this.do<'virtio-mem-add'>({ kind: 'virtio-mem-add', device });
  }

  request(requested: number, id = 'vm0') {
    return this.do<'virtio-mem'>({ kind: 'virtio-mem', id, requested });
  }

  retry(id = 'vm0') {
    return this.do<'virtio-mem-retry'>({ kind: 'virtio-mem-retry', id });
  }

  autoOnline(word: string) {
    return this.do<'auto-online'>({ kind: 'auto-online', word });
  }

  onlineAll(word: 'online' | 'online_movable' = 'online') {
    return this.do<'online'>({ kind: 'online', word, blocks: 'all' });
  }

  get device() {
    return this.machine.platform.virtioMem!.get('vm0')!;
  }

  get driver() {
    return this.machine.virtioMem!.get('vm0')!;
  }

  get plugged(): number {
    return pluggedBytes(this.device);
  }

  get sizes(): VirtioMemSizes {
    return virtioMemSizes(this.machine, 'vm0');
  }

  /** Lines of /proc/iomem from the device's region on, without the addresses' leading part. */
  get region(): string[] {
    return printIomem(this.machine.iomem)
      .split('\n')
      .filter((line) => line.includes('virtio'));
  }

  /** Numbers of the blocks above the boot memory. */
  get blocks(): number[] {
    return [...this.machine.memory.blocks.keys()].filter((id) => id * BLOCK >= PLUGGED_AT);
  }
}
