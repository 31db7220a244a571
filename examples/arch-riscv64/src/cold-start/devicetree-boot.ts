import type { AddressRange } from '@warmboot/address';
import { alignUp, MiB, rangeAt, sizeOf, toWire } from '@warmboot/address';

import { addressRangesValue, serialiseDtb, u64Value, type DeviceNode } from '@warmboot/devicetree';
import { CHOSEN_PROPERTY, rangesValue } from '@warmboot/devicetree/linux';
import { OPENSBI_SIZE, PMD_SIZE } from '../layout.js';
import { CELLS, number, property, rootCells, text, type ColdLayout, type ColdMachine } from './layout.js';

const reg = (range: AddressRange) => property('reg', rangesValue([range], CELLS));

const device = (
  name: string,
  address: bigint,
  size: bigint,
  properties: DeviceNode['properties'],
): DeviceNode => ({
  name: `${name}@${address.toString(16)}`,
  properties: [property('reg', addressRangesValue([{ address, size }], CELLS)), ...properties],
  children: [],
});

const CONSOLE = '/soc/serial@10000000';

/** One hart, its interrupt controllers, and the console. hw/riscv/virt.c */
const DEVICES: readonly DeviceNode[] = [
  {
    name: 'cpus',
    properties: [
      number('#address-cells', 1),
      number('#size-cells', 0),
      number('timebase-frequency', 10_000_000),
    ],
    children: [
      {
        name: 'cpu@0',
        properties: [
          text('device_type', 'cpu'),
          number('reg', 0),
          text('status', 'okay'),
          text('compatible', 'riscv'),
          text('riscv,isa', 'rv64imafdc'),
          text('mmu-type', 'riscv,sv39'),
        ],
        children: [],
      },
    ],
  },
  {
    name: 'soc',
    properties: [...rootCells, text('compatible', 'simple-bus'), property('ranges', new Uint8Array(0))],
    children: [
      device('plic', 0xc00_0000n, 0x60_0000n, [
        text('compatible', 'sifive,plic-1.0.0'),
        number('#interrupt-cells', 1),
        number('riscv,ndev', 95),
      ]),
      device('clint', 0x200_0000n, 0x1_0000n, [text('compatible', 'sifive,clint0')]),
      device('serial', 0x1000_0000n, 0x100n, [text('compatible', 'ns16550a')]),
    ],
  },
];

/**
 * QEMU's own boot loader behind OpenSBI: the kernel 2 MiB into RAM, the initrd halfway into it or at 512 MiB, whichever
 * is less, the devicetree on the highest 2 MiB boundary below 3 GiB that leaves room for it. hw/riscv/boot.c
 */
export const layOutDevicetreeBoot = ({ ram, kernel, initrdSize, cmdline }: ColdMachine): ColdLayout => {
  const kernelAt = ram.start + PMD_SIZE;
  const initrdAt = Math.max(
    kernelAt + Math.min(sizeOf(ram) / 2, 512 * MiB),
    alignUp(kernelAt + kernel.imageSize, PMD_SIZE),
  );
  const fdtAt = Math.min(ram.end, 3 * 1024 * MiB) - PMD_SIZE;
  const sbi = rangeAt(ram.start, OPENSBI_SIZE);
  const chosen = [
    ...(cmdline === '' ? [] : [text(CHOSEN_PROPERTY.bootargs, cmdline)]),
    text('stdout-path', CONSOLE),
    ...(initrdSize === 0
      ? []
      : [
          property(CHOSEN_PROPERTY.initrdStart, u64Value(toWire(initrdAt))),
          property(CHOSEN_PROPERTY.initrdEnd, u64Value(toWire(initrdAt + initrdSize))),
        ]),
  ];
  const fdt = serialiseDtb({
    version: 17,
    bootCpu: 0,
    reservations: [],
    root: {
      name: '',
      properties: [...rootCells, text('compatible', 'riscv-virtio'), text('model', 'riscv-virtio,qemu')],
      children: [
        {
          name: 'reserved-memory',
          properties: [...rootCells, property('ranges', new Uint8Array(0))],
          children: [
            {
              name: `mmode_resv0@${sbi.start.toString(16)}`,
              properties: [reg(sbi)],
              children: [],
            },
          ],
        },
        {
          name: `memory@${ram.start.toString(16)}`,
          properties: [text('device_type', 'memory'), reg(ram)],
          children: [],
        },
        ...DEVICES,
        { name: 'chosen', properties: chosen, children: [] },
      ],
    },
  });
  return { kernelAt, fdtAt, fdt };
};
