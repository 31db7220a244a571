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

describe.each(['x86_64', 'arm64'])('core R2.35, %s: the memory map of a plugged device', (arch) => {
  it.each([
    ['256M', '64G', '15G', 'ENOMEM'],
    ['2G', '378G', '140G', 'ENOMEM'],
    ['1G', '64G', '15G', 'ok'],
    ['256M', '64G', '8G', 'ok'],
  ])('%s of RAM, %s at most, plug %s: %s', async (memory, maxmem, size, expected) => {
    const machine = `memory: ${memory}, maxmem: ${maxmem}, slots: 20`;
    expect(await answers(arch, machine, plug('mem0', size))).toEqual([expected]);
  });

  test('comes from what is left of the one before; a removed device gives its own back', async () => {
    const machine = 'memory: 256M, maxmem: 64G, slots: 20';
    const [two, three] = [plug('mem1', '8G'), plug('mem2', '8G')];
    expect(await answers(arch, machine, plug('mem0', '8G'), two)).toEqual(['ok', 'ENOMEM']);
    expect(await answers(arch, machine, plug('mem0', '8G'), 'unplug: mem0', three)).toEqual([
      'ok',
      'ok',
      'ok',
    ]);
  });

  test('memory that is online for the kernel is there for the next; movable memory is not', async () => {
    const machine = 'memory: 256M, maxmem: 64G, slots: 20';
    const then = async (word: string) =>
      answers(arch, machine, plug('mem0', '8G'), `online: ${word}`, plug('mem1', '16G'));
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
