import type { UefiBootParameters } from '../handover/boot-parameters.js';
import type { MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import type { ConfigurationTable } from '../tables/configuration-table.js';
import { parseBootParameterLine } from './boot-parameters-lines.js';
import { parseConfigurationTableLine } from './configuration-table-line.js';
import { bootLogFault, withoutTimeStamp } from './log-line.js';
import {
  beginsLikeMapLine,
  parseArm64MemoryMapLine,
  parseMemoryAttributesLine,
  parseX86MemoryMapLine,
  type MemoryMapLine,
} from './memory-map-lines.js';

/** What a Linux boot log with `efi=debug` says about the firmware. Parts that it does not mention are empty. */
export interface EfiBootLog {
  /** Whose form the map was printed in; undefined without a map (no `efi=debug`, or the start of the log is lost). */
  readonly style: 'x86' | 'arm64' | undefined;
  /** The firmware's map, in the firmware's order. */
  readonly descriptors: readonly MemoryDescriptor[];
  /** Entries that x86 Linux dropped as invalid. */
  readonly invalid: readonly MemoryDescriptor[];
  /** x86: the map that the kernel kept for runtime services, in the order printed (top down). */
  readonly runtimeDescriptors: readonly MemoryDescriptor[];
  /** Entries of the Memory Attributes table, with Linux's verdict. */
  readonly memoryAttributes: readonly MemoryMapLine[];
  readonly configurationTables: readonly ConfigurationTable[];
  /** arm64: the parameters from /chosen, as far as they were printed. */
  readonly parameters: Partial<UefiBootParameters>;
  /** `v2.70 by EDK II` as version and vendor. */
  readonly firmware: { readonly version: string; readonly vendor: string } | undefined;
  /** Lines that begin as those of a map do and have a form that no kernel is known to print. Lines count from 1. */
  readonly unread: readonly { readonly line: number; readonly text: string }[];
}

/** `v2.70` up to 6.1, `v2.7` since; without `efi:` in kernels before 3.8. */
const FIRMWARE = /^(?:efi: )?EFI v(\d+\.\d{1,2}) by (.*)$/;
const RUNTIME_HEADER = 'efi: EFI runtime memory map:';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Collects the EFI lines of a boot log of either architecture; all other lines are skipped.
 * Of a log that holds several boots the first is read: a second `EFI v...` banner ends it.
 * @throws FormatError for a line that has the form of a map entry but cannot be one
 */
export const parseEfiBootLog = (log: string | readonly string[]): EfiBootLog => {
  const lines = typeof log === 'string' ? log.split('\n') : log;
  const descriptors: MemoryDescriptor[] = [];
  const invalid: MemoryDescriptor[] = [];
  const runtimeDescriptors: MemoryDescriptor[] = [];
  const memoryAttributes: MemoryMapLine[] = [];
  const parameters: Partial<Mutable<UefiBootParameters>> = {};
  let configurationTables: readonly ConfigurationTable[] = [];
  let firmware: EfiBootLog['firmware'];
  let style: EfiBootLog['style'];
  const unread: { line: number; text: string }[] = [];
  let runtime = false;

  const noteStyle = (seen: 'x86' | 'arm64', line: number, text: string): void => {
    if (style !== undefined && style !== seen)
      throw bootLogFault(line, 'map entry', text, `entries in ${style} form only`);
    style = seen;
  };

  for (const [index, raw] of lines.entries()) {
    const text = withoutTimeStamp(raw).trimEnd();
    if (!/^(?:efi: |EFI: mem|EFI v|mem| {2}0x)/.test(text)) continue;
    const line = index + 1;
    const banner = FIRMWARE.exec(text);
    if (banner !== null) {
      if (firmware !== undefined) break;
      firmware = { version: banner[1] ?? '', vendor: banner[2] ?? '' };
      continue;
    }
    if (text === RUNTIME_HEADER) {
      runtime = true;
      continue;
    }
    const x86 = parseX86MemoryMapLine(text, line);
    if (x86 !== undefined) {
      noteStyle('x86', line, text);
      const into = runtime ? runtimeDescriptors : x86.valid ? descriptors : invalid;
      into.push(x86.descriptor);
      continue;
    }
    const arm64 = parseArm64MemoryMapLine(text, line);
    if (arm64 !== undefined) {
      noteStyle('arm64', line, text);
      descriptors.push(arm64.descriptor);
      continue;
    }
    if (beginsLikeMapLine(text)) {
      unread.push({ line, text });
      continue;
    }
    const attributes = parseMemoryAttributesLine(text, line);
    if (attributes !== undefined) {
      memoryAttributes.push(attributes);
      continue;
    }
    const parameter = parseBootParameterLine(text, line);
    if (parameter !== undefined) parameters[parameter.field] ??= parameter.value;
    else if (configurationTables.length === 0) configurationTables = parseConfigurationTableLine(text) ?? [];
  }
  return {
    style,
    descriptors,
    invalid,
    runtimeDescriptors,
    memoryAttributes,
    configurationTables,
    parameters,
    firmware,
    unread,
  };
};
