import { FormatError } from '@warmboot/format';
import type { LoggedBoot } from './kernel-log.js';

/** Lines that tell memory. */
const OF_A_MAP =
  /^(?: ?(?:BIOS-(?:e820|e801|88)|Xen): |(?:efi: |EFI: )?mem\d+: |(?:efi: )? {2}0x[0-9a-f]+-0x|Early memory (?:node|PFN) ranges)/;

/** Whether a boot's log tells its memory. */
export const tellsMemory = ({ lines }: LoggedBoot): boolean => lines.some(({ text }) => OF_A_MAP.test(text));

/** A boot of a log. */
export interface ChosenBoot {
  readonly boot: LoggedBoot;
  /** From 1 on, in the order of the log. */
  readonly number: number;
  /** What is to be said of the choice; undefined where there was none. */
  readonly remark: string | undefined;
}

/** Boots that are listed one by one; a journal of years has hundreds. */
const LISTED = 12;

const listed = (boots: readonly LoggedBoot[]): string => {
  const first = Math.max(0, boots.length - LISTED);
  const words = boots
    .map(
      ({ release, begins }, index) =>
        `${index + 1}: ${release === undefined ? 'its banner is not in the log' : `Linux ${release}`}${begins === undefined ? '' : `, ${begins}`}`,
    )
    .slice(first);
  return `${first === 0 ? '' : `The last ${LISTED} of them: `}${words.join('; ')}.`;
};

const counted = (boots: readonly LoggedBoot[]): string =>
  `the log holds ${boots.length === 1 ? 'one boot' : `${boots.length} boots`}`;

const ofRelease = ({ release }: LoggedBoot): string =>
  release === undefined ? '' : `, of Linux ${release},`;

/**
 * The boot that is asked about.
 * @param boots in the order of the log, at least one
 * @param asked as journalctl counts: 1 is the first, 0 the last, -1 the one before; undefined for the last that tells its
 *   memory, else the last
 * @throws FormatError for one that the log does not hold, with those that it holds
 */
export const chosenBoot = (boots: readonly LoggedBoot[], asked: number | undefined): ChosenBoot => {
  const telling = boots.findLastIndex(tellsMemory);
  const own = telling < 0 ? boots.length : telling + 1;
  const number = asked === undefined ? own : asked > 0 ? asked : boots.length + asked;
  const boot = boots[number - 1];
  if (boot === undefined) {
    throw new FormatError({
      format: 'log',
      field: '--boot',
      found: `${asked}, where ${counted(boots)}`,
      allowed:
        boots.length === 1
          ? '1 or 0'
          : `1, the first, to ${boots.length}; 0, the last, to ${1 - boots.length}`,
      advice: listed(boots),
    });
  }
  const answered = `${counted(boots)}; boot ${number}${ofRelease(boot)} is answered for`;
  if (asked !== undefined) return { boot, number, remark: `${answered}, as asked` };
  return {
    boot,
    number,
    remark: boots.length === 1 ? undefined : `${answered}: --boot takes another (1 the first, 0 the last)`,
  };
};

/** The error for `--boot` beside something that is no log. */
export const noBoots = (found: string): FormatError =>
  new FormatError({
    format: 'log',
    field: '--boot',
    found: `asked of ${found}`,
    allowed: 'a kernel’s log or a journal, which may hold several boots',
    advice: 'Leave --boot out.',
  });
