import { readFileSync } from 'node:fs';
import {
  AmlInterpreter,
  deviceMemoryRanges,
  findDevices,
  parseResourceTemplate,
  type RegionHandler,
} from '@warmboot/firmware-acpi';

// The registers behind the operation regions are yours to give. Here: a slot with 2 GiB at 4 GiB.
const registers = new Map([
  [0xa04n, 1n], // address, high half
  [0xa08n, 0x8000_0000n], // size, low half
  [0xa14n, 1n], // enabled
]);
const ports: RegionHandler = {
  read: (address) => registers.get(address) ?? 0n,
  write: () => undefined,
};

const acpi = new AmlInterpreter({ handlers: { SystemIO: ports } });
acpi.load(new Uint8Array(readFileSync(process.env['DSDT'] ?? 'DSDT.bin')));

const [first] = findDevices(acpi, ['PNP0C80']);
process.stdout.write(`${first} status ${acpi.evaluateInteger(`${first}._STA`)}\n`);
for (const { base, size } of deviceMemoryRanges(
  parseResourceTemplate(acpi.evaluateBuffer(`${first}._CRS`)),
)) {
  process.stdout.write(`0x${base.toString(16)}, ${size / 2 ** 20} MiB\n`);
}
