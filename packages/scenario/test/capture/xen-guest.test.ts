import { filesOfPaste, xenRemarks } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';

const of = (text: string): string => xenRemarks(filesOfPaste(text) ?? new Map()).join('. ');

const E820 = 'BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable';

describe('a guest of Xen', () => {
  it.each([
    [
      '4.18',
      'Xen: [mem 0x0000000000100000-0x000000007fffffff] usable\nBooting paravirtualized kernel on Xen',
    ],
    ['6.x', `[    0.000000] Linux version 6.1.0 (a)\n[    0.000000] Hypervisor detected: Xen PV\n${E820}`],
    ['6.x, its banner', `${E820}\nBooting kernel on Xen`],
    ['by its map', 'Linux version 6.1.0 (a)\nXen: [mem 0x0000000000100000-0x000000007fffffff] usable'],
  ])('PV, %s: has no crash kernel of its own', (_name, text) => {
    expect(of(text)).toMatch(/this is a PV guest of Xen.*Linux ignores crashkernel= in it.*libxenctrl/);
  });

  it.each([
    ['an HVM', 'Hypervisor detected: Xen HVM'],
    ['an HVM', 'Hypervisor detected: Xen HVM\nBooting paravirtualized kernel on Xen HVM'],
    ['a PVH', 'Hypervisor detected: Xen HVM\nBooting paravirtualized kernel on Xen PVH'],
  ])('%s: loads as on hardware, and asks for a soft reset', (kind, lines) => {
    expect(of(`Linux version 6.1.0 (a)\n${E820}\n${lines}`)).toMatch(
      new RegExp(`^this is ${kind} guest of Xen: .*as on hardware.*soft reset`),
    );
  });

  it.each([
    ['a log', `Linux version 6.1.0 (a)\n${E820}\nXen version 4.17.`],
    ['a memory map', '00100000-7fffffff : System RAM\n100000000-107ffffff : Xen scratch'],
  ])('of a kind that nothing tells: %s', (_name, text) => {
    expect(of(text)).toContain('nothing tells which kind');
  });

  it.each([
    [
      'a log',
      'Booting Linux on physical CPU 0x0000000000 [0x411fd070]\nLinux version 6.1.0 (a)\nXen 4.17 support found',
    ],
    [
      'a memory map',
      '40000000-7fffffff : System RAM\n  40210000-41ffffff : reserved\n80000000-87ffffff : Xen scratch',
    ],
  ])('on Arm is no PV guest of x86: %s', (_name, text) => {
    expect(of(text)).toMatch(/^this is a guest of Xen on Arm.*takes it for dom0/);
  });

  it('is told by /sys/hypervisor of a capture, whatever the log says', () => {
    const bytes = new TextEncoder().encode('PVH\n');
    expect(xenRemarks(new Map([['sys/hypervisor/guest_type', bytes]])).join()).toContain(
      'a PVH guest of Xen',
    );
  });

  it.each([
    `Linux version 6.1.0 (a)\n${E820}\nHypervisor detected: KVM\nBooting paravirtualized kernel on KVM`,
    `Linux version 6.1.0 (a)\n${E820}\nCommand line: xen_nopv quiet`,
  ])('is none where nothing tells of Xen: %j', (text) => {
    expect(of(text)).toBe('');
  });
});
