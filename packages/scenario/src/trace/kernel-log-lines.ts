/** One for each try that met a page that could not move. mm/page_isolation.c, mm/debug.c */
const UNMOVABLE = /^page dumped because: unmovable page$/;

/** A log without what it says of pages that could not move. */
export const withoutPageDumps = (log: readonly string[]): string[] =>
  log.filter((line) => !UNMOVABLE.test(line));

/**
 * The log lines that the specification covers (core section 9): what the kernel model must say, and nothing else.
 * Text in front of a variable part is enough to know a line.
 */
const COVERED: readonly RegExp[] = [
  /^resource: (Expanded resource|requested range|fixing request|Trying to free|Unaddressable|resource sanity)/,
  /^x86\/mm: Memory block size: \d+MB$/,
  /^Block size \[0x[0-9a-f]+\] unaligned hotplug range/,
  /^Hotplug memory \[.*\] exceeds maximum addressable range/,
  /^node \d+ was absent from the node_possible_map/,
  /^removing memory fails, because memory/,
  /^Refuse to remove/,
  UNMOVABLE,
  /^Built \d+ zonelists, mobility grouping/,
  /^Policy zone: /,
  /^Boot memory \[/,
  /^memory memory\d+: Offline (failed|disabled)\.$/,
  /^acpi PNP0C80:.*(add_memory failed|acpi_memory_enable_device\(\) error)/,
  /^kexec(_core|_file)?: /,
  /^kexec-bzImage64: /,
  /^kexec_file\(Image\): /,
  /^Can't kexec: /,
  /^Lockdown: .*kexec/,
  /^crashkernel/,
  /^Reserving \d+MB of (low )?memory at/,
  /^Cannot reserve \d+MB crashkernel/,
  /^crash hp: /,
];

/** Page totals depend on allocations inside the kernel. */
const masked = (line: string): string => line.replace(/(Total pages: )\d+/, '$1*');

/** The covered lines of a log, with what varies from run to run masked. */
export const coveredLines = (log: readonly string[]): string[] =>
  log.filter((line) => COVERED.some((pattern) => pattern.test(line))).map(masked);
