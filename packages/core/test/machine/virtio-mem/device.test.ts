import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VirtioMemDevice, VirtioMemRequest } from '../../../src/device/virtio-mem.js';
import {
  answerRequest,
  pluggedBytes,
  virtioMemDevice,
  withRequested,
} from '../../../src/device/virtio-mem.js';
import { blockModeOf } from '../../../src/device/block-mode.js';
import { GiB, MiB, rangeAt } from '@warmboot/address';
import { isRamForVmcore } from '../../../src/drivers/virtio-mem/capture.js';

const AT = 4 * GiB;

const device = (change: Partial<VirtioMemDevice> = {}): VirtioMemDevice => ({
  ...virtioMemDevice({
    id: 'vm0',
    name: 'virtio0',
    region: rangeAt(AT, GiB),
    blockSize: 2 * MiB,
    node: 0,
    requested: 128 * MiB,
  }),
  ...change,
});

const plug = (at: number, size: number): VirtioMemRequest => ({
  type: 'plug',
  range: rangeAt(AT + at, size),
});
const unplug = (at: number, size: number): VirtioMemRequest => ({
  type: 'unplug',
  range: rangeAt(AT + at, size),
});
const state = (at: number, size: number): VirtioMemRequest => ({
  type: 'state',
  range: rangeAt(AT + at, size),
});

const answers = (start: VirtioMemDevice, ...requests: VirtioMemRequest[]): string[] => {
  let now = start;
  return requests.map((request) => {
    const { response, device: next } = answerRequest(now, request);
    now = next;
    return response.type === 'ack' ? (response.state ?? 'ack') : response.type;
  });
};

describe('requests to a virtio-mem device', () => {
  it('firmware-acpi 9: PLUG wants unplugged blocks and no more than is requested', () => {
    expect(answers(device(), plug(0, 64 * MiB), plug(32 * MiB, 64 * MiB), plug(64 * MiB, 66 * MiB))).toEqual([
      'ack',
      'error',
      'nack',
    ]);
  });

  it('firmware-acpi 9: UNPLUG wants plugged blocks', () => {
    expect(answers(device(), plug(0, 8 * MiB), unplug(4 * MiB, 8 * MiB), unplug(4 * MiB, 4 * MiB))).toEqual([
      'ack',
      'error',
      'ack',
    ]);
  });

  it('firmware-acpi 9: STATE tells plugged, unplugged and mixed', () => {
    const requests = [state(0, 8 * MiB), state(8 * MiB, 8 * MiB), state(4 * MiB, 8 * MiB)];
    expect(answers(device(), plug(0, 8 * MiB), ...requests)).toEqual([
      'ack',
      'plugged',
      'unplugged',
      'mixed',
    ]);
  });

  it.each([
    ['not aligned', plug(MiB, 2 * MiB)],
    ['empty', plug(0, 0)],
    ['not made of whole blocks', plug(0, 3 * MiB)],
    ['below the region', plug(-2 * MiB, 2 * MiB)],
    ['above the usable region', plug(384 * MiB, 2 * MiB)],
  ])('firmware-acpi X1: a range that is %s is an error', (_why, request) => {
    expect(answers(device(), request)).toEqual(['error']);
  });

  it('firmware-acpi X1: a request names its blocks in 16 bits', () => {
    const wide = device({ region: rangeAt(AT, 256 * GiB), requested: 256 * GiB, usable: 256 * GiB });
    expect(answers(wide, plug(0, 0x1_0000 * 2 * MiB), plug(0, 0xffff * 2 * MiB))).toEqual(['error', 'ack']);
  });

  it('firmware-acpi 9: a busy host says so, unless the request is wrong', () => {
    const busy = device({ busy: true });
    expect(answers(busy, plug(0, 2 * MiB), { type: 'unplug-all' }, unplug(0, 2 * MiB))).toEqual([
      'busy',
      'busy',
      'error',
    ]);
  });
});

describe('the usable region', () => {
  it('firmware-acpi X2: is the requested size and a slack, within the region, and nothing for nothing', () => {
    expect(device().usable).toBe(384 * MiB);
    expect(device({ ...withRequestedOf(GiB) }).usable).toBe(GiB);
    expect(virtioMemDevice({ ...device(), requested: 0 }).usable).toBe(0);
  });

  it('firmware-acpi X2: grows with requests and shrinks only by UNPLUG_ALL', () => {
    const smaller = withRequested(device(), 2 * MiB);
    if (!smaller.ok) throw new TypeError(smaller.reason);
    expect(smaller.value.usable).toBe(384 * MiB);
    expect(answerRequest(smaller.value, { type: 'unplug-all' }).device.usable).toBe(258 * MiB);
  });

  it('a size that the device cannot have is EINVAL', () => {
    for (const requested of [-2 * MiB, GiB + 2 * MiB, MiB, Number.NaN]) {
      expect(withRequested(device(), requested)).toMatchObject({ errno: 'EINVAL' });
    }
  });
});

const withRequestedOf = (requested: number): VirtioMemDevice => virtioMemDevice({ ...device(), requested });

describe('block modes', () => {
  it.each([
    [2, 128, 4, 'sub-block', 128, 4],
    [2, 128, 2, 'sub-block', 128, 2],
    [64, 128, 4, 'sub-block', 128, 64],
    [128, 128, 4, 'big-block', 128, 128],
    [256, 128, 4, 'big-block', 256, 256],
    // Pages of 64 KiB: pageblocks as large as memory blocks.
    [2, 512, 512, 'big-block', 512, 512],
  ] as const)(
    'firmware-acpi X3: device blocks of %i, memory blocks of %i and pageblocks of %i MiB make %s mode',
    (deviceBlock, block, pageblock, kind, unit, step) => {
      const mode = blockModeOf({ blockSize: deviceBlock * MiB }, block * MiB, pageblock * MiB);
      expect(mode).toEqual({ kind, unit: unit * MiB, step: step * MiB });
    },
  );
});

describe('/proc/vmcore', () => {
  it('firmware-acpi X7: memory of a device is there as far as the device says that it is plugged', () => {
    const { device: plugged } = answerRequest(device(), plug(2 * MiB, 2 * MiB));
    const platform = {
      bootRam: [],
      dimms: new Map(),
      virtioMem: new Map([['vm0', plugged]]),
      hotplug: { available: true },
      hypervisor: true,
      nodes: [0],
    } as const;
    const seen = [AT - 1, AT, AT + 2 * MiB, AT + 4 * MiB - 1, AT + 4 * MiB, AT + GiB];
    expect(seen.map((address) => isRamForVmcore(platform, address))).toEqual([
      true,
      false,
      true,
      true,
      false,
      true,
    ]);
  });
});

describe('any sequence of requests', () => {
  const blockOf = fc.integer({ min: -1, max: 200 });
  const request: fc.Arbitrary<VirtioMemRequest> = fc.oneof(
    fc
      .tuple(fc.constantFrom('plug' as const, 'unplug' as const, 'state' as const), blockOf, blockOf)
      .map(([type, at, count]) => ({ type, range: rangeAt(AT + at * 2 * MiB, count * 2 * MiB) })),
    fc.constant({ type: 'unplug-all' as const }),
  );

  it('plugs what a set of block numbers says, within the requested size, and errors change nothing', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 40 }), (requests) => {
        let now = device();
        const blocks = new Set<number>();
        for (const one of requests) {
          const { response, device: next } = answerRequest(now, one);
          if (response.type !== 'ack') expect(next).toEqual(now);
          if (response.type === 'ack' && one.type === 'unplug-all') blocks.clear();
          if (response.type === 'ack' && 'range' in one) {
            for (let at = one.range.start; at < one.range.end; at += 2 * MiB) {
              if (one.type === 'plug') blocks.add(at);
              if (one.type === 'unplug') expect(blocks.delete(at)).toBe(true);
            }
          }
          now = next;
          expect(pluggedBytes(now)).toBe(blocks.size * 2 * MiB);
          expect(pluggedBytes(now)).toBeLessThanOrEqual(now.requested);
          for (const at of blocks) expect(now.plugged.has(at)).toBe(true);
        }
      }),
    );
  });
});
