import type { AddressRange } from '@warmboot/address';
import { intersection, normalised, overlaps, roughSize, sizeOf } from '@warmboot/address';
import type { Dimm, KexecSegment, Machine } from '@warmboot/core';
import { blockRange, platforms } from '@warmboot/core';

import { listed } from '../scenario/places.js';
import type { PlayedScenario } from '../scenario/play.js';
import type { StepRecord } from '../scenario/step-record.js';
import type { Look } from './finding.js';
import { imageLoadedAt } from '../scenario/loaded-image.js';

/** Segments that carry something to run; all others tell the next kernel something. */
const CONTENTS: ReadonlySet<string> = new Set(['kernel', 'initrd', 'purgatory', 'other']);

/** What a hand-over is made of: `dtb`, `boot_params and setup_data`. */
const carriers = (segments: readonly KexecSegment[]): string => {
  const kinds = new Set(segments.flatMap(({ kind }) => (CONTENTS.has(kind) ? [] : [kind])));
  return kinds.size === 0 ? 'no hand-over' : listed([...kinds]);
};

/** What a next kernel would take for boot memory if the jump happened right after this step. */
export type Told =
  | {
      readonly ok: true;
      readonly bytes: number;
      /** Devices that were plugged after boot and are told of as boot memory. */
      readonly devices: readonly Dimm[];
    }
  | { readonly ok: false; readonly why: string };

/**
 * Asks the loaded image itself: machines are values, so the jump is made and forgotten.
 * @returns undefined where no image is loaded, or the machine is dead
 */
export const toldBy = ({ kernel }: PlayedScenario, { machine }: StepRecord): Told | undefined => {
  if (machine.kexec.normal === undefined || machine.halted !== undefined) return undefined;
  const next = kernel.apply(machine, { kind: 'kexec-exec' });
  if (next.result.outcome !== 'booted') return { ok: false, why: next.result.reason };
  const ram = earlyRam(next.machine);
  const plugged = [...machine.platform.dimms.values()];
  return {
    ok: true,
    bytes: ram.reduce((sum, range) => sum + sizeOf(range), 0),
    devices: plugged.filter((device) => ram.some((range) => overlaps(range, device.range))),
  };
};

/** Memory that a kernel found at boot. */
const earlyRam = ({ memory, platform }: Machine): readonly AddressRange[] => {
  const blocks = [...memory.blocks.entries()].flatMap(([id, { early }]) =>
    early ? [blockRange(memory, id)] : [],
  );
  // A block may reach further than the memory in it.
  return platforms
    .installedRam(platform)
    .flatMap((ram) => normalised(blocks).flatMap((block) => intersection(ram, block) ?? []));
};

/** What a loaded image tells the next kernel, and who said it. */
export const handover: Look = ({ played, record }) => {
  const { answer, machine } = record;
  const image = imageLoadedAt(record);
  if (!answer.ok || image?.type !== 'normal' || image.kernel === undefined) return undefined;
  const told = toldBy(played, record);
  if (told === undefined) return undefined;
  const blobs = carriers(image.segments);
  if (!told.ok)
    return { kind: `${blobs}: dead`, shown: `${blobs}; no kernel comes up with it`, because: [told.why] };
  const named = told.devices.map(({ id }) => id);
  const unnamed = [...machine.platform.dimms.values()].filter(({ id }) => !named.includes(id));
  const whole = listed(['boot memory', ...named]);
  return {
    kind: `${blobs}: ${whole}`,
    shown: `${blobs}; the next kernel is told of ${roughSize(told.bytes)}: ${whole}`,
    because: [
      ...(named.length === 0
        ? []
        : [`kexec wrote the memory of that moment into it, ${listed(named)} as well`]),
      ...unnamed.flatMap(({ id, range }) => whyNot(machine, id, range)),
    ],
  };
};

/** Why a device that is there is not in a hand-over. */
const whyNot = ({ iomem }: Machine, id: string, range: AddressRange): readonly string[] => {
  const lines = [...iomem.root.children.values()].filter((line) => overlaps(line, range));
  if (lines.length === 0) return [];
  const other = lines.find(({ name }) => name !== 'System RAM');
  return [
    other === undefined
      ? `memory is told by tables that firmware made at boot: ${id} came later, and kexec adds nothing`
      : `/proc/iomem calls ${id} "${other.name}", which kexec passes by`,
  ];
};
