import { filesOfPaste } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';

const read = (text: string) => {
  const files = filesOfPaste(text);
  const file = (name: string): string => new TextDecoder().decode(files?.get(name)).trim();
  return { architecture: file('proc/sys/kernel/arch'), remarks: file('pasted.txt') };
};

const UNREAD = /begins as those of the memory map do and cannot be read/;

describe('a pasted map', () => {
  it.each([
    ['e820 of 2.6', ' BIOS-e820: 0000000000000000 - 000000000009fc00 (usable)'],
    ['e820 of 6.1', 'BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable'],
    ['e820 of 7.0', 'BIOS-e820: [mem 0x000000000009fc00-0x000000000009ffff]    1   KB device reserved'],
    ['a gap of 7.0', 'BIOS-e820: [gap 0x00000000000a0000-0x00000000000effff]  320   KB'],
    ['Xen’s in 2.6', ' Xen: 0000000000000000 - 00000000000a0000 (usable)'],
    ['Xen’s', 'Xen: [mem 0x0000000000000000-0x000000000009ffff] usable'],
    ['EFI’s of 2.6', 'EFI: mem00: type=7, attr=0xf, range=[0x0000000000000000-0x00000000000a0000) (0MB)'],
  ])('of x86 is known for one, and read: %s', (_, line) => {
    expect(read(line)).toMatchObject({ architecture: 'x86_64' });
    expect(read(line).remarks).not.toMatch(UNREAD);
  });

  it.each([
    'BIOS-e820: 0x0 to 0x9fbff usable',
    'Xen: usable up to 0x9fbff',
    'efi: mem00: Conventional 0x0-0x9fbff',
    'efi:   0x000040000000-0x000043ffffff Conventional',
  ])('has a line that is told of, not lost: %s', (line) => {
    expect(read(`BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable\n${line}`).remarks).toMatch(
      UNREAD,
    );
  });

  it.each([
    ['40000000-7fffffff : System RAM\n  40210000-41ffffff : reserved', 'aarch64'],
    ['09000000-09000fff : 9000000.pl011\n40000000-7fffffff : System RAM', 'aarch64'],
    ['0c000000-0c5fffff : c000000.plic\n80000000-bfffffff : System RAM', 'riscv64'],
    ['00001000-0009fbff : System RAM\n000c0000-000c99ff : Video ROM', 'x86_64'],
    ['80000000-bfffffff : System RAM\n  80200000-813fffff : Kernel image', ''],
    ['10000000-100000ff : 10000000.serial\n80000000-bfffffff : System RAM', ''],
    ['00001000-0009fbff : System RAM\n0009fc00-0009ffff : Reserved', ''],
  ])('tells its architecture where something tells it: %j', (iomem, architecture) => {
    expect(read(iomem).architecture).toBe(architecture);
  });

  it('of arm64 EFI is what riscv prints too', () => {
    const line =
      'efi:   0x000040000000-0x000043ffffff [Conventional|   |  |  |  |  |  |  |  |  |   |WB|WT|WC|UC]';
    expect(read(line).architecture).toBe('');
    expect(read(`Booting Linux on physical CPU 0x0000000000 [0x411fd070]\n${line}`).architecture).toBe(
      'aarch64',
    );
  });
});
