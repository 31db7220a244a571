import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openCapture } from '../../src/capture/open-capture.js';
import { refusalIn, warmboot } from '../warmboot.js';

const here = (name: string): string =>
  fileURLToPath(new URL(`../../../../examples/cases/${name}`, import.meta.url));
const machine = (name: string): string =>
  fileURLToPath(new URL(`../../../../examples/machines/${name}.tar.gz`, import.meta.url));

const scratch = mkdtempSync(join(tmpdir(), 'warmboot-pasted-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const written = (name: string, text: string): string => {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
};

const asked = async (...argv: readonly string[]): Promise<string> => {
  const { out } = await warmboot(...argv);
  return out.replaceAll(/\s+/g, ' ');
};

const logOf = async (name: string): Promise<string> =>
  new TextDecoder().decode((await openCapture(machine(name))).get('dmesg'));

describe('a pasted /proc/iomem', () => {
  it('of a Raspberry Pi gives a placement and its caveats', async () => {
    const answer = await asked('load', here('raspberry-pi-iomem.txt'), '-c');
    expect(answer).toContain('kernel 0x00200000-0x006effff');
    expect(answer).toContain('The next kernel boots with 3.86 GiB of RAM');
    expect(answer).toContain(
      'What the input does not tell, and what is assumed: - not told: zones and nodes',
    );
    expect(await asked('crashkernel', '256M', '--machine', here('raspberry-pi-iomem.txt'))).toContain(
      '256 MiB at 0xea600000-0xfa5fffff',
    );
  });

  it('of a server with CXL memory does too, and keeps out of what a driver added', async () => {
    const file = here('cxl-server-iomem.txt');
    for (const call of ['-c', '-s']) {
      const answer = await asked('load', file, call);
      expect(answer).toContain('0x1040000000-0x207fffffff 65 GiB: once its driver finds it again');
      expect(answer).toContain('plug another DIMM at 0x2080000000');
    }
    expect(await asked('load', file, '-p')).toContain('0x4c000000-0x4c000fff 4 KiB Crash kernel');
  });

  const ZEROED = [
    '00000000-00000fff : Reserved',
    '00001000-0009efff : System RAM',
    '0009f000-0009ffff : Reserved',
    '00000000-00000000 : PCI Bus 0000:00',
    '000a0000-000bffff : PCI Bus 0000:00',
    '00100000-7ffdffff : System RAM',
    '  01000000-01ffffff : Kernel code',
    '80000000-dfffffff : PCI Bus 0000:00',
    '  00000000-00000000 : PCI Bus 0000:01',
    '  c0000000-c0ffffff : 0000:00:02.0',
  ].join('\n');

  it.each([
    ['as it is', ZEROED],
    ['without its blanks', ZEROED.replaceAll(/^ +/gm, '')],
  ])('with PCI windows that lie nowhere, %s, is read whole, and says so', async (_, text) => {
    const file = written('zeroed.txt', text);
    const words = '2 lines have no place (00000000-00000000 : PCI Bus 0000:00, PCI Bus 0000:01)';
    const explained = await asked('inspect', file);
    expect(explained).toContain('lines 8 System RAM 2.00 GiB in 2 pieces');
    expect(explained).toContain(words);
    expect(explained).not.toContain('more than one copy');
    const answer = await asked('load', file);
    expect(answer).toContain('The next kernel boots with 2.00 GiB of RAM');
    expect(answer).toContain(words);
  });

  it('has an architecture where something tells it; load assumes one, and says so', async () => {
    const told = '40000000-7fffffff : System RAM\n  7f000000-7fffffff : reserved\n';
    expect(await asked('inspect', written('arm.txt', told))).toContain('looks like arm64');
    const untold = written('untold.txt', '00000000-3b3fffff : System RAM\n');
    expect(await asked('inspect', untold)).toContain('looks like no architecture in particular');
    expect(await asked('load', untold)).toMatch(/does not tell, and what is assumed:.* the architecture\./);
  });

  it('does without its blanks, as pages swallow them', async () => {
    const bare = readFileSync(here('cxl-server-iomem.txt'), 'utf8').replaceAll(/^ +/gm, '');
    const [first, second] = await Promise.all([
      warmboot('load', written('bare.txt', bare), '-s', '--json'),
      warmboot('load', here('cxl-server-iomem.txt'), '-s', '--json'),
    ]);
    expect(first.out).toBe(second.out);
  });

  it('is refused where every address is hidden', async () => {
    const file = written('zero.txt', '00000000-00000000 : System RAM\n00000000-00000000 : Reserved\n');
    expect(await refusalIn(scratch, 'load', file)).toMatchInlineSnapshot(`
      "warmboot: zero.txt: pasted text: it is a copy of /proc/iomem in which every address is zero; allowed: one that was read as root
        The kernel hides addresses from a reader without CAP_SYS_ADMIN: sudo cat /proc/iomem"
    `);
  });

  it('tells what it passed by', async () => {
    const text = readFileSync(here('cxl-server-iomem.txt'), 'utf8');
    const answer = await asked('load', written('odd.txt', `${text}1000-2000: odd\n`), '-s');
    expect(answer).toContain('a line is none of /proc/iomem and passed by, the first: "1000-2000: odd"');
  });
});

describe('a pasted log', () => {
  it('of x86_64 answers as the capture of the same machine does', async () => {
    const log = written('x86.log', await logOf('debian-12-x86_64'));
    const ram = /boots with [\d.]+ \w+ of RAM/;
    const [fromLog, fromCapture] = [
      await asked('load', log, '-s'),
      await asked('load', machine('debian-12-x86_64'), '-s'),
    ];
    expect(ram.exec(fromLog)![0]).toBe(ram.exec(fromCapture)![0]);
    expect(await asked('crashkernel', '256M', '--machine', log)).toContain('release 6.1.0-54-cloud-amd64');
  });

  it('of arm64 without efi=debug says what that leaves open', async () => {
    const log = written('arm64.log', await logOf('debian-12-arm64'));
    const answer = await asked('crashkernel', '256M', '--machine', log);
    expect(answer).toContain('arm64 linux-6.1');
    expect(answer).toContain('the log has no map of the firmware (efi=debug prints it)');
  });

  it('with dates and other ends of lines is the same log', async () => {
    const text = await logOf('debian-12-x86_64');
    const journal = text.replaceAll(/^\[ *[\d.]+\] (.*)$/gm, 'Nov 30 15:03:38 deb kernel: $1\r');
    const [plain, other] = await Promise.all([
      warmboot('load', written('plain.log', text), '-s', '--json'),
      warmboot('load', written('journal.log', journal), '-s', '--json'),
    ]);
    expect(other.out).toBe(plain.out);
  });

  it('of several boots says which is answered for, and what it could not read', async () => {
    const { out, err } = await warmboot('crashkernel', '128M', '--machine', here('two-boots-of-2.6.log'));
    const answer = out.replaceAll(/\s+/g, ' ');
    expect(answer).toContain(
      'the log holds 2 boots; boot 2, of Linux 2.6.32-754.el6.x86_64, is answered for',
    );
    expect(answer).toContain('a line of another program is passed by');
    expect(answer).toContain('cannot be read, the first: "BIOS-e820: 00000001000000 (usa"');
    expect(err).toContain('answered with the rules of linux-4.18, the nearest known');
  });

  it.each([
    ['load', ['load']],
    ['crashkernel', ['crashkernel', '128M', '--machine']],
    ['inspect', ['inspect']],
    ['run', ['run', 'examples/before-the-reboot.yaml', '--machine']],
  ])('of several boots is asked of one of them: %s', async (_name, words) => {
    const [first, none] = await Promise.all([
      warmboot(...words, here('two-boots-of-2.6.log'), '--boot', '-1'),
      warmboot(...words, here('two-boots-of-2.6.log'), '--boot', '3'),
    ]);
    expect(`${first.out}${first.err}`.replaceAll(/\s+/g, ' ')).toContain(
      'the log holds 2 boots; boot 1, of Linux 2.6.32-754.el6.x86_64, is answered for, as asked',
    );
    expect(none.err).toContain('--boot is 3, where the log holds 2 boots; allowed: 1, the first, to 2');
  });

  it.each([
    [['inspect', here('raspberry-pi-iomem.txt')], 'a text of /proc/iomem without a log'],
    [['inspect', 'package.json'], 'a file that is no log'],
    [['load', 'captures/x86_64-bios-load'], 'a directory, which is of one boot'],
    [['run', 'examples/thread.yaml'], 'no log: --machine names one'],
    [['run', 'examples/thread.yaml', '--machine', '-m 4G'], 'a machine in QEMU’s words'],
  ])('that is none has no boots: %j', async (words, what) => {
    expect((await warmboot(...words, '--boot', '0')).err).toContain(`--boot is asked of ${what}`);
  });

  it.each([
    ['e820 of 7.x', ' BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff]  639   KB System RAM'],
    ['e820', 'BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable'],
    [
      'EFI',
      'efi: mem00: [Conventional Memory|   |  |  |  |  |  |  |  |  |   |WB|WT|WC|UC] range=[0x0000000000000000-0x000000000009ffff] (0MB)',
    ],
    ['EFI of 3.x', 'efi: mem00: type=7, attr=0xf, range=[0x0000000000000000-0x00000000000a0000) (0MB)'],
  ])('part of a log with a map: %s', async (_name, line) => {
    const more = line
      .replace(/0x0000000000000000/, '0x0000000000100000')
      .replace(/0x000000000009f[bf]ff/, '0x00000000bfffffff')
      .replace('0x00000000000a0000', '0x00000000c0000000')
      .replace('mem00', 'mem01');
    const answer = await asked('crashkernel', '256M', '--machine', written('part.log', `${line}\n${more}\n`));
    expect(answer).toContain('x86_64 linux-6.1 3 GiB 256 MiB at 0x');
  });
});

describe('a capture that lacks files', () => {
  it('goes on, and says what each would have told', async () => {
    const files = await openCapture(machine('debian-12-x86_64'));
    const iomem = new TextDecoder().decode(files.get('proc/iomem'));
    const answer = await asked('load', written('only-iomem.txt', iomem), '-s');
    expect(answer).toContain('The next kernel boots with');
    expect(answer).toContain('zones and nodes; which blocks there are, and which are online; boot options');
  });

  it('is refused with everything that is missing, where nothing tells memory', async () => {
    const file = written(
      'nothing.log',
      '[    0.000000] Linux version 6.1.0 (x) (y)\n[    0.1] nothing more\n',
    );
    expect(await refusalIn(scratch, 'load', file)).toMatchInlineSnapshot(`
      "warmboot: nothing.log: capture: proc/iomem is missing; allowed: what the machine shows in /proc/iomem, or a log that tells its memory map
        Missing too: proc/zoneinfo (zones and nodes), memory-blocks (which blocks there are, and which are online), proc/cmdline (boot options), proc/sys/kernel/arch (the architecture). Run the script that \`warmboot capture\` prints on the machine, as root."
    `);
  });
});
