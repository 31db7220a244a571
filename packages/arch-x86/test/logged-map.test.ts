import { describe, expect, it } from 'vitest';
import { loggedMap } from '../src/boot/logged-map.js';

const told = (...lines: string[]) =>
  loggedMap(lines).map(({ range, type }) => `${range.start.toString(16)}-${range.end.toString(16)} ${type}`);

describe('the map of firmware in a log', () => {
  it('is e820 of every age', () => {
    expect(
      told(
        ' BIOS-e820: 0000000000000000 - 000000000009fc00 (usable)',
        ' BIOS-e820: 000000000009fc00 - 00000000000a0000 (reserved)',
      ),
    ).toEqual(['0-9fc00 usable', '9fc00-a0000 reserved']);
    expect(
      told(
        'BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff]  639   KB System RAM',
        'BIOS-e820: [mem 0x000000000009fc00-0x000000000009ffff]    1   KB device reserved',
        'BIOS-e820: [gap 0x00000000000a0000-0x00000000000effff]  320   KB',
      ),
    ).toEqual(['0-9fc00 usable', '9fc00-a0000 reserved']);
  });

  it('is what Xen gives its first guest', () => {
    expect(told(' Xen: 0000000000000000 - 00000000000a0000 (usable)')).toEqual(['0-a0000 usable']);
    expect(told('Xen: [mem 0x0000000000100000-0x000000003fffffff] usable')).toEqual([
      '100000-40000000 usable',
    ]);
  });

  it('is EFI’s, with memory that the kernel will accept', () => {
    const attributes = '   |  |  |  |  |  |  |  |  |   |WB|WT|WC|UC';
    expect(
      told(
        `efi: mem00: [Conventional|${attributes}] range=[0x0000000000100000-0x00000000001fffff] (1MB)`,
        `efi: mem01: [Unaccepted  |${attributes}] range=[0x0000000000200000-0x00000000003fffff] (2MB)`,
      ),
    ).toEqual(['100000-400000 usable']);
  });
});
