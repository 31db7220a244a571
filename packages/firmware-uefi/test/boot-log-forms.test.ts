import { MEMORY_ATTRIBUTE, MEMORY_TYPE, parseEfiBootLog } from '@warmboot/firmware-uefi';
import { describe, expect, it } from 'vitest';

const LOW = '0x0000000000000000-0x000000000009ffff';
const LOW_EXCLUSIVE = '0x0000000000000000-0x00000000000a0000';
const WB_AND_OTHERS = 0xfn;

/** One entry of 640 KiB, as kernels of each age print it. */
const X86_FORMS: Readonly<Record<string, string>> = {
  '2.6.38': `EFI: mem00: type=7, attr=0xf, range=[${LOW_EXCLUSIVE}) (0MB)`,
  '3.8': `efi: mem00: type=7, attr=0xf, range=[${LOW_EXCLUSIVE}) (0MB)`,
  '3.18': `efi: mem00: [Conventional Memory|   |  |  |  |   |WB|WT|WC|UC] range=[${LOW_EXCLUSIVE}) (0MB)`,
  '4.1': `efi: mem00: [Conventional Memory|   |  |  |  |  |   |WB|WT|WC|UC] range=[${LOW_EXCLUSIVE}) (0MB)`,
  '4.4': `efi: mem00: [Conventional Memory|   |  |  |  |  |   |WB|WT|WC|UC] range=[${LOW}] (0MB)`,
  '5.10': `efi: mem00: [Conventional Memory|   |  |  |  |  |  |  |  |   |WB|WT|WC|UC] range=[${LOW}] (0MB)`,
  '6.12': `efi: mem00: [Conventional|   |  |  |  |  |  |  |  |  |   |WB|WT|WC|UC] range=[${LOW}] (0MB)`,
  'without efi:': `mem00: [Conventional|   |  |  |  |  |  |  |  |  |   |WB|WT|WC|UC] range=[${LOW}] (0MB)`,
};

describe('a map of EFI in a log', () => {
  it.each(Object.entries(X86_FORMS))('of x86 is read as Linux %s prints it', (_, text) => {
    const { descriptors, style, unread } = parseEfiBootLog([`[    0.000000] ${text}`]);
    expect(descriptors).toEqual([
      {
        type: MEMORY_TYPE.conventional,
        physicalStart: 0n,
        virtualStart: 0n,
        numberOfPages: 0xa0n,
        attribute: WB_AND_OTHERS,
      },
    ]);
    expect([style, unread]).toEqual(['x86', []]);
  });

  it('names memory that must be accepted first, from Linux 6.5 on', () => {
    const line = `efi: mem01: [Unaccepted  |   |  |  |  |  |  |  |  |  |   |WB|WT|WC|UC] range=[${LOW}] (0MB)`;
    expect(parseEfiBootLog([line]).descriptors[0]?.type).toBe(MEMORY_TYPE.unaccepted);
  });

  it('of arm64 before 4.5 has stars, and types without attributes', () => {
    const { descriptors, style } = parseEfiBootLog([
      'EFI v2.40 by EDK II',
      'Processing EFI memory map:',
      '  0x000009000000-0x000009000fff [Memory Mapped I/O  ]',
      '  0x000048000000-0x000048000fff [Runtime Data       ]*',
      'efi:   0x000049000000-0x000049000fff [Loader Data        |   |  |  |  |  |   |WB|WT|WC|UC]*',
    ]);
    expect(style).toBe('arm64');
    expect(descriptors.map(({ type, attribute }) => [type, attribute])).toEqual([
      [MEMORY_TYPE.mmio, MEMORY_ATTRIBUTE.UC],
      [MEMORY_TYPE.runtimeServicesData, MEMORY_ATTRIBUTE.WB],
      [MEMORY_TYPE.loaderData, WB_AND_OTHERS],
    ]);
  });

  it.each([
    ['EFI v2.00 by INTEL', '2.00', 'INTEL'],
    ['efi: EFI v2.31 by American Megatrends', '2.31', 'American Megatrends'],
    ['efi: EFI v2.7 by EDK II', '2.7', 'EDK II'],
  ])('has a banner before it: %s', (text, version, vendor) => {
    expect(parseEfiBootLog([text]).firmware).toEqual({ version, vendor });
  });

  it('tells of lines that it cannot read', () => {
    const { descriptors, unread } = parseEfiBootLog([
      'efi: EFI v2.7 by EDK II',
      `efi: mem00: Conventional WB span ${LOW}`,
      `efi: mem01: [Conventional|   |WB] range=[${LOW}] (0MB)`,
      'efi:   0x000040000000-0x000043ffffff [Conventional|WB] 64MB',
      'efi: Remove mem63: MMIO range=[0xe0000000-0xefffffff] (256MB) from e820 map',
    ]);
    expect(descriptors).toHaveLength(1);
    expect(unread).toEqual([
      { line: 2, text: `efi: mem00: Conventional WB span ${LOW}` },
      { line: 4, text: 'efi:   0x000040000000-0x000043ffffff [Conventional|WB] 64MB' },
    ]);
  });
});
