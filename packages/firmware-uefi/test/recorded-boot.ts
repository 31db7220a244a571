import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AddressRange } from '@warmboot/address';
import { parseEfiBootLog, type EfiBootLog } from '@warmboot/firmware-uefi';

const CAPTURES = new URL('../../../captures/', import.meta.url);

/** The first boot of a recorded machine. */
export interface RecordedBoot {
  readonly name: string;
  readonly dmesg: readonly string[];
  readonly efi: EfiBootLog;
}

interface Trace {
  readonly steps: readonly {
    readonly action: string;
    readonly result?: { readonly outcome?: string };
    readonly observed: { readonly dmesg: readonly string[] };
  }[];
}

/** Bytes of a file of a capture. */
export const captureFile = (capture: string, file: string): Uint8Array =>
  readFileSync(fileURLToPath(new URL(`${capture}/${file}`, CAPTURES)));

const readBoot = (name: string): RecordedBoot => {
  const trace = JSON.parse(new TextDecoder().decode(captureFile(name, 'trace.json'))) as Trace;
  const dmesg = trace.steps[0]?.observed.dmesg ?? [];
  return { name, dmesg, efi: parseEfiBootLog(dmesg) };
};

/** The kernels that recorded machines of an architecture reached by kexec, with the boot before it. */
export const recordedEfiKexecs = (
  arch: 'arm64' | 'x86_64',
): readonly { readonly name: string; readonly before: EfiBootLog; readonly after: EfiBootLog }[] =>
  recordedEfiBoots(arch).flatMap(({ name, efi }) => {
    const trace = JSON.parse(new TextDecoder().decode(captureFile(name, 'trace.json'))) as Trace;
    const booted = trace.steps.filter(
      ({ action, result }) => action === 'kexec-exec' && result?.outcome === 'booted',
    );
    return booted.map(({ observed }) => ({ name, before: efi, after: parseEfiBootLog(observed.dmesg) }));
  });

/** Every recorded machine of an architecture that was booted through EFI. */
export const recordedEfiBoots = (arch: 'arm64' | 'x86_64'): readonly RecordedBoot[] =>
  readdirSync(fileURLToPath(CAPTURES))
    .filter((name) => name.startsWith(`${arch}-efi-`))
    .sort()
    .map(readBoot);

/** The half-open range of a log line that shows `[0xfirst-0xlast]`. */
export const rangeInLine = (line: string): AddressRange => {
  const match = /\[(?:mem )?0x([0-9a-f]+)-0x([0-9a-f]+)\]/.exec(line);
  if (match === null) throw new Error(`no range in "${line}"`);
  return { start: Number(`0x${match[1]}`), end: Number(`0x${match[2]}`) + 1 };
};

/** Start and end only. */
export const bare = ({ start, end }: AddressRange): AddressRange => ({ start, end });
