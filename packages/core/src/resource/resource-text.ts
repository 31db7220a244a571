import type { AddressRange, PhysAddr } from '@warmboot/address';
import { bareHex, ADDRESS_LIMIT } from '@warmboot/address';
import {
  hasFlags,
  IORESOURCE_BUS,
  IORESOURCE_DISABLED,
  IORESOURCE_DMA,
  IORESOURCE_IO,
  IORESOURCE_IRQ,
  IORESOURCE_MEM,
  IORESOURCE_MEM_64,
  IORESOURCE_PREFETCH,
  IORESOURCE_TYPE_BITS,
  IORESOURCE_WINDOW,
  maskFlags,
} from './flags.js';
import type { Resource } from './resource.js';

const LAST_OF_64_BITS = 2n ** 64n - 1n;

/** The last address of a range as 64 bits hold it: {@link ADDRESS_LIMIT} stands for 2^64, and -1 wraps. */
export const lastAddress = ({ end }: AddressRange): PhysAddr | bigint =>
  end === ADDRESS_LIMIT || end === 0 ? LAST_OF_64_BITS : end - 1;

/** `0x00000000000a0000`: Linux's `%pa`. */
export const physText = (address: PhysAddr | bigint): string => `0x${bareHex(address, 16)}`;

/** `0xa0000`: Linux's `0x%llx`, which keeps the prefix of zero. */
export const plainHex = (address: PhysAddr | bigint): string => `0x${bareHex(address)}`;

const TYPE_WORDS = new Map<number, string>([
  [IORESOURCE_IO, 'io '],
  [IORESOURCE_MEM, 'mem'],
  [IORESOURCE_IRQ, 'irq'],
  [IORESOURCE_DMA, 'dma'],
  [IORESOURCE_BUS, 'bus'],
]);

const span = (resource: Resource): string => {
  const width = hasFlags(resource.flags, IORESOURCE_MEM) ? 8 : 4;
  const word = TYPE_WORDS.get(maskFlags(resource.flags, IORESOURCE_TYPE_BITS)) ?? '???';
  return `${word} 0x${bareHex(resource.start, width)}-0x${bareHex(lastAddress(resource), width)}`;
};

/** `[mem 0x00000000-0xffffffffffffffff flags 0x200]`: Linux's `%pr`. lib/vsprintf.c:resource_string */
export const formatRawResource = (resource: Resource): string =>
  `[${span(resource)} flags 0x${bareHex(resource.flags)}]`;

/** `[mem 0xfd000000-0xfdffffff 64bit pref]`: Linux's `%pR` for a memory or I/O range. lib/vsprintf.c:resource_string */
export const formatResource = (resource: Resource): string => {
  const { flags } = resource;
  const words = [span(resource)];
  if (hasFlags(flags, IORESOURCE_MEM_64)) words.push('64bit');
  if (hasFlags(flags, IORESOURCE_PREFETCH)) words.push('pref');
  if (hasFlags(flags, IORESOURCE_WINDOW)) words.push('window');
  if (hasFlags(flags, IORESOURCE_DISABLED)) words.push('disabled');
  return `[${words.join(' ')}]`;
};
