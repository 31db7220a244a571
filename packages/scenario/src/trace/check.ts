import { hex } from '@warmboot/address';
import { coreHeader } from '@warmboot/core/plugin';
import type { BuildRecord } from '../facts/build-record.js';
import type { Visibility } from './compare-observed.js';
import { compareObserved } from './compare-observed.js';
import { compareSegments } from './compare-segments.js';
import type { FieldGroup, Mismatch } from './mismatch.js';
import { differing } from './mismatch.js';
import { POOL_READY } from './recorded-arguments.js';
import type { PredictedStep } from './replay.js';
import { fromBase64 } from './segments.js';
import type { RecordedSegment, RecordedStep, TraceDirectory } from './trace.js';

/** How one step came out. */
export interface StepCheck {
  readonly step: number;
  readonly action: string;
  /** Groups that the recording has for this step, each right or wrong as a whole. */
  readonly scored: readonly FieldGroup[];
  readonly mismatches: readonly Mismatch[];
}

/** How a whole trace came out. */
export interface TraceScore {
  readonly name: string;
  /** The kernel whose rules predicted it. */
  readonly kernel?: BuildRecord;
  readonly steps: readonly StepCheck[];
  /** Field groups that were scored, and those of them that were right. */
  readonly scored: number;
  readonly right: number;
}

/**
 * Compares predictions with the recorded answers. The first step is the input; scoring it shows that the model read the
 * whole of it, and gives back what was seen.
 */
export const checkTrace = (
  { trace, files }: TraceDirectory,
  predictions: Iterable<PredictedStep>,
): TraceScore => {
  const steps: StepCheck[] = [];
  let kernel: BuildRecord | undefined;
  let innerReserved = false;
  let jumped = false;
  for (const predicted of predictions) {
    const recorded = trace.steps[predicted.step]!;
    kernel ??= predicted.kernel;
    innerReserved ||= /^\s+.* : reserved$/m.test(recorded.observed?.iomem ?? '');
    jumped ||= recorded.result?.['outcome'] === 'booted';
    steps.push(
      checkStep(recorded, predicted, files, {
        hideInnerReserved: innerReserved,
        handoverOnly: jumped,
        hidePageDumps: wasEjectedAtLast(recorded),
      }),
    );
  }
  const groups = steps.map(({ scored, mismatches }) => {
    const wrong = new Set(mismatches.map(({ group }) => group));
    return { scored: scored.length, right: scored.filter((group) => !wrong.has(group)).length };
  });
  return {
    name: trace.name,
    ...(kernel === undefined ? {} : { kernel }),
    steps,
    scored: groups.reduce((sum, { scored }) => sum + scored, 0),
    right: groups.reduce((sum, { right }) => sum + right, 0),
  };
};

/** An ejection that succeeded, and whose recording does not tell how often it failed before. */
const wasEjectedAtLast = ({ action, result, unmovable_pfns }: RecordedStep): boolean =>
  action === 'dimm-del' && result?.['removed'] === true && unmovable_pfns === undefined;

const DEAD = new Set(['reset', 'hang']);

const checkStep = (
  recorded: RecordedStep,
  predicted: PredictedStep,
  files: ReadonlyMap<string, Uint8Array>,
  visibility: Visibility,
): StepCheck => {
  const scored: FieldGroup[] = [];
  const mismatches: Mismatch[] = [];
  const dead = DEAD.has(String(recorded.result?.['outcome']));

  const wanted = scoredResult(withLoggedCommandLine(recorded));
  if (wanted !== undefined) {
    scored.push('result');
    const found = scoredResult({ ...recorded, result: predicted.result }) ?? {};
    // A machine that was to hang has nobody who could be asked for a command line.
    const hangs = predicted.result?.['outcome'] === 'hang';
    const asked = dead && hangs ? { outcome: wanted['outcome'] } : wanted;
    mismatches.push(...differing('result', asked, withKeysOf(asked, found)));
  }
  // What is seen after a reset is the firmware's next cold boot, not what was handed over.
  if (recorded.observed !== undefined && recorded.observed !== null && !dead) {
    scored.push('iomem', 'blocks', 'sys', 'dmesg');
    if (recorded.observed.firmware_memmap !== undefined) scored.push('firmware_memmap');
    mismatches.push(...compareObserved(recorded.observed, predicted.observed, visibility));
  }
  // A kernel that lets nobody look at what it has loaded has no segments to compare.
  if (recorded.action === 'kexec-load' && recorded.segments !== undefined) {
    scored.push('segments');
    mismatches.push(
      ...compareSegments(
        recorded.segments as readonly RecordedSegment[],
        predicted.segments ?? [],
        files,
        // A log is read after the load: a pool that became ready in this step may have done so before it or after it.
        recorded.observed?.dmesg.includes(POOL_READY) ?? false,
      ),
    );
  }
  const seen = new Set(mismatches.map(({ group }) => group));
  return {
    step: predicted.step,
    action: recorded.action,
    scored: [...new Set([...scored, ...seen])],
    mismatches,
  };
};

const withKeysOf = (wanted: object, found: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(wanted).map((key) => [key, found[key]]));

const COMMAND_LINE = 'Kernel command line: ';

/** The second kernel's command line from its own log, which is the one place where recordings keep it reliably. */
const loggedCommandLine = ({ observed }: RecordedStep): string | undefined =>
  observed?.dmesg
    .find((line) => line.startsWith(COMMAND_LINE))
    ?.slice(COMMAND_LINE.length)
    .trim();

/** A kernel answers after these, the next one or the first again. */
const ANSWERED = new Set(['booted', 'reset']);

/** Recordings of a jump asked a shell for the command line and got its banner; the log knows better or nobody does. */
const withLoggedCommandLine = (step: RecordedStep): RecordedStep => {
  if (step.result === undefined || step.result === null) return step;
  const { cmdline: _, ...result } = step.result;
  if (!ANSWERED.has(String(result['outcome']))) return step;
  const logged = loggedCommandLine(step);
  return { ...step, result: logged === undefined ? result : { ...result, cmdline: logged } };
};

/** The program headers of a core in base64. How long the notes are depends on text that varies from build to build. */
const coreHeaders = (base64: string): readonly string[] => {
  const bytes = fromBase64(base64.replaceAll('\n', ''));
  if (bytes.length === 0) return [];
  const { machine, notes, loads } = coreHeader.read(bytes);
  return [
    `machine ${machine}, ${notes.length} notes`,
    ...loads.map(
      ({ offset, paddr, vaddr, size }) =>
        `load ${hex(offset ?? paddr)} ${hex(paddr)} ${hex(vaddr)} ${hex(size)}`,
    ),
  ];
};

/**
 * The part of a result that can be right or wrong: a tool's words cannot, and code that runs in absent memory may
 * hang or reset.
 */
const scoredResult = (step: RecordedStep): Readonly<Record<string, unknown>> | undefined => {
  const { action, result } = step;
  if (result === undefined || result === null) return undefined;
  if (action === 'kexec-load') return { rc: result['rc'] };
  if (action === 'vmcore-head') return { rc: result['rc'], headers: coreHeaders(String(result['out'])) };
  if (action === 'raw' && Array.isArray(result['out'])) return { rc: result['rc'], out: result['out'] };
  if (action === 'kexec-exec' || action === 'crash') {
    const outcome = String(result['outcome']);
    const { cmdline } = result;
    const scored = { outcome: DEAD.has(outcome) ? 'dead' : outcome };
    return ANSWERED.has(outcome) && typeof cmdline === 'string'
      ? { ...scored, cmdline: cmdline.trim() }
      : scored;
  }
  const { devices } = result;
  return Array.isArray(devices) ? { ...result, devices: devices.map(withoutChance) } : result;
};

const LARGER = 'more than requested';

/**
 * A virtio-mem device keeps what the kernel cannot give back. That it keeps something follows from rules; how many bytes
 * the kernel's own data is spread over is chance. A device that has no more than was requested is compared exactly.
 */
const withoutChance = (device: unknown): unknown => {
  const { type, data } = device as {
    readonly type?: unknown;
    readonly data?: Readonly<Record<string, unknown>>;
  };
  if (type !== 'virtio-mem' || data === undefined) return device;
  const { size, 'requested-size': requested } = data;
  return Number(size) > Number(requested) ? { type, data: { ...data, size: LARGER } } : device;
};
