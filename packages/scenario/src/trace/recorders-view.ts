import type { Observed } from '@warmboot/core';
import type { RecordedObservation } from './trace.js';

/** What busybox prints of a file that is not there, in the place of its content. */
const absent = (path: string): string => `cat: can't open '${path}': No such file or directory`;

/** What a recorder read of a machine. */
export type RecordersView = Observed & {
  /** Files that are not there on every kernel; only recorders that asked for them have it. */
  readonly crash_hotplug?: Readonly<Record<string, string>>;
};

/**
 * A machine as a recorder looks at it: single-value files are those that it read at boot, which say nothing of what was
 * in them later. Kernels have files that recorders never asked for.
 * @param boot the first observation of the recording
 */
export const asRecorderSees = (seen: Observed, boot: RecordedObservation): RecordersView => {
  const { crash_hotplug: hotplug } = boot;
  return {
    ...seen,
    sys: Object.fromEntries(Object.entries(seen.sys).filter(([path]) => hotplug?.[path] === undefined)),
    ...(hotplug === undefined
      ? {}
      : {
          crash_hotplug: Object.fromEntries(
            Object.keys(hotplug).map((path) => [path, seen.sys[path] ?? absent(path)]),
          ),
        }),
  };
};
