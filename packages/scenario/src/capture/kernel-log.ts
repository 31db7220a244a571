import { timeOfLine } from './log-time.js';

/** One line of a kernel's log. */
export interface KernelLogLine {
  /** In the text, from 1 on. */
  readonly number: number;
  /** Without time stamps, priorities and whatever a tool put before it. */
  readonly text: string;
}

/** One boot in a log that may hold several. */
export interface LoggedBoot {
  readonly lines: readonly KernelLogLine[];
  /** As the banner tells it; undefined where the log begins after it. */
  readonly release: string | undefined;
  /** When its first line was written, in the words of the log's tool; undefined where it tells no time of day. */
  readonly begins: string | undefined;
}

/** What a text of a kernel's log holds. */
export interface KernelLog {
  /** In the order of the text; at least one where there is a line. */
  readonly boots: readonly LoggedBoot[];
  /** Lines that other programs wrote into the same journal. */
  readonly foreign: number;
}

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const CLOCK = '\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d+)?';
const ISO = `\\d{4}-\\d{2}-\\d{2}[T ]${CLOCK}(?:Z|[+-]\\d{2}:?\\d{2}| [A-Z]{3,5})?`;

/** `kern  :info  : `, which `dmesg -x` prints. */
const FACILITY = /^[a-z0-9]+ *:[a-z]+ *: */;

/** `<6>`, which /proc/kmsg, syslog and `dmesg -r` print. */
const PRIORITY = /^<\d{1,3}>/;

/** What /dev/kmsg prints before a line: `6,339,5140900,-;`. */
const KMSG = /^\d+,\d+,\d+,[-a-z](?:,[^;]*)?;/;

/** What the kernel, dmesg or a console puts before a line: seconds, dates, deltas, and who printed it. */
const STAMPS = [
  /^\[ *\d+\.\d+(?: <[ +]*\d+\.\d+>)?\] ?/,
  new RegExp(`^\\[${DAY} ${MONTH} +\\d+ ${CLOCK} \\d{4}(?: <[ +]*\\d+\\.\\d+>)?\\] ?`),
  new RegExp(`^\\[${MONTH} ?\\d+ \\d{2}:\\d{2}\\] ?`),
  /^\[ *[+<] *\d+\.\d+>?\] ?/,
  new RegExp(`^\\[?${ISO}\\]? `),
  /^\[ *[TC]\d+\] ?/,
];

/** What syslog and journalctl put before a line: a time, a host, a program with perhaps its number. */
const JOURNAL = new RegExp(
  `^(?:(?:<\\d+>)?(?:${DAY} )?${MONTH} +\\d+ ${CLOCK}|(?:${DAY} )?${ISO}|\\d{9,}\\.\\d+|\\[ *\\d+\\.\\d+\\]) (?:[\\w.:-]+ )?([\\w./()@-]+)(?:\\[\\d+\\])?: ?`,
);

/** `dmesg --time-format iso` names no host, and writes a comma. */
const DMESG_ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2},\d+/;

/** journalctl says where one boot ends and another begins. */
const BOOT_MARK = /^-- (?:Boot [0-9a-f]+|Reboot) --$/;
const JOURNAL_MARK = /^-- (?:Logs begin|Journal begins|No entries|cursor)/;

const BANNER = /^Linux version (\S+) /;
/** arm64 prints it before its banner. */
const BEFORE_BANNER = /^Booting Linux on physical CPU/;

const withoutStamps = (line: string): string => {
  let text = line.replace(FACILITY, '').replace(PRIORITY, '').replace(KMSG, '');
  for (let again = true; again;) {
    again = false;
    for (const stamp of STAMPS) {
      const shorter = text.replace(stamp, '');
      if (shorter.length === text.length) continue;
      text = shorter;
      again = true;
    }
  }
  return text;
};

/** A line of `journalctl -o json`. Undefined for other text. */
const jsonEntry = (line: string): { readonly from: string; readonly text: string } | undefined => {
  if (!line.startsWith('{"')) return undefined;
  try {
    const entry = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const message = entry['MESSAGE'];
    if (typeof message !== 'string') return undefined;
    const kernel = entry['_TRANSPORT'] === 'kernel' || entry['SYSLOG_IDENTIFIER'] === 'kernel';
    return { from: kernel ? 'kernel' : 'another program', text: message };
  } catch {
    return undefined;
  }
};

const ESCAPE = String.fromCharCode(0x1b);
const COLOUR = new RegExp(`${ESCAPE}\\[[0-9;]*[A-Za-z]`, 'g');

/** Terminals' colours, the marks of quotations in mails and reports, and the ends of lines of other systems. */
const clean = (line: string): string => {
  const plain = line.includes(ESCAPE) ? line.replaceAll(COLOUR, '') : line;
  return (plain.startsWith('>') ? plain.replace(/^(?:> ?)+/, '') : plain).trimEnd();
};

/** The line without what was put before it; undefined for another program's. */
const kernelLine = (line: string): string | undefined => {
  const json = jsonEntry(line);
  if (json !== undefined) return json.from === 'kernel' ? withoutStamps(json.text) : undefined;
  const journal = DMESG_ISO.test(line) ? null : JOURNAL.exec(line);
  if (journal === null || /^(?:ACPI|PCI|BIOS-|efi|e820|mem\d)/.test(journal[1]!)) return withoutStamps(line);
  return journal[1] === 'kernel'
    ? withoutStamps(line.slice(journal[0].length))
    : notFromProgram(line, journal);
};

/** `[    0.000000] efi: EFI v2.70` is the kernel's own; `[    4.2] host systemd[1]: ...` is not. */
const notFromProgram = (line: string, journal: RegExpExecArray): string | undefined => {
  const stamped = /^\[ *\d+\.\d+\] (\S+) (\S+)/.exec(journal[0]);
  if (stamped === null && journal[0].startsWith('[')) return withoutStamps(line);
  return stamped !== null && !/\[\d+\]: ?$/.test(journal[0]) && !/ kernel: ?$/.test(journal[0])
    ? withoutStamps(line)
    : undefined;
};

/** Numbered lines of a text, whichever system ended them. */
export const linesOf = (text: string): readonly KernelLogLine[] =>
  text.split('\n').map((line, index) => ({ number: index + 1, text: clean(line) }));

/**
 * Reads a log in whichever form people paste it: printk's own with time stamps and callers, `dmesg` with -T, -x, -r, -d or
 * -e, journalctl in its short forms and as JSON, syslog, with any line ends. Boots are told apart by their banners and by
 * the marks of journalctl.
 */
export const readKernelLog = (text: string): KernelLog => {
  const boots: { lines: KernelLogLine[]; release: string | undefined; begins: string | undefined }[] = [];
  let foreign = 0;
  let fresh = true;
  const begin = (raw: string): void => {
    boots.push({ lines: [], release: undefined, begins: timeOfLine(raw) });
    fresh = false;
  };
  for (const { number, text: raw } of linesOf(text)) {
    if (raw === '') continue;
    if (BOOT_MARK.test(raw)) {
      fresh = true;
      continue;
    }
    if (JOURNAL_MARK.test(raw)) continue;
    const line = kernelLine(raw);
    if (line === undefined) {
      foreign += 1;
      continue;
    }
    const release = BANNER.exec(line)?.[1];
    const open = boots.at(-1);
    const restarts =
      (BEFORE_BANNER.test(line) && open !== undefined && open.lines.length > 0) ||
      (release !== undefined && open !== undefined && hasBegun(open));
    if (fresh || restarts) begin(raw);
    const boot = boots.at(-1)!;
    if (release !== undefined) boot.release = release;
    boot.lines.push({ number, text: line });
  }
  return { boots: boots.filter(({ lines }) => lines.length > 0), foreign };
};

/** Whether a boot has its banner, or lines that come after it. */
const hasBegun = ({
  lines,
  release,
}: {
  readonly lines: readonly KernelLogLine[];
  readonly release: string | undefined;
}): boolean => release !== undefined || lines.some(({ text }) => !BEFORE_BANNER.test(text));
