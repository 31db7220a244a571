import { coveredLines, withoutPageDumps } from './kernel-log-lines.js';
import type { FieldGroup, Mismatch } from './mismatch.js';
import { differing } from './mismatch.js';
import type { RecordersView } from './recorders-view.js';
import type { RecordedObservation } from './trace.js';

/** How much of an observation can be predicted after an action. */
export interface Visibility {
  /** Inner `reserved` lines are allocations of the kernel itself. */
  readonly hideInnerReserved: boolean;
  /** After a jump only what the hand-over decides can be known of /proc/iomem. */
  readonly handoverOnly: boolean;
  /** How often a page was in the way is chance that no input tells. */
  readonly hidePageDumps?: boolean;
}

const HANDOVER_LINE = / : (System RAM( \(.*\))?|Kernel (code|rodata|data|bss)|Crash kernel)$/;
const INNER_RESERVED = /^\s+.* : reserved$/;

const iomemLines = (text: string, { hideInnerReserved, handoverOnly }: Visibility): string[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .filter((line) => !(hideInnerReserved && INNER_RESERVED.test(line)))
    .filter((line) => !handoverOnly || HANDOVER_LINE.test(line))
    .map((line) => (handoverOnly ? line.trim() : line));

/** Single-value files, wherever the recorder put them. */
const filesOf = ({ sys, crash_hotplug }: Pick<RecordersView, 'sys' | 'crash_hotplug'>): object => ({
  ...sys,
  ...crash_hotplug,
});

type Predicted = RecordersView & { readonly dmesg: readonly string[] };

const logOf = (
  { dmesg }: Pick<RecordedObservation, 'dmesg'>,
  { hidePageDumps = false }: Visibility,
): string[] => coveredLines(hidePageDumps ? withoutPageDumps(dmesg) : dmesg);

/** Compares what was seen with what was predicted, group by group. */
export const compareObserved = (
  recorded: RecordedObservation,
  predicted: Predicted | null,
  visibility: Visibility,
): Mismatch[] => {
  const group = (name: FieldGroup, wanted: unknown, found: unknown): Mismatch[] =>
    differing(name, wanted, found);
  return [
    ...group(
      'iomem',
      iomemLines(recorded.iomem, visibility),
      predicted && iomemLines(predicted.iomem, visibility),
    ),
    ...group('blocks', recorded.blocks, predicted?.blocks),
    ...group('sys', filesOf(recorded), predicted && filesOf(predicted)),
    ...group('firmware_memmap', recorded.firmware_memmap, predicted?.firmware_memmap),
    ...group('dmesg', logOf(recorded, visibility), predicted && logOf(predicted, visibility)),
  ];
};
