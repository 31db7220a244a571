/*
 * The programs that people open a dump with look at its headers before anything else. crash reads the release out of
 * the notes without symbols of a kernel; makedumpfile lists what it found and then gives up for want of such symbols.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ByteWriter } from '@warmboot/format';
import { afterAll, describe, expect, test } from 'vitest';
import type { CoreLoad } from '../../src/crash/elfcorehdr.js';
import { kernelCoreHeaderRoom, readCoreHeader, writeCoreHeader } from '../../src/crash/elfcorehdr.js';
import { MiB } from '@warmboot/address';
import { vmcoreHeaders } from '../../src/crash/vmcore.js';

/** Both programs open dumps of the architecture that they run on. */
const MACHINES: Readonly<Record<string, number>> = { x64: 62, arm64: 183 };
const machine = MACHINES[process.arch];

const run = (command: string, ...argv: readonly string[]) =>
  spawnSync(command, argv, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
const whyNot = (command: string): string => {
  if (machine === undefined) return ` (skipped: no dump of ${process.arch} is made here)`;
  return run(command, '--version').error === undefined ? '' : ` (skipped: ${command} is not installed)`;
};

const RELEASE = '6.1.0-warmboot';
const VMCOREINFO = `OSRELEASE=${RELEASE}\nPAGESIZE=4096\nSYMBOL(init_uts_ns)=ffffffff82611440\nCRASHTIME=1700000000\n`;

/** struct elf_prstatus, and what one with its note takes: note_buf_t without the empty note at its end. */
const PRSTATUS_SIZE = process.arch === 'arm64' ? 392 : 336;
const NOTE_SIZE = 12 + 8 + PRSTATUS_SIZE;

const note = (out: ByteWriter, name: string, type: number, content: Uint8Array): ByteWriter =>
  out
    .u32(name.length + 1)
    .u32(content.length)
    .u32(type)
    .bytes(new TextEncoder().encode(name))
    .zeros(1)
    .align(4)
    .bytes(content)
    .align(4);

const loads: readonly CoreLoad[] = [
  { paddr: BigInt(MiB), vaddr: 0xffff_8880_0010_0000n, size: BigInt(MiB) },
  { paddr: BigInt(16 * MiB), vaddr: 0xffff_8880_0100_0000n, size: BigInt(2 * MiB) },
];

/** A whole dump: the headers of /proc/vmcore, notes of one CPU and of the kernel, and memory that is zero. */
const dump = (): Uint8Array => {
  const text = new TextEncoder().encode(VMCOREINFO);
  const notes = [
    { address: 0x1000, size: NOTE_SIZE + 12 },
    { address: 0x2000, size: 4132 },
  ];
  const header = { machine: machine!, notes, loads };
  const headers = vmcoreHeaders(
    writeCoreHeader(header, kernelCoreHeaderRoom(1, loads.length)),
    4096,
    text.length,
  );
  const out = new ByteWriter('little').bytes(headers);
  note(out, 'CORE', 1, new Uint8Array(PRSTATUS_SIZE));
  note(out, 'VMCOREINFO', 0, text);
  const end = Math.max(
    ...readCoreHeader(headers).loads.map(({ offset = 0n, size }) => Number(offset + size)),
  );
  return out.zeros(end - out.length).toBytes();
};

const directory = mkdtempSync(join(tmpdir(), 'warmboot-'));
const file = join(directory, 'vmcore');
if (machine !== undefined) writeFileSync(file, dump());
afterAll(() => rmSync(directory, { recursive: true }));

const noCrash = whyNot('crash');
describe.skipIf(noCrash !== '')(`crash opens what is written${noCrash}`, () => {
  test('its header checks hold, and every note is where the headers say', () => {
    const { status, stdout, stderr } = run('crash', '--osrelease', file);
    expect([status, stdout.trim(), stderr]).toEqual([0, RELEASE, '']);
  });

  test('an executable is no dump', () => {
    const broken = dump();
    broken[16] = 2;
    const path = join(directory, 'broken');
    writeFileSync(path, broken);
    expect(run('crash', '--osrelease', path).stdout.trim()).not.toBe(RELEASE);
  });
});

const noMakedumpfile = whyNot('makedumpfile');
describe.skipIf(noMakedumpfile !== '')(`makedumpfile opens what is written${noMakedumpfile}`, () => {
  test('it finds the memory, as Linux kdump wrote it, and vmcoreinfo', () => {
    const out = join(directory, 'out');
    const { stdout, stderr } = run('makedumpfile', '-D', '-E', '-d', '0', file, out);
    const said = `${stdout}${stderr}`;
    const found = [...said.matchAll(/^LOAD\[ *\d+\] +([0-9a-f]+) +([0-9a-f]+) +([0-9a-f]+)/gm)].map((line) =>
      line.slice(1).map((number) => BigInt(`0x${number}`)),
    );
    expect(found).toEqual(loads.map(({ paddr, vaddr, size }) => [paddr, paddr + size, vaddr]));
    expect(said).toContain('Linux kdump');
    expect(said).toContain(`OSRELEASE=${RELEASE}`);
  });
});
