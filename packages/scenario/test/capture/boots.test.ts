import { FormatError } from '@warmboot/format';
import { filesOfPaste } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';

const MAP = 'BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable';

/** Three boots as journalctl prints them; the last was cut off before its memory map. */
const JOURNAL = [
  '-- Boot 0123456789abcdef0123456789abcdef --',
  'Mar 01 08:00:00 host kernel: Linux version 5.10.0-28-amd64 (a) #1 SMP',
  `Mar 01 08:00:00 host kernel: ${MAP}`,
  'Mar 01 08:00:01 host systemd[1]: Started something.',
  '-- Boot 1123456789abcdef0123456789abcdef --',
  'Mar 02 09:00:00 host kernel: Linux version 6.1.0-18-amd64 (b) #1 SMP',
  `Mar 02 09:00:00 host kernel: ${MAP}`,
  '-- Boot 2123456789abcdef0123456789abcdef --',
  'Mar 03 10:00:00 host kernel: Linux version 6.12.9-amd64 (c) #1 SMP',
].join('\n');

const taken = (text: string, boot?: number): { readonly release: string; readonly remarks: string } => {
  const file = (name: string): string => new TextDecoder().decode(filesOfPaste(text, boot)?.get(name)).trim();
  return { release: file('proc/sys/kernel/osrelease'), remarks: file('pasted.txt') };
};

const faultOf = (text: string, boot: number): FormatError['fault'] => {
  try {
    filesOfPaste(text, boot);
  } catch (error) {
    if (error instanceof FormatError) return error.fault;
    throw error;
  }
  throw new Error('nothing was wrong');
};

describe('a log of several boots', () => {
  it('is answered for by the last that tells its memory, and says how many there are', () => {
    const { release, remarks } = taken(JOURNAL);
    expect(release).toBe('6.1.0-18-amd64');
    expect(remarks).toContain('the log holds 3 boots; boot 2, of Linux 6.1.0-18-amd64, is answered for');
    expect(remarks).toContain('--boot takes another');
  });

  it.each([
    [1, '5.10.0-28-amd64', 1],
    [2, '6.1.0-18-amd64', 2],
    [3, '6.12.9-amd64', 3],
    [0, '6.12.9-amd64', 3],
    [-1, '6.1.0-18-amd64', 2],
    [-2, '5.10.0-28-amd64', 1],
  ])('is asked as journalctl counts: %i', (asked, release, number) => {
    expect(taken(JOURNAL, asked)).toMatchObject({ release });
    expect(taken(JOURNAL, asked).remarks).toContain(
      `boot ${number}, of Linux ${release}, is answered for, as asked`,
    );
  });

  it.each([4, -3])('lists what it holds for a boot that is not there: %i', (asked) => {
    expect(faultOf(JOURNAL, asked)).toMatchObject({
      found: `${asked}, where the log holds 3 boots`,
      advice:
        '1: Linux 5.10.0-28-amd64, Mar 01 08:00:00; 2: Linux 6.1.0-18-amd64, Mar 02 09:00:00; 3: Linux 6.12.9-amd64, Mar 03 10:00:00.',
    });
  });

  it.each([
    ['dmesg -T', '[Mon Mar  3 10:00:00 2025] Linux version 6.1.0 (a)', 'Mon Mar  3 10:00:00 2025'],
    [
      'dmesg -x',
      'kern  :notice: [Mon Mar  3 10:00:00 2025] Linux version 6.1.0 (a)',
      'Mon Mar  3 10:00:00 2025',
    ],
    ['ISO', '2025-03-03T10:00:00+0100 host kernel: Linux version 6.1.0 (a)', '2025-03-03T10:00:00'],
    [
      'JSON',
      '{"__REALTIME_TIMESTAMP":"1740996000000000","_TRANSPORT":"kernel","MESSAGE":"Linux version 6.1.0 (a)"}',
      '2025-03-03T10:00:00Z',
    ],
  ])('tells when it began, in the words of %s', (_, line, time) => {
    expect(faultOf(line, 2).advice).toBe(`1: Linux 6.1.0, ${time}.`);
  });

  it('tells no time where its lines have seconds since the boot', () => {
    expect(faultOf('[    0.000000] Linux version 6.1.0 (a)', 2).advice).toBe('1: Linux 6.1.0.');
  });

  it('lists the last ones of a journal of years', () => {
    const years = Array.from({ length: 40 }, (_, index) => `Linux version 6.1.${index} (a)`).join('\n');
    expect(faultOf(years, 41).advice).toMatch(
      /^The last 12 of them: 29: Linux 6\.1\.28; .*; 40: Linux 6\.1\.39\.$/,
    );
  });

  it('beside a copy of /proc/iomem says that nothing tells whose that is', () => {
    expect(taken(`${JOURNAL}\n00100000-7fffffff : System RAM`, 1).remarks).toContain(
      'nothing tells which boot the copy of /proc/iomem is of',
    );
  });

  it('is a log: a copy of /proc/iomem by itself has no boots', () => {
    expect(faultOf('00100000-7fffffff : System RAM', 0).found).toContain('without a log');
  });
});
