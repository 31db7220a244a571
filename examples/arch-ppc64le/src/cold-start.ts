import type { AddressRange } from '@warmboot/address';
import { alignDown, alignUp, hex, isAligned, MiB, rangeAt } from '@warmboot/address';
import type { ColdStart, HandoverInput, Platform, Result } from '@warmboot/core/plugin';
import { refuse, succeed } from '@warmboot/core/plugin';
import {
  emptyTree,
  serialiseDtb,
  stringValue,
  u32Value,
  u64Value,
  type DeviceNode,
} from '@warmboot/devicetree';
import { CHOSEN_PROPERTY, rangesValue } from '@warmboot/devicetree/linux';
import { DRCONF_PROPERTY, drcIndexOf, LMB_FLAG, writeLmbs, type Lmb } from './drconf.js';
import { isPpcImage } from './image.js';
import { DEVICE_ALIGN, LMB_SIZE, PAGE_SIZE, RTAS_SIZE } from './layout.js';
import { rtasProperties } from './tree.js';

const CELLS = { addressCells: 2, sizeCells: 2 };

/** Smallest machine that leaves room for firmware, kernel and initrd. */
const LEAST_MEMORY = 512 * MiB;

/** Every block that the partition may have: boot memory is nobody's to give, the rest is free. hw/ppc/spapr.c */
const lmbsOf = ({ memorySize, maxMemory = memorySize }: ColdStart): readonly Lmb[] => {
  const first = alignUp(memorySize, DEVICE_ALIGN);
  const end = first + alignDown(Math.max(0, maxMemory - memorySize), LMB_SIZE);
  return Array.from({ length: end / LMB_SIZE }, (_, index) => {
    const base = index * LMB_SIZE;
    return { base, drcIndex: drcIndexOf(base), association: 0, flags: base < first ? LMB_FLAG.reserved : 0 };
  });
};

const treeOf = (request: ColdStart, ram: AddressRange, rtas: AddressRange): Uint8Array => {
  const { cmdline } = request;
  const nodes: readonly DeviceNode[] = [
    {
      name: 'chosen',
      properties: cmdline === '' ? [] : [{ name: CHOSEN_PROPERTY.bootargs, value: stringValue(cmdline) }],
      children: [],
    },
    {
      name: 'memory@0',
      properties: [
        { name: 'device_type', value: stringValue('memory') },
        { name: 'reg', value: rangesValue([ram], CELLS) },
      ],
      children: [],
    },
    { name: 'rtas', properties: rtasProperties(rtas), children: [] },
    {
      name: 'ibm,dynamic-reconfiguration-memory',
      properties: [
        { name: 'ibm,lmb-size', value: u64Value(BigInt(LMB_SIZE)) },
        { name: DRCONF_PROPERTY, value: writeLmbs(lmbsOf(request)) },
      ],
      children: [],
    },
  ];
  return serialiseDtb({
    ...emptyTree,
    root: {
      name: '',
      properties: [
        { name: '#address-cells', value: u32Value(CELLS.addressCells) },
        { name: '#size-cells', value: u32Value(CELLS.sizeCells) },
        { name: 'device_type', value: stringValue('chrp') },
        { name: 'model', value: stringValue('IBM pSeries (emulated by qemu)') },
      ],
      children: nodes,
    },
  });
};

const hotplugOf = ({ maxMemory, slots, memorySize }: ColdStart): Platform['hotplug'] =>
  maxMemory === undefined || maxMemory <= memorySize || slots === 0
    ? { available: false, reason: 'the machine was made without memory slots' }
    : { available: true };

/**
 * The hand-over of a first kernel on QEMU's pseries machine: all of boot memory is the RMA, RTAS at its end, and the kernel
 * has moved itself to 0. Nothing is random.
 * @returns EINVAL for a memory size or firmware that this machine cannot have
 */
export const coldStart = (request: ColdStart): Result<HandoverInput> => {
  const { firmware, memorySize, kernel, hypervisor, nodes } = request;
  if (!isPpcImage(kernel)) return refuse('EINVAL', `ppc64le boots a vmlinux, not ${kernel.format}`);
  if (firmware !== 'slof')
    return refuse('EINVAL', `firmware ${firmware}: the pseries machine boots with slof`);
  if (!isAligned(memorySize, LMB_SIZE) || memorySize < LEAST_MEMORY) {
    return refuse('EINVAL', `${hex(memorySize)} bytes of memory: at least 512 MiB, in units of 256 MiB`);
  }
  const ram = rangeAt(0, memorySize);
  const rtas = rangeAt(ram.end - RTAS_SIZE, RTAS_SIZE);
  const bytes = treeOf(request, ram, rtas);
  const fdtAt = alignDown(rtas.start - bytes.length, PAGE_SIZE);
  return succeed({
    platform: { bootRam: [ram], dimms: new Map(), hotplug: hotplugOf(request), hypervisor, nodes },
    kernel,
    kernelAt: 0,
    sections: [],
    segments: [
      { kind: 'dtb', mem: fdtAt, memsz: alignUp(bytes.length, PAGE_SIZE), bufsz: bytes.length, bytes },
    ],
    files: new Map(),
  });
};
