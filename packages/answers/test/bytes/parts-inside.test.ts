import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatAcpidump } from '@warmboot/firmware-acpi';
import { expect, it } from 'vitest';
import { partsInside } from '../../src/bytes/parts-inside.js';

const MACHINE = fileURLToPath(
  new URL('../../../../examples/machines/debian-12-x86_64.tar.gz', import.meta.url),
);
const TABLES = 'sys/firmware/acpi/tables/';

const machine = new Uint8Array(readFileSync(MACHINE));

it('finds in a capture what is known byte by byte, and not its texts', async () => {
  const names = (await partsInside(machine, MACHINE)).map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([`${TABLES}DSDT`, `${TABLES}SRAT`, 'sys/kernel/boot_params/data']),
  );
  expect(names).not.toContain('proc/iomem');
});

it('finds the tables of an acpidump, with numbers where a signature comes again', async () => {
  const srat = (await partsInside(machine, MACHINE)).find(({ name }) => name === `${TABLES}SRAT`)!.bytes;
  const text = formatAcpidump([
    { signature: 'SRAT', address: 0x1000n, bytes: srat },
    { signature: 'SRAT', address: 0x2000n, bytes: srat },
  ]);
  expect(await partsInside(new TextEncoder().encode(text), 'acpidump.txt')).toEqual([
    { name: 'SRAT', bytes: srat },
    { name: 'SRAT2', bytes: srat },
  ]);
});

it('finds nothing in other files, and in those that are cut off', async () => {
  expect(await partsInside(new TextEncoder().encode('00100000-7ffdffff : System RAM\n'), 'iomem')).toEqual(
    [],
  );
  expect(await partsInside(machine.subarray(0, 4000), 'cut.tar.gz')).toEqual([]);
});
