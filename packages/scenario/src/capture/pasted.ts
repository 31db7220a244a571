import { FormatError } from '@warmboot/format';
import type { CaptureFiles } from './capture-files.js';
import { chosenBoot, noBoots, tellsMemory } from './chosen-boot.js';
import type { LoggedBoot } from './kernel-log.js';
import { linesOf, readKernelLog } from './kernel-log.js';

/** What is said of a pasted text: remarks for whoever pasted it, a line each. */
export const PASTED = 'pasted.txt';

const IOMEM_LINE = /^( *)([0-9A-Fa-f]{4,16})-([0-9A-Fa-f]{4,16}) : (.+)$/;

/** `Linux host 6.1.0-54-amd64 #1 SMP ... x86_64 GNU/Linux`, as `uname -a` prints it. */
const UNAME = /^Linux \S+ (\d+\.\d+\S*) #.* (x86_64|aarch64|riscv64|armv7l|i[3-6]86|ppc64le|s390x)(?: |$)/;

/** /proc/cmdline by itself. */
const CMDLINE = /^(?:BOOT_IMAGE=\S+|root=\S+|console=\S+)(?: \S+)*$/;

const COMMAND_LINE = /^(?:Kernel c|C)ommand line: (.*)$/;

/** Lines by which a text shows itself to be a kernel's log. */
const OF_A_LOG =
  /^(?:Linux version \d| ?(?:BIOS-(?:e820|e801|88)|Xen): |BIOS-provided physical RAM map|efi: |EFI: mem|(?:Kernel c|C)ommand line: |Early memory (?:node|PFN) ranges|Booting Linux on physical CPU)/;

interface Entry {
  /** Blanks before it, as it was pasted. */
  readonly indent: number;
  readonly start: bigint;
  readonly end: bigint;
  readonly name: string;
}

/** What is left of a PCI window that the kernel joined to its neighbour: it lies nowhere. */
const isEmptied = ({ start, end }: Entry): boolean => start === 0n && end === 0n;

/**
 * Lines of /proc/iomem as the kernel writes them: nested by what lies in what, since mails and pages swallow blanks in front.
 */
const iomemText = (entries: readonly Entry[]): string => {
  const open: Entry[] = [];
  const width = entries.some(({ end }) => end > 0xffff_ffffn) ? 0 : 8;
  const digits = (value: bigint): string => value.toString(16).padStart(Math.max(8, width), '0');
  const lines = entries.map((entry) => {
    if (isEmptied(entry)) {
      const depth = Math.min(open.length, 4, Math.floor(entry.indent / 2));
      return `${'  '.repeat(depth)}${digits(entry.start)}-${digits(entry.end)} : ${entry.name}`;
    }
    while (open.length > 0 && !(open.at(-1)!.start <= entry.start && entry.end <= open.at(-1)!.end))
      open.pop();
    const indent = ' '.repeat(2 * Math.min(open.length, 4));
    open.push(entry);
    return `${indent}${digits(entry.start)}-${digits(entry.end)} : ${entry.name}`;
  });
  return `${lines.join('\n')}\n`;
};

const entryOf = (text: string): Entry | undefined => {
  const match = IOMEM_LINE.exec(text);
  return match === null
    ? undefined
    : {
        indent: match[1]!.length,
        start: BigInt(`0x${match[2]}`),
        end: BigInt(`0x${match[3]}`),
        name: match[4]!.trim(),
      };
};

/** The first copy, where a report has more than one: a line that lies below the one before it begins another. */
const firstCopy = (
  entries: readonly Entry[],
): { readonly kept: readonly Entry[]; readonly more: boolean } => {
  let last = 0n;
  const again = entries.findIndex((entry) => {
    if (isEmptied(entry)) return false;
    const begins = entry.start < last;
    last = entry.start;
    return begins;
  });
  return again < 0 ? { kept: entries, more: false } : { kept: entries.slice(0, again), more: true };
};

/** Which architecture wrote a text, where something tells it: as `uname -m` names it. */
const architectureOf = (boot: LoggedBoot | undefined, entries: readonly Entry[]): string | undefined => {
  const lines = boot?.lines.map(({ text }) => text) ?? [];
  const banner = lines.find((line) => line.startsWith('Linux version ')) ?? '';
  if (
    /\briscv64|riscv64-/.test(banner) ||
    lines.some((line) => /^(?:riscv: |SBI specification)/.test(line))
  ) {
    return 'riscv64';
  }
  if (/x86_64|amd64/.test(banner)) return 'x86_64';
  if (/aarch64|arm64/.test(banner)) return 'aarch64';
  if (lines.some((line) => /^ ?(?:BIOS-(?:e820|e801|88)|Xen): |^x86\//.test(line))) return 'x86_64';
  if (
    lines.some((line) =>
      /^(?:Booting Linux on physical CPU 0x\d{10}|CPU features: |psci: |GICv[23])/.test(line),
    )
  ) {
    return 'aarch64';
  }
  if (lines.some((line) => /^(?:efi: |EFI: )?mem\d+: /.test(line))) return 'x86_64';
  return architectureOfIomem(entries);
};

/** Names that one architecture alone writes: `Reserved` is x86's and riscv's, a devicetree's nodes are nobody's. */
const architectureOfIomem = (entries: readonly Entry[]): string | undefined => {
  const named = (pattern: RegExp): boolean => entries.some(({ name }) => pattern.test(name));
  if (named(/^(?:Local APIC|Video ROM|Adapter ROM|HPET \d|IOAPIC \d|System ROM|ACPI Tables)$/))
    return 'x86_64';
  if (named(/^[0-9a-f]+\.(?:plic|clint)\b/)) return 'riscv64';
  if (
    named(/^(?:ARMH|APMC|LNRO|HISI)[0-9A-F]{4}:/) ||
    named(/^[0-9a-f]+\.(?:pl\d+|gic|its)/) ||
    named(/^reserved$/)
  ) {
    return 'aarch64';
  }
  return undefined;
};

/** The architecture that a text looks like where nothing tells it: PCs have RAM from 0 on, with a hole below 1 MiB. */
export const likelyArchitecture = (text: string): string | undefined => {
  const entries = linesOf(text).flatMap(({ text: line }) => entryOf(line) ?? []);
  const told = architectureOfIomem(entries);
  const ram = entries.find(({ name }) => name === 'System RAM');
  if (told !== undefined || ram === undefined) return told;
  return ram.end < 0x10_0000n ? 'x86_64' : 'aarch64';
};

const fault = (found: string, allowed: string, advice: string): FormatError =>
  new FormatError({ format: 'pasted text', field: 'it', found, allowed, advice });

/**
 * The files of a capture that a text stands for: a copy of /proc/iomem, a kernel's log or a part of one, `uname -a`, a command
 * line, or several of them one after the other as reports have them.
 * @param asked which boot of the log, as journalctl counts them; by default the last that tells its memory, else the last
 * @returns undefined for a text that is none of these
 * @throws FormatError for a copy of /proc/iomem that was made without the right to see addresses; for a boot that is not there
 */
export const filesOfPaste = (text: string, asked?: number): CaptureFiles | undefined => {
  const entries: Entry[] = [];
  const rest: string[] = [];
  for (const { text: line } of linesOf(text)) {
    const entry = entryOf(line);
    if (entry === undefined) rest.push(line);
    else entries.push(entry);
  }
  const log = readKernelLog(rest.join('\n'));
  const isLog = log.boots.some((boot) => boot.lines.some(({ text: line }) => OF_A_LOG.test(line)));
  if (entries.length === 0 && !isLog) return undefined;
  if (entries.length > 0 && entries.every(isEmptied)) {
    throw fault(
      'a copy of /proc/iomem in which every address is zero',
      'one that was read as root',
      'The kernel hides addresses from a reader without CAP_SYS_ADMIN: sudo cat /proc/iomem',
    );
  }
  if (asked !== undefined && !isLog) throw noBoots('a text of /proc/iomem without a log');
  const chosen = isLog ? chosenBoot(log.boots, asked) : undefined;
  const { kept, more } = firstCopy(entries);
  const logLines = chosen?.boot.lines.map(({ text: line }) => line) ?? [];
  const uname = rest.map((line) => UNAME.exec(line)).find((match) => match !== null);
  const release = chosen?.boot.release ?? uname?.[1];
  const arch = uname?.[2] ?? architectureOf(chosen?.boot, kept);
  const cmdline =
    logLines.map((line) => COMMAND_LINE.exec(line)?.[1]).findLast((found) => found !== undefined) ??
    rest.find((line) => CMDLINE.test(line));
  const remarks = [
    ...(chosen?.remark === undefined ? [] : [chosen.remark]),
    ...(asked !== undefined && log.boots.length > 1 && entries.length > 0
      ? ['nothing tells which boot the copy of /proc/iomem is of: it is taken for one of this boot']
      : []),
    ...(log.foreign > 0 && isLog
      ? [
          `${log.foreign === 1 ? 'a line of another program is' : `${log.foreign} lines of other programs are`} passed by`,
        ]
      : []),
    ...emptiedRemarks(kept),
    ...(more ? ['there is more than one copy of /proc/iomem: the first is answered for'] : []),
    ...mapRemarks(kept.length > 0, chosen?.boot),
    ...strangersAmong(rest, isLog),
  ];
  const file = (content: string): Uint8Array => new TextEncoder().encode(content);
  return new Map(
    Object.entries({
      [PASTED]: file(remarks.map((remark) => `${remark}\n`).join('')),
      ...(kept.length === 0 ? {} : { 'proc/iomem': file(iomemText(kept)) }),
      ...(logLines.length === 0 ? {} : { dmesg: file(`${logLines.join('\n')}\n`) }),
      ...(cmdline === undefined ? {} : { 'proc/cmdline': file(`${cmdline}\n`) }),
      ...(release === undefined ? {} : { 'proc/sys/kernel/osrelease': file(`${release}\n`) }),
      ...(arch === undefined ? {} : { 'proc/sys/kernel/arch': file(`${arch}\n`) }),
    }),
  );
};

/** Windows that lie nowhere are no fault of whoever pasted them. */
const emptiedRemarks = (entries: readonly Entry[]): readonly string[] => {
  const names = entries.filter(isEmptied).map(({ name }) => name);
  return names.length === 0
    ? []
    : [
        `${names.length === 1 ? 'a line has' : `${names.length} lines have`} no place (00000000-00000000 : ${names.join(', ')}): Linux 5.16 to 6.4 leave them where they joined PCI windows, and no memory is in them`,
      ];
};

/** Lines of a firmware's map, and the forms that they are read in: what begins so and is none of these is told of. */
const FIRMWARE_MAP =
  /^(?: ?(?:BIOS-(?:e820|e801|88)|Xen): |(?:efi: |EFI: )?mem\d+: |(?:efi: )? {2}0x[0-9a-f]+-0x)/;
const MAP_FORMS =
  /\[(?:mem|gap) +0x[0-9a-f]+-0x[0-9a-f]+\]|: [0-9a-f]{16} - [0-9a-f]{16} \(|range=\[0x[0-9a-f]+-0x[0-9a-f]+[\])] \((?:\d+MB|invalid)\)$|^(?:efi: )? {2}0x[0-9a-f]+-0x[0-9a-f]+ \[.*\]\*?$/i;

/** What is to be said of the memory map in a log. */
const mapRemarks = (hasIomem: boolean, boot: LoggedBoot | undefined): readonly string[] => {
  if (boot === undefined) return [];
  const { lines } = boot;
  const broken = lines.filter(({ text }) => FIRMWARE_MAP.test(text) && !MAP_FORMS.test(text));
  const [first] = broken;
  const told = lines.some(({ text }) => FIRMWARE_MAP.test(text));
  return [
    ...(first === undefined
      ? []
      : [
          `${broken.length === 1 ? 'a line begins' : `${broken.length} lines begin`} as those of the memory map do and cannot be read, the first: ${JSON.stringify(first.text.slice(0, 60))}`,
        ]),
    ...(hasIomem || told || !tellsMemory(boot) || lines.some(({ text }) => text === 'efi: UEFI not found.')
      ? []
      : [
          'the log has no map of the firmware (efi=debug prints it): what the kernel laid out counts as RAM, what firmware keeps in it too',
        ]),
  ];
};

/** Prompts, fences and headings that come with what people copy. */
const DECORATION = /^(?:```|~~~|[#$%>]|\S+[@:].*[#$%] |\[?\S+@\S+ .*\]?[#$%]|cat |sudo |--|==|\*\*)/;

/** Lines beside /proc/iomem that say nothing that is known; a log has many that do not matter. */
const strangersAmong = (rest: readonly string[], isLog: boolean): readonly string[] => {
  const strange = rest.filter(
    (line) => line !== '' && !DECORATION.test(line) && !UNAME.test(line) && !CMDLINE.test(line),
  );
  const [first] = strange;
  return isLog || first === undefined
    ? []
    : [
        `${strange.length === 1 ? 'a line is' : `${strange.length} lines are`} none of /proc/iomem and passed by, the first: ${JSON.stringify(first.slice(0, 60))}`,
      ];
};
