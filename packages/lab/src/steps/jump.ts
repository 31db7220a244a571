import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SpoiltRunError } from '../failure/lab-error.js';
import { spoilt } from '../guest/spoilt.js';
import type { DoneAction, StepOf } from './step.js';
import type { Stage } from './stage.js';

/**
 * When a kernel that does not answer is taken for dead: CPU seconds since its last word, for one that runs; seconds
 * since then, for one that stands still; and seconds in all.
 */
const DEAD = { running: 40, still: 90, ever: 900 } as const;
/** What counts as standing still, in CPU seconds of a minute and a half. */
const STILL = 3;
/** A panic is followed by a reset, where the command line says so; it is waited for, in milliseconds. */
const AFTER_PANIC = 20_000;
const TICKS_PER_SECOND = 100;

const READY = /LAB-READY [^\n]*\n/;
const PANIC = /Kernel panic - not syncing: ([^\r\n]*)/g;

/** Seconds of CPU that QEMU took so far. proc(5), /proc/[pid]/stat: utime, stime */
const cpuSeconds = ({ guest }: Stage): number => {
  try {
    const pid = readFileSync(join(guest.folder, 'pid'), 'utf8').trim();
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
};

interface Ending {
  readonly outcome: NonNullable<DoneAction['outcome']>;
  /** What the caller of a jump that was refused was told. */
  readonly said?: string;
  /** The first panic that nobody asked for. */
  readonly panic?: string;
}

/**
 * Waits for what comes of a jump: another shell, a reset, a refusal, or silence.
 * @param panics panics that were asked for
 */
const ending = async (stage: Stage, refused: RegExp, since: number, panics: number): Promise<Ending> => {
  const { console, qmp } = stage.guest;
  const isReset = (): boolean => qmp.events.slice(since).some(({ event }) => event === 'RESET');
  const start = Date.now();
  let length = console.said.length;
  let heard = { at: start, cpu: cpuSeconds(stage) };
  let panicked: number | undefined;
  for (;;) {
    if (isReset()) return { outcome: 'reset' };
    const { unread } = console;
    if (READY.test(unread)) return { outcome: 'booted' };
    const answer = refused.exec(unread);
    if (answer !== null) {
      console.take(refused);
      return { outcome: 'refused', said: answer[1] ?? '' };
    }
    const disturbance = spoilt(unread);
    if (disturbance !== undefined) {
      throw new SpoiltRunError(`emulation disturbed the guest (${disturbance})`, unread);
    }
    if ((unread.match(PANIC)?.length ?? 0) > panics) panicked ??= Date.now();
    if (panicked !== undefined && Date.now() - panicked > AFTER_PANIC) return { outcome: 'panic' };
    if (console.said.length > length) {
      length = console.said.length;
      heard = { at: Date.now(), cpu: cpuSeconds(stage) };
    }
    const used = cpuSeconds(stage) - heard.cpu;
    const silent = (Date.now() - heard.at) / 1000;
    const isDead =
      used > DEAD.running || (silent > DEAD.still && used < STILL) || Date.now() - start > DEAD.ever * 1000;
    if (isDead || stage.guest.ended) return { outcome: 'hang' };
    await console.more(500);
  }
};

/** Does what makes the machine jump, and says what came of it. */
const jumped = async (stage: Stage, command: string, panics = 0): Promise<Ending> => {
  const { guest } = stage;
  // The last words of a kernel are for whoever watches its console.
  await guest.sh('dmesg -n 6');
  const since = guest.qmp.events.length;
  const { length } = guest.console.said;
  guest.console.send(`${command} 2>&1; echo "LAB-BA""CK"`);
  const end = await ending(stage, /([^]*?)LAB-BACK\r?\n/, since, panics);
  if (end.outcome === 'refused') await guest.sh('dmesg -n 1');
  const [panic] = [...guest.console.said.slice(length).matchAll(PANIC)].slice(panics);
  return panic === undefined ? end : { ...end, panic: panic[1]! };
};

const done = async (
  stage: Stage,
  action: 'kexec-exec' | 'crash',
  { outcome, said, panic }: Ending,
): Promise<DoneAction> => {
  const { guest } = stage;
  if (outcome === 'booted') await guest.ready();
  const cmdline = outcome === 'booted' ? { cmdline: (await guest.sh('cat /proc/cmdline')).out.trim() } : {};
  return {
    arguments: { action },
    outcome,
    ...(panic === undefined ? {} : { panic }),
    result: { outcome, ...cmdline, ...(said === undefined ? {} : { console: said.trim() }) },
  };
};

/** `kexec -e`. */
export const exec: StepOf<'exec'> = async function* (_, stage) {
  yield await done(stage, 'kexec-exec', await jumped(stage, 'kexec -e'));
};

const VMCORE_HEAD = 'dd if=/proc/vmcore bs=4096 count=2 2>/dev/null | base64';

/** A panic by sysrq; where a capture kernel comes up, the head of its vmcore is read. */
export const crash: StepOf<'crash'> = async function* (_, stage) {
  const end = await jumped(stage, 'echo c > /proc/sysrq-trigger', 1);
  yield await done(stage, 'crash', end);
  if (end.outcome !== 'booted') return;
  yield {
    arguments: { action: 'vmcore-head', command: VMCORE_HEAD },
    result: await stage.guest.sh(VMCORE_HEAD),
  };
};
