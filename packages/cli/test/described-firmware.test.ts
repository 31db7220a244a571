import type { ColdStart, Kernel, Machine } from '@warmboot/core';
import { platforms } from '@warmboot/core';
import { GiB } from '@warmboot/address';

import { parseAcpiTable, sratMemoryRanges, parseSrat, SYSFS_TABLES } from '@warmboot/firmware-acpi';
import { describe, expect, test } from 'vitest';
import { standardFramework } from '../src/session/standard-framework.js';

const framework = standardFramework();

const cold = ({ architecture }: Kernel, firmware: string, change: Partial<ColdStart> = {}): ColdStart => {
  const { referenceMachine: reference, images } = architecture;
  return {
    firmware,
    memorySize: GiB,
    maxMemory: 16 * GiB,
    slots: 8,
    cmdline: reference!.cmdline,
    kernel: images.find(({ name }) => name === reference!.kernel.format)!.fromRecord(reference!.kernel),
    initrd: reference!.initrd,
    hypervisor: true,
    nodes: [0],
    ...change,
  };
};

const started = (kernel: Kernel, request: ColdStart): Machine => {
  const machine = kernel.powerOn(request);
  if (!machine.ok) throw new Error(machine.reason);
  return machine.value;
};

const plug = (kernel: Kernel, machine: Machine, slot = 0) => {
  const base = kernel.architecture.referenceMachine!.deviceMemoryBase(machine.platform);
  return kernel.apply<'dimm-add'>(machine, {
    kind: 'dimm-add',
    dimm: platforms.dimm('dimm1', base, GiB, 0, slot),
  });
};

const tablesOf = ({ files }: Machine): ReadonlyMap<string, Uint8Array> =>
  new Map(
    [...files].flatMap(([path, bytes]): [string, Uint8Array][] =>
      path.startsWith(`${SYSFS_TABLES}/`) ? [[path.slice(SYSFS_TABLES.length + 1), bytes]] : [],
    ),
  );

describe.each([
  ['x86_64', 'bios', ['APIC', 'DSDT', 'FACP', 'FACS', 'SRAT']],
  ['x86_64', 'efi', ['APIC', 'DSDT', 'FACP', 'FACS', 'SRAT']],
  ['arm64', 'efi', ['APIC', 'DSDT', 'FACP', 'GTDT', 'SRAT']],
])('a machine of %s that is described and not recorded, with %s', (architecture, firmware, signatures) => {
  const kernel = framework.kernel({ architecture });
  const machine = started(kernel, cold(kernel, firmware));

  test('firmware-acpi 1: has the tables of its firmware, whole', () => {
    const tables = tablesOf(machine);
    expect([...tables.keys()].sort()).toEqual(signatures);
    for (const bytes of tables.values()) expect(() => parseAcpiTable(bytes)).not.toThrow();
  });

  test('firmware-acpi N5: its SRAT has boot memory, and a window with a GiB more for each slot', () => {
    const ranges = sratMemoryRanges(parseSrat(tablesOf(machine).get('SRAT')!));
    const window = ranges.filter(({ hotPluggable }) => hotPluggable);
    const base = kernel.architecture.referenceMachine!.deviceMemoryBase(machine.platform);
    expect(window).toMatchObject([{ base, size: 15 * GiB + 8 * GiB, proximityDomain: 0 }]);
    const boot = ranges.filter(({ hotPluggable }) => !hotPluggable).reduce((sum, { size }) => sum + size, 0);
    expect(GiB - boot).toBeLessThan(1024 ** 2);
  });

  test('firmware-acpi 7: its kernels learn of devices from its DSDT, and of none without it', () => {
    expect(plug(kernel, machine).result).toMatchObject({ ok: true });
    const files = new Map(machine.files);
    files.delete(`${SYSFS_TABLES}/DSDT`);
    expect(plug(kernel, { ...machine, files }).result).toMatchObject({
      ok: false,
      reason: `ACPI: memory cannot be hot-plugged without ${SYSFS_TABLES}/DSDT, which is missing`,
    });
    expect(plug(kernel, machine, 8).result).toMatchObject({
      ok: false,
      errno: 'ENODEV',
      reason: 'there is no slot 8: the firmware has 8 memory devices',
    });
  });

  test('firmware-acpi 1.5: has a processor in every node, so that a node can wait for its memory', () => {
    const numa = started(kernel, cold(kernel, firmware, { nodes: [0, 1] }));
    const entries = parseSrat(tablesOf(numa).get('SRAT')!).entries.map(({ kind }) => kind);
    expect(entries.filter((kind) => kind !== 'memory-affinity')).toHaveLength(2);
  });

  test('with all the slots that a board can have, its tables still fit where the firmware puts them', () => {
    const most = started(kernel, cold(kernel, firmware, { slots: 256, maxMemory: 512 * GiB }));
    const bytes = [...tablesOf(most).values()].reduce((sum, { length }) => sum + length + 63, 0);
    // 60,096 bytes on arm64, where the memory map follows; more elsewhere.
    expect(bytes + 256).toBeLessThan(0xeac0);
    expect(plug(kernel, most, 255).result).toMatchObject({ ok: true });
  });
});

test('arm64 6.7: a machine that boots by its devicetree has no ACPI tables', () => {
  const kernel = framework.kernel({ architecture: 'arm64' });
  const machine = started(kernel, cold(kernel, 'dt'));
  expect([...tablesOf(machine).keys()]).toEqual([]);
  expect(plug(kernel, machine).result).toMatchObject({ ok: false, errno: 'ENODEV' });
});
