import { expect, test } from 'vitest';
import { Framework, GiB, dimmAt } from '@warmboot/core';
import { plugin as x86 } from '@warmboot/arch-x86';

test('the example of the README of @warmboot/core runs as it is told', () => {
  const framework = new Framework([x86]);
  const kernel = framework.kernel({ architecture: 'x86_64', policies: ['notifier-corrected'] });
  const { architecture } = kernel;
  const typical = architecture.referenceMachine!;
  const started = kernel.powerOn({
    firmware: typical.firmwares[0],
    memorySize: GiB,
    maxMemory: 16 * GiB,
    slots: 8,
    cmdline: typical.cmdline,
    kernel: architecture.images[0]!.fromRecord(typical.kernel),
    initrd: typical.initrd,
    hypervisor: true,
    nodes: [0],
  });
  if (!started.ok) throw new Error(started.reason);
  const plugged = kernel.apply(started.value, {
    kind: 'dimm-add',
    dimm: dimmAt('dimm1', 4 * GiB, GiB, 0, 0),
  });
  expect(kernel.observe(plugged.machine).iomem).toContain('100000000-13fffffff : System RAM\n');
  expect(kernel.observe(started.value).iomem).not.toContain('100000000-13fffffff');
  expect(started.value.platform === plugged.machine.platform).toBe(false);
});
