import type { AddressRange } from '@warmboot/address';
import { rangeAt } from '@warmboot/address';
import { ByteReader, ByteWriter } from '@warmboot/format';
import { PARAMETERS_AT } from './layout.js';
import { bytesOf, textOf } from './text.js';

/** What is told to a kernel: its initrd and its command line. Of memory, nothing. */
export interface Parameters {
  readonly initrd: AddressRange | undefined;
  readonly cmdline: string;
}

/** Offsets in struct parmarea, from {@link PARAMETERS_AT} on. asm/setup.h */
const INITRD_START = 0x08;
const INITRD_SIZE = 0x10;
const MAX_COMMAND_LINE = 0x30;
const COMMAND_LINE = 0x80;

/** Bytes of the parameters with a command line of so many, its end included. */
const parametersSize = (maxCommandLine: number): number => COMMAND_LINE + maxCommandLine;

/** Where they are in storage. */
export const parametersRange = (maxCommandLine: number): AddressRange =>
  rangeAt(PARAMETERS_AT, parametersSize(maxCommandLine));

/** struct parmarea, big-endian. @param maxCommandLine bytes, its end included */
export const writeParameters = ({ initrd, cmdline }: Parameters, maxCommandLine: number): Uint8Array => {
  const writer = new ByteWriter('big');
  writer.zeros(INITRD_START);
  writer.u64(BigInt(initrd?.start ?? 0));
  writer.u64(BigInt(initrd === undefined ? 0 : initrd.end - initrd.start));
  writer.zeros(MAX_COMMAND_LINE - writer.length);
  writer.u64(BigInt(maxCommandLine));
  writer.zeros(COMMAND_LINE - writer.length);
  writer.bytes(bytesOf(cmdline));
  writer.zeros(parametersSize(maxCommandLine) - writer.length);
  return writer.toBytes();
};

/** @throws FormatError for what is cut off */
export const readParameters = (bytes: Uint8Array): Parameters => {
  const reader = new ByteReader(bytes, 's390x parameters', 'big');
  const start = Number(reader.u64(INITRD_START, 'initrd_start'));
  const size = Number(reader.u64(INITRD_SIZE, 'initrd_size'));
  return {
    initrd: size === 0 ? undefined : rangeAt(start, size),
    cmdline: textOf(bytes.subarray(COMMAND_LINE)),
  };
};
