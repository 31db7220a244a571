import type { AddressRange } from '@warmboot/address';
import { alignUp, MiB, sizeOf, toWire } from '@warmboot/address';
import {
  addressRangesValue,
  serialiseDtb,
  stringValue,
  u32Value,
  u64Value,
  type DeviceNode,
  type Property,
} from '@warmboot/devicetree';
import { CHOSEN_PROPERTY } from '@warmboot/devicetree/linux';
import type { ColdLayout, ColdMachine } from './cold-machine.js';
import { KERNEL_ALIGN } from '../facts/layout.js';

/** Two cells for addresses and sizes: what every arm64 machine uses at the root. */
const CELLS = { addressCells: 2, sizeCells: 2 };

export const property = (name: string, value: Uint8Array): Property => ({ name, value });

export const rootCells: readonly Property[] = [
  property('#size-cells', u32Value(CELLS.sizeCells)),
  property('#address-cells', u32Value(CELLS.addressCells)),
];

export const memoryNode = (ram: AddressRange): DeviceNode => ({
  name: `memory@${ram.start.toString(16)}`,
  properties: [
    property('reg', addressRangesValue([{ address: toWire(ram.start), size: toWire(sizeOf(ram)) }], CELLS)),
    property('device_type', stringValue('memory')),
  ],
  children: [],
});

/** The serial port that the console is on; its node also says that this tree describes a machine. */
const consoleNode: DeviceNode = {
  name: 'pl011@9000000',
  properties: [
    property('reg', addressRangesValue([{ address: 0x900_0000n, size: 0x1000n }], CELLS)),
    property('compatible', stringValue('arm,pl011')),
  ],
  children: [],
};

/**
 * QEMU's own boot loader (hw/arm/boot.c): the kernel 2 MiB into RAM, the initrd halfway into it or at 128 MiB,
 * whichever is less, the devicetree on the next 2 MiB boundary.
 */
export const layOutDevicetreeBoot = (machine: ColdMachine): ColdLayout => {
  const { ram, kernel, initrdSize, cmdline } = machine;
  const kernelAt = ram.start + KERNEL_ALIGN + kernel.textOffset;
  const kernelEnd = kernelAt + kernel.imageSize;
  const initrdAt = Math.max(
    ram.start + Math.min(sizeOf(ram) / 2, 128 * MiB),
    alignUp(kernelEnd, KERNEL_ALIGN),
  );
  const initrdEnd = initrdAt + initrdSize;
  const chosen: Property[] = [];
  if (initrdSize > 0) {
    chosen.push(property(CHOSEN_PROPERTY.initrdEnd, u64Value(toWire(initrdEnd))));
    chosen.push(property(CHOSEN_PROPERTY.initrdStart, u64Value(toWire(initrdAt))));
  }
  if (cmdline !== '') chosen.push(property(CHOSEN_PROPERTY.bootargs, stringValue(cmdline)));
  chosen.push(property('stdout-path', stringValue('/pl011@9000000')));
  const fdt = serialiseDtb({
    version: 17,
    bootCpu: 0,
    reservations: [],
    root: {
      name: '',
      properties: [
        property('model', stringValue('linux,dummy-virt')),
        ...rootCells,
        property('compatible', stringValue('linux,dummy-virt')),
      ],
      children: [memoryNode(ram), consoleNode, { name: 'chosen', properties: chosen, children: [] }],
    },
  });
  return { kernelAt, fdtAt: alignUp(initrdEnd, KERNEL_ALIGN), fdt };
};
