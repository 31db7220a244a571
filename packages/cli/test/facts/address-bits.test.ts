import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../scratch.js';
import { warmboot } from '../warmboot.js';

const scratch = scratchFolder();

/** The story of a DIMM far up, on a kernel with so many bits; `expect` says what becomes of it. */
const plugged = async (machine: string, expectation: string, ...options: readonly string[]) => {
  const story = join(scratch.path, 'story.yaml');
  writeFileSync(
    story,
    `name: far up\nmachine: { maxmem: 1T${machine} }\nsteps:\n  - plug: { id: dimm1, size: 1G, at: 320G }\n    expect: ${expectation}\n`,
  );
  return warmboot('run', story, '--arch', 'arm64', ...options);
};

describe('a DIMM at 320 GiB on arm64', () => {
  it('plugs on a kernel with 48 bits of virtual addresses', async () => {
    const { status, out } = await plugged(', va-bits: 48', '{ result: ok, blocks: { dimm1: offline } }');
    expect(status).toBe(0);
    expect(out).toContain('48-bit addresses (machine.va-bits)');
  });

  it.each([
    [', va-bits: 39', [], 'machine.va-bits'],
    [', va-bits: 48', ['--va-bits', '39'], '--va-bits'],
  ])('is refused in words on one with 39: %s %j', async (machine, options, where) => {
    const { status, out } = await plugged(machine, '{ result: E2BIG }', ...options);
    expect(status).toBe(0);
    expect(out).toContain(`39-bit addresses (${where})`);
    expect(out).toContain('exceeds maximum addressable range [0x0-0x3fffffffff]');
    expect(out).toContain('Why it ended so: the range is outside what the linear map reaches.');
  });
});

describe('crashkernel= on 2 TiB of arm64', () => {
  const SPEC = '1G-64G:256M,64G-1T:512M,1T-:1G';

  it('answers for all of the memory', async () => {
    const { status, out } = await warmboot('crashkernel', SPEC, '--ram', '2T', '--arch', 'arm64', '--json');
    expect(status).toBe(0);
    const answers = out.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers).toHaveLength(2);
    for (const answer of answers) {
      // What firmware keeps for itself is no RAM.
      expect(Number(answer['ram']) / 2 ** 40).toBeCloseTo(2, 4);
      expect(answer).toMatchObject({ reserved: { size: 2 ** 30 } });
      expect(answer['kernel']).toMatchObject({ va_bits: 48, page_size: 4096 });
    }
  });

  it('by the rules of a release alone, where one is told', async () => {
    const argv = ['crashkernel', SPEC, '--ram', '2T', '--arch', 'arm64', '--release', '6.12.117'];
    const { out } = await warmboot(...argv);
    expect(out).toContain('kernel  linux-6.12 (release 6.12.117, --release), 4 KiB pages');
    expect(out).not.toContain('linux-6.1 ');
  });
});
