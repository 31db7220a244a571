import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it('the example of the README is the one that runs here', () => {
  expect(readFileSync(path('../../README.md'), 'utf8')).toContain(readFileSync(path('./example.ts'), 'utf8'));
});

it('the example says what the README says it says', async () => {
  vi.stubEnv('DSDT', path('../fixtures/tables/x86_64-bios-boot.DSDT.bin'));
  const said: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => said.push(String(line)) > 0);
  await import('./example.js');
  write.mockRestore();
  expect(said).toEqual(['\\_SB_.MHPC.MP00 status 15\n', '0x100000000, 2048 MiB\n']);
  for (const line of said) expect(readFileSync(path('../../README.md'), 'utf8')).toContain(line);
});
