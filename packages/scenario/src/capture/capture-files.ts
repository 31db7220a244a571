import { FormatError } from '@warmboot/format';

/** What a capture holds: contents by the path that they had on the machine, without the first slash. */
export type CaptureFiles = ReadonlyMap<string, Uint8Array>;

/** The file as text; undefined where the machine had none. */
export const textOf = (files: CaptureFiles, name: string): string | undefined => {
  const bytes = files.get(name);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
};

/** A file of one value, without its newline. */
export const valueOf = (files: CaptureFiles, name: string): string | undefined =>
  textOf(files, name)?.replace(/\n+$/, '');

/** What `capture.txt` says about a file that is not there. */
const reasonFor = (files: CaptureFiles, name: string): string | undefined =>
  (textOf(files, MANIFEST) ?? '')
    .split('\n')
    .find((line) => line.startsWith(`missing /${name}: `))
    ?.slice(`missing /${name}: `.length);

/** The text that the capture script writes about itself: what it recorded where, and what it could not read. */
const MANIFEST = 'capture.txt';

/** What a file of a capture tells, and what stands in for it. */
interface Part {
  readonly name: string;
  /** What it is made from on the machine; the file of that name where absent. */
  readonly of?: string;
  readonly tells: string;
  readonly instead: string;
}

/** Files that the model reads of every machine, the most needed first. */
const PARTS: readonly Part[] = [
  {
    name: 'proc/iomem',
    tells: 'where memory, the kernel and the crash kernel are',
    instead: 'made from the memory map in the log',
  },
  {
    name: 'proc/zoneinfo',
    tells: 'zones and nodes',
    instead: 'one node, with the zones of an ordinary kernel',
  },
  {
    name: 'memory-blocks',
    of: '/sys/devices/system/memory',
    tells: 'which blocks there are, and which are online',
    instead: 'every block that has RAM is there, and online',
  },
  { name: 'proc/cmdline', tells: 'boot options', instead: 'no boot options' },
  { name: 'proc/sys/kernel/osrelease', tells: 'the release', instead: 'the first rules that are known' },
  {
    name: 'proc/sys/kernel/arch',
    tells: 'the architecture',
    instead: 'the one that the memory map looks like',
  },
];

const ofPart = ({ name, of = `/${name}` }: Part): string => of;

/** The parts that a capture lacks. */
const missingParts = (files: CaptureFiles): readonly Part[] => PARTS.filter(({ name }) => !files.has(name));

/**
 * What a capture lacks, each with what it would have told and what is taken instead: a sentence each, without its full stop.
 */
export const assumptionsFor = (files: CaptureFiles): readonly string[] =>
  missingParts(files).map((part) => {
    const reason = reasonFor(files, part.name);
    return `${ofPart(part)} is missing${reason === undefined ? '' : ` (${reason})`}: ${part.tells}; assumed: ${part.instead}`;
  });

/** The same in one sentence, for a text that was never meant to be a capture. */
export const assumptionFor = (files: CaptureFiles): readonly string[] => {
  const missing = missingParts(files);
  return missing.length === 0
    ? []
    : [
        `not told: ${missing.map(({ tells }) => tells).join('; ')}. Assumed: ${missing.map(({ instead }) => instead).join('; ')}`,
      ];
};

/**
 * The error for a capture with too little in it, which names everything that it lacks.
 * @param or what would do as well
 */
export const tooLittle = (files: CaptureFiles, or = ''): FormatError => {
  const [first, ...others] = missingParts(files);
  const name = first?.name ?? 'proc/iomem';
  const reason = reasonFor(files, name);
  const also = others.map((part) => `${part.name} (${part.tells})`);
  return new FormatError({
    format: 'capture',
    field: name,
    found: reason === undefined ? 'missing' : `missing (${reason})`,
    allowed: `what the machine shows in ${first === undefined ? `/${name}` : ofPart(first)}${or}`,
    advice:
      (also.length === 0 ? '' : `Missing too: ${also.join(', ')}. `) +
      'Run the script that `warmboot capture` prints on the machine, as root.',
  });
};
