import type { AddressRange } from '@warmboot/address';
import { rangeAt, tryFromWire } from '@warmboot/address';
import type { KexecSegment } from '@warmboot/core/plugin';

import { BOOT_PARAMS_SIZE, parseBootParams, type BootParams } from '../formats/boot-params.js';
import { type PlacedSetupData, walkSetupData } from '../formats/setup-data.js';
import { decodeText } from '../formats/text.js';
import { COMMAND_LINE_SIZE } from '../facts/layout.js';
import { readSegments } from './physical-reader.js';

/** What an x86 kernel finds when it starts. */
export interface Handover {
  /** The zero page, 4096 bytes. */
  readonly page: Uint8Array;
  readonly params: BootParams;
  readonly cmdline: string;
  readonly initrd: AddressRange | undefined;
  /** The setup_data list in its order. */
  readonly setupData: readonly PlacedSetupData[];
}

const textAt = (segments: readonly KexecSegment[], address: bigint): string => {
  const read = readSegments(segments);
  const codes: number[] = [];
  for (let at = 0; at < COMMAND_LINE_SIZE; at += 1) {
    const code = read(address + BigInt(at), 1)?.[0] ?? 0;
    if (code === 0) break;
    codes.push(code);
  }
  return decodeText(Uint8Array.from(codes));
};

/** The hand-over in memory; undefined without a segment of boot_params. @throws FormatError for one that is broken */
export const readHandover = (segments: readonly KexecSegment[]): Handover | undefined => {
  const bytes = segments.find(({ kind }) => kind === 'boot_params')?.bytes;
  if (bytes === undefined) return undefined;
  const params = parseBootParams(bytes);
  const start = tryFromWire(params.ramdiskImage);
  const size = tryFromWire(params.ramdiskSize);
  const hasInitrd = start !== undefined && size !== undefined && start !== 0 && size !== 0;
  return {
    page: bytes.slice(0, BOOT_PARAMS_SIZE),
    params,
    cmdline: textAt(segments, params.cmdLinePtr),
    initrd: hasInitrd ? rangeAt(start, size) : undefined,
    setupData: walkSetupData(params.setupData, readSegments(segments)),
  };
};
