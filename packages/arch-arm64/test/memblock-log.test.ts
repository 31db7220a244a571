import { describe, expect, test } from 'vitest';
import { parseMemblockLog } from '@warmboot/core/plugin';
import { bootLog, traces } from './recorded.js';

const DUMP = [
  'MEMBLOCK configuration:',
  ' memory size = 0x0000000080000000 reserved size = 0x0000000000100000',
  ' memory.cnt  = 0x2',
  ' memory[0x0]\t[0x0000000004000000-0x0000000007ffffff], 0x0000000004000000 bytes on node 0 flags: 0x4',
  ' memory[0x1]\t[0x0000000040000000-0x00000000bfffffff], 0x0000000080000000 bytes flags: 0x0',
  ' reserved.cnt  = 0x1',
  ' reserved[0x0]\t[0x0000000048000000-0x00000000480fffff], 0x0000000000100000 bytes flags: 0x0',
];

describe('memblock=debug', () => {
  test('arm64 4.4: a dump gives memory with its flags, and the reservations', () => {
    expect(parseMemblockLog(DUMP)).toEqual({
      memory: [
        { range: { start: 0x400_0000, end: 0x800_0000 }, nomap: true, driverManaged: false, hotplug: false },
        {
          range: { start: 0x4000_0000, end: 0xc000_0000 },
          nomap: false,
          driverManaged: false,
          hotplug: false,
        },
      ],
      reserved: [{ start: 0x4800_0000, end: 0x4810_0000 }],
    });
  });

  test('arm64 4.4: calls after the dump change it: the initrd is freed, tables are reserved', () => {
    const after = parseMemblockLog([
      ...DUMP,
      'memblock_reserve: [0x0000000040015000-0x0000000040015fff] efi_mem_reserve_iomem+0x78/0xa4',
      '[    0.500000] memblock_phys_free: [0x0000000048000000-0x000000004807ffff] memblock_free+0x34/0x50',
      'memblock_remove: [0x00000000b0000000-0x00000000bfffffff] somebody+0x0/0x4',
      'memblock_add: [0x0000000100000000-0x000000010fffffff] somebody+0x0/0x4',
    ]);
    expect(after?.reserved).toEqual([
      { start: 0x4001_5000, end: 0x4001_6000 },
      { start: 0x4808_0000, end: 0x4810_0000 },
    ]);
    expect(after?.memory.map(({ range }) => range.end)).toEqual([0x800_0000, 0xb000_0000, 0x1_1000_0000]);
  });

  test('arm64 4.4: an empty range, printed with its end below its start, counts for nothing', () => {
    const line = 'memblock_phys_free: [0x0000000048000000-0x0000000047ffffff] memblock_free+0x34/0x50';
    expect(parseMemblockLog([...DUMP, line])).toEqual(parseMemblockLog(DUMP));
  });

  test('arm64 4.4: a later dump replaces what was known', () => {
    const first = DUMP.map((line) => line.replaceAll('48000000', '50000000'));
    expect(parseMemblockLog([...first, ...DUMP])).toEqual(parseMemblockLog(DUMP));
  });

  test('a log without a dump has nothing to say', () => {
    expect(parseMemblockLog('Booting Linux\nRun /init as init process\n')).toBeUndefined();
    expect(parseMemblockLog([])).toBeUndefined();
  });

  test.each(traces.map((trace) => [trace.name, trace] as const))(
    'arm64 2.1: %s: mapped memory is System RAM, the rest is a reserved hole',
    (_, trace) => {
      const lines = (trace.steps[0]?.observed?.iomem ?? '').split('\n');
      const shown = parseMemblockLog(bootLog(trace))!.memory.map(
        ({ range, nomap }) =>
          `${range.start.toString(16).padStart(8, '0')}-${(range.end - 1).toString(16).padStart(8, '0')} : ${nomap ? 'reserved' : 'System RAM'}`,
      );
      expect(lines.filter((line) => /^[0-9a-f]+-[0-9a-f]+ : (System RAM|reserved)$/.test(line))).toEqual(
        shown,
      );
    },
  );
});
