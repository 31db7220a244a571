import { readKernelLog } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';

/** Lines that look like what a tool may put before a line, among them. */
const LINES = [
  'Linux version 6.1.0-54-amd64 (builder@host) (gcc-12)',
  'Command line: BOOT_IMAGE=/vmlinuz crashkernel=256M',
  ' BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable',
  'efi: EFI v2.70 by EDK II',
  'efi: mem00: [Conventional|   |  |  |  |  |  |  |   |WB|WT|WC|UC] range=[0x0-0x9ffff] (0MB)',
  '  node   0: [mem 0x0000000000001000-0x000000000009efff]',
  'ACPI: RSDP 0x00000000000F59E0 000014 (v00 BOCHS )',
];

const FORMS: Readonly<Record<string, (line: string) => string>> = {
  'a text without stamps (journalctl -o cat)': (line) => line,
  printk: (line) => `[    0.000000] ${line}`,
  'printk with callers': (line) => `[    0.000000][    T0] ${line}`,
  'printk with a CPU for the caller': (line) => `[    0.000000][    C0] ${line}`,
  'dmesg -T': (line) => `[Mon Nov 30 15:03:38 2026] ${line}`,
  'dmesg -x': (line) => `kern  :info  : [    0.000000] ${line}`,
  'dmesg -xT': (line) => `kern  :info  : [Mon Nov 30 15:03:38 2026] ${line}`,
  'dmesg -d': (line) => `[    0.000000 <    0.000000>] ${line}`,
  'dmesg -e': (line) => `[Nov30 15:03] ${line}`,
  'dmesg -e, later': (line) => `[  +0.000012] ${line}`,
  'dmesg --time-format iso': (line) => `2026-11-30T15:03:38,123456+00:00 ${line}`,
  'dmesg -r': (line) => `<6>[    0.000000] ${line}`,
  'a console without time': (line) => `<5>${line}`,
  '/dev/kmsg': (line) => `6,339,5140900,-;${line}`,
  'journalctl -o short': (line) => `Nov 30 15:03:38 deb kernel: ${line}`,
  'journalctl -o short-precise': (line) => `Nov 30 15:03:38.123456 deb kernel: ${line}`,
  'journalctl -o short-iso': (line) => `2026-11-30T15:03:38+0000 deb kernel: ${line}`,
  'journalctl -o short-full': (line) => `Mon 2026-11-30 15:03:38 UTC deb kernel: ${line}`,
  'journalctl -o short-monotonic': (line) => `[    0.000000] deb kernel: ${line}`,
  'journalctl -o short-unix': (line) => `1701356618.123456 deb kernel: ${line}`,
  'journalctl -o json': (line) => JSON.stringify({ _TRANSPORT: 'kernel', MESSAGE: line }),
  'syslog with printk time': (line) => `Nov 30 15:03:38 ip-10-0-0-1 kernel: [    0.000000] ${line}`,
  'rsyslog with ISO time': (line) => `2026-11-30T15:03:38.123456+00:00 deb kernel: [    0.000000] ${line}`,
  'lines of another system': (line) => `[    0.000000] ${line}\r`,
  'a quotation in a mail': (line) => `> [    0.000000] ${line}`,
};

describe('a log of a kernel', () => {
  it.each(Object.entries(FORMS))('%s', (_name, form) => {
    const { boots, foreign } = readKernelLog(LINES.map(form).join('\n'));
    expect(boots).toHaveLength(1);
    expect(boots[0]!.release).toBe('6.1.0-54-amd64');
    expect(boots[0]!.lines.map(({ text }) => text.trim())).toEqual(LINES.map((line) => line.trim()));
    expect(foreign).toBe(0);
  });

  it('boots are told apart by banners, whatever stands before them', () => {
    const arm = [
      'Booting Linux on physical CPU 0x0000000000 [0x413fd0c1]',
      'Linux version 6.8.0 (x) (y)',
      'more',
    ];
    const { boots } = readKernelLog([...arm, ...arm, ...LINES].join('\n'));
    expect(boots.map(({ release, lines }) => [release, lines.length])).toEqual([
      ['6.8.0', 3],
      ['6.8.0', 3],
      ['6.1.0-54-amd64', LINES.length],
    ]);
  });

  it('and by what journalctl writes between them', () => {
    const text = 'Nov 30 15:03:38 deb kernel: late\n-- Reboot --\nNov 30 15:04:38 deb kernel: early\n';
    expect(readKernelLog(text).boots).toHaveLength(2);
  });

  it.each([
    '2.6.32-754.el6.x86_64',
    '3.10.0-1160.el7.x86_64',
    '4.18.0-553.el8_10',
    '5.15.0-91-generic',
    '7.0.0-rc1',
  ])('knows the banner of %s', (release) => {
    expect(readKernelLog(`Linux version ${release} (a@b) (gcc) #1 SMP`).boots[0]!.release).toBe(release);
  });

  it('lines of other programs are counted, and kept apart', () => {
    const text = [
      'Nov 30 15:03:38 deb systemd[1]: Started.',
      '[    4.200000] deb systemd[1]: Started.',
      'Nov 30 15:03:39 deb kernel: usb 1-1: new device',
      '[    5.000000] systemd[1]: said by the kernel’s log',
    ].join('\n');
    const { boots, foreign } = readKernelLog(text);
    expect(boots[0]!.lines.map(({ text: line }) => line)).toEqual([
      'usb 1-1: new device',
      'systemd[1]: said by the kernel’s log',
    ]);
    expect(foreign).toBe(2);
  });
});
