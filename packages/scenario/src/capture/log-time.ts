const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const CLOCK = '\\d{2}:\\d{2}:\\d{2}';

/** Times as tools print them before a line, after a priority or a facility: `dmesg -T`, journalctl and syslog, ISO 8601. */
const STAMP = new RegExp(
  `^(?:<\\d{1,3}>|[a-z0-9]+ *:[a-z]+ *: *)*\\[?(${DAY} ${MONTH} +\\d+ ${CLOCK} \\d{4}|(?:${DAY} )?${MONTH} +\\d+ ${CLOCK}|\\d{4}-\\d{2}-\\d{2}[T ]${CLOCK})`,
);

/** Microseconds since 1970, in an entry of `journalctl -o json`. */
const JOURNAL_TIME = /"__REALTIME_TIMESTAMP" ?: ?"?(\d{15,16})\b/;

/** When a line was written, in the words of its tool; undefined for one that tells seconds since the boot, or nothing. */
export const timeOfLine = (line: string): string | undefined => {
  if (!line.startsWith('{"')) return STAMP.exec(line)?.[1];
  const micros = JOURNAL_TIME.exec(line)?.[1];
  return micros === undefined
    ? undefined
    : new Date(Number(micros) / 1000).toISOString().replace(/\.\d+Z$/, 'Z');
};
