import { describe, expect, test } from 'vitest';
import { Framework } from '@warmboot/core';
import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import type { PredictedStep, TraceDirectory } from '@warmboot/scenario';
import { checkTrace, replayTrace } from '@warmboot/scenario';
import { openRecording, recordedTraces } from './recorded-traces.js';

const framework = new Framework([arm64, x86]);
const recordings = recordedTraces().filter((name) => name.endsWith('virtio-mem'));

interface Device {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const devicesOf = ({ result }: PredictedStep): readonly Device[] => result!['devices'] as readonly Device[];

/** The predictions with another size of the device in one step. */
const withSize = (steps: readonly PredictedStep[], at: number, size: number): PredictedStep[] =>
  steps.map((step, index) =>
    index === at
      ? {
          ...step,
          result: {
            ...step.result,
            devices: devicesOf(step).map(({ type, data }) => ({ type, data: { ...data, size } })),
          },
        }
      : step,
  );

describe.each(recordings)('%s', (name) => {
  const directory = openRecording(name);
  const steps = [...replayTrace(framework, directory)];
  const resizes = steps.filter(({ action }) => action === 'virtio-mem').map(({ step }) => step);
  const last = resizes.at(-1)!;
  const { right } = checkTrace(directory, steps);

  test('a device that keeps memory is compared by that, not by how much', () => {
    expect(Number(devicesOf(steps[last]!)[0]!.data['size'])).toBeGreaterThan(0);
    expect(checkTrace(directory, withSize(steps, last, 2 ** 20)).right).toBe(right);
    expect(checkTrace(directory, withSize(steps, last, 0)).right).toBe(right - 1);
  });

  test('a device that has what was requested is compared exactly', () => {
    for (const at of resizes.slice(0, -1)) {
      const size = Number(devicesOf(steps[at]!)[0]!.data['size']);
      expect(checkTrace(directory, withSize(steps, at, size - 2 ** 21)).right).toBe(right - 1);
      expect(checkTrace(directory, withSize(steps, at, size + 2 ** 21)).right).toBe(right - 1);
    }
  });
});

test('QMP lists DIMMs and virtio-mem devices together, in the order of addresses', () => {
  const { trace, files } = openRecording(recordings.find((name) => name.startsWith('x86_64-bios'))!);
  const plug = { action: 'dimm-add', id: 'dimm1', size: 2 ** 30, node: 0, slot: 0, address: '0x180000000' };
  const [boot, resize] = trace.steps;
  const both: TraceDirectory = { trace: { ...trace, steps: [boot!, resize!, plug] }, files };
  const steps = [...replayTrace(framework, both)];
  expect(devicesOf(steps[2]!).map(({ type, data }) => [type, data['id'], data['size']])).toEqual([
    ['virtio-mem', 'vm0', 2 ** 29],
    ['dimm', 'dimm1', 2 ** 30],
  ]);
});

test('what QEMU refuses is an error in its own form', () => {
  const { trace, files } = openRecording(recordings[0]!);
  const [boot] = trace.steps;
  const wrong: TraceDirectory = {
    trace: { ...trace, steps: [boot!, { action: 'virtio-mem', requested: 2 ** 20 }] },
    files,
  };
  expect([...replayTrace(framework, wrong)][1]!.result).toMatchObject({
    qmp: { error: { class: 'GenericError' } },
  });
});

test.each([
  ['block-size', 3 * 2 ** 20],
  ['memaddr', -1],
  ['max-size', 'two'],
])('a device whose %s is %s is not replayed', (field, value) => {
  const { trace, files } = openRecording(recordings[0]!);
  const [device] = trace.memory_devices!;
  const broken = { ...trace, memory_devices: [{ ...device!, [field]: value }] } as typeof trace;
  expect(() => [...replayTrace(framework, { trace: broken, files })]).toThrow(`memory_devices.${field}`);
});
