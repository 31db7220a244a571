import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { warmboot } from '../warmboot.js';

const folder = mkdtempSync(join(tmpdir(), 'warmboot-memmap-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/** The answers of a story, one a step: `ok`, or the error number. */
const answers = async (arch: string, machine: string, ...steps: readonly string[]): Promise<string[]> => {
  const path = join(folder, `${(files += 1)}.yaml`);
  const lines = ['name: plugs', `machine: { ${machine} }`, `arch: [${arch}]`, 'steps:'];
  writeFileSync(path, [...lines, ...steps.map((step) => `  - ${step}`)].join('\n'));
  const { out } = await warmboot('run', path, '--json');
  return out
    .split('\n')
    .map((line) => (JSON.parse(line) as { answer?: { ok: boolean; errno?: string } }).answer)
    .flatMap((answer) => (answer === undefined ? [] : [answer.ok ? 'ok' : (answer.errno ?? 'refused')]));
};

const plug = (id: string, size: string): string => `plug: { id: ${id}, size: ${size} }`;

// x86_64 sets 64 MiB aside for bouncing where memory may come above 4 GiB (core R6.25).
describe.each([
  ['x86_64', '4G'],
  ['arm64', '8G'],
] as const)('core R2.35, %s: the memory map of a plugged device', (arch, most) => {
  it.each([
    ['256M', '64G', '15G', 'ENOMEM'],
    ['2G', '378G', '140G', 'ENOMEM'],
    ['1G', '64G', '15G', 'ok'],
    ['256M', '64G', most, 'ok'],
  ])('%s of RAM, %s at most, plug %s: %s', async (memory, maxmem, size, expected) => {
    const machine = `memory: ${memory}, maxmem: ${maxmem}, slots: 20`;
    expect(await answers(arch, machine, plug('mem0', size))).toEqual([expected]);
  });

  test('comes from what is left of the one before; a removed device gives its own back', async () => {
    const machine = 'memory: 256M, maxmem: 64G, slots: 20';
    const [two, three] = [plug('mem1', most), plug('mem2', most)];
    expect(await answers(arch, machine, plug('mem0', most), two)).toEqual(['ok', 'ENOMEM']);
    expect(await answers(arch, machine, plug('mem0', most), 'unplug: mem0', three)).toEqual([
      'ok',
      'ok',
      'ok',
    ]);
  });

  test('memory that is online for the kernel is there for the next; movable memory is not', async () => {
    const machine = 'memory: 256M, maxmem: 64G, slots: 20';
    const then = async (word: string) =>
      answers(arch, machine, plug('mem0', most), `online: ${word}`, plug('mem1', '16G'));
    expect(await then('online_kernel')).toEqual(['ok', 'ok', 'ok']);
    expect(await then('online_movable')).toEqual(['ok', 'ok', 'ENOMEM']);
  });

  test('a block that holds its own map takes none', async () => {
    const machine = `memory: 256M, maxmem: 64G, slots: 200, append: 'memory_hotplug.memmap_on_memory=1'`;
    const blocks = Array.from({ length: 130 }, (_, index) => plug(`mem${index}`, '128M'));
    expect(new Set(await answers(arch, machine, ...blocks))).toEqual(new Set(['ok']));
  });

  test('the log tells, and the reason has both figures', async () => {
    const path = join(folder, `${arch}-log.yaml`);
    writeFileSync(
      path,
      `name: log\nmachine: { memory: 256M, maxmem: 64G, slots: 10 }\narch: [${arch}]\nsteps:\n  - ${plug('mem0', '15G')}\n`,
    );
    const out = (await warmboot('run', path)).out.replaceAll(/\s+/g, ' ');
    expect(out).toContain('vmemmap alloc failure: order:9, mode:0x4cc0(GFP_KERNEL|__GFP_RETRY_MAYFAIL)');
    expect(out).toContain('acpi PNP0C80:00: add_memory failed');
    expect(out).toContain('acpi PNP0C80:00: acpi_memory_enable_device() error');
    expect(out).toMatch(
      /takes 240 MiB of memory that is there \(1\/64 of it\), and the kernel has about \d+ MiB/,
    );
  });
});

// Debian 12's 6.1.192 under QEMU 7.2, q35 with maxmem=512G: so many devices came until the memory map found no room.
describe('core R2.35, R6.25, x86_64: the device that finds no room, as on a real kernel', () => {
  it.each([
    ['256M', '1G', 7],
    ['384M', '1G', 15],
    ['512M', '2G', 11],
    ['1G', '4G', 13],
  ] as const)('%s of RAM, devices of %s: %i of them, give or take one', async (memory, size, taken) => {
    const machine = `memory: ${memory}, maxmem: 512G, slots: 24`;
    const plugs = Array.from({ length: taken + 3 }, (_, index) => plug(`mem${index}`, size));
    const all = await answers('x86_64', machine, ...plugs);
    const fit = all.indexOf('ENOMEM');
    expect(fit).toBeGreaterThanOrEqual(taken - 1);
    expect(fit).toBeLessThanOrEqual(taken + 1);
  });
});
