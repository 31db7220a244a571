import type { AddressRange } from '@warmboot/address';
import { isPowerOfTwo, rangeAt } from '@warmboot/address';
import type { VirtioMemDevice } from '@warmboot/core';
import { virtioMem } from '@warmboot/core';

/** `<6>[    0.000000] ` or `[    0.000000][    T0] `, as dmesg(1) and consoles put them before a line. */
const PREFIX = /^(?:<\d+>)?(?:\[ *\d+\.\d+\](?:\[ *[TC]\d+\])? ?)?/;

/** The lines of a kernel log, without time stamps. */
export const dmesgLines = (text: string): string[] =>
  text === ''
    ? []
    : text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => line.replace(PREFIX, ''));

/** drivers/virtio/virtio_mem.c: virtio_mem_init, printed by the probe of each device. */
const FACT =
  /^virtio_mem (virtio\d+): (start address|region size|device block size|nid|plugged size|requested size): (0x[0-9a-f]+|-?\d+)$/;

/**
 * virtio-mem devices by what their driver said of them in the log: no file of /sys shows their sizes.
 * @param usableSlack bytes beyond the requested size that the host lets the driver plug
 */
export const virtioMemIn = (lines: readonly string[], usableSlack: number): VirtioMemDevice[] => {
  const devices = new Map<string, Map<string, number>>();
  for (const line of lines) {
    const match = FACT.exec(line);
    if (match === null) continue;
    const facts = devices.get(match[1]!) ?? new Map<string, number>();
    devices.set(match[1]!, facts.set(match[2]!, Number(match[3])));
  }
  return [...devices].flatMap(([name, facts]) => {
    const device = deviceOf(name, facts, usableSlack);
    return device === undefined ? [] : [device];
  });
};

const deviceOf = (
  name: string,
  facts: ReadonlyMap<string, number>,
  usableSlack: number,
): VirtioMemDevice | undefined => {
  const start = facts.get('start address');
  const size = facts.get('region size');
  const blockSize = facts.get('device block size');
  if (start === undefined || size === undefined || blockSize === undefined || !isPowerOfTwo(blockSize))
    return undefined;
  const region: AddressRange = rangeAt(start, size);
  const node = Math.max(0, facts.get('nid') ?? 0);
  return virtioMem.device({ id: name, name, region, blockSize, node, usableSlack });
};
