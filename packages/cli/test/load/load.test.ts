import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { scratchFolder } from '../scratch.js';
import { jsonAnswer } from '../json-answer.js';
import { warmboot } from '../warmboot.js';

const capture = (name: string): string =>
  fileURLToPath(new URL(`../../../../captures/${name}`, import.meta.url));

interface Answer {
  readonly kexec: { readonly status: number; readonly path: string };
  readonly segments: readonly { readonly kind: string; readonly mem: number; readonly memsz: number }[];
  readonly handover: { readonly format: string; readonly memory: readonly unknown[] };
  readonly next: {
    readonly outcome: { readonly outcome: string };
    readonly ram: readonly { readonly start: number; readonly end: number }[];
  };
  readonly events: readonly {
    readonly kind: string;
    readonly id: string;
    readonly segments: readonly string[];
    readonly outcomes: readonly { readonly policy: string; readonly outcome: string }[];
  }[];
}

const answer = async (...argv: readonly string[]): Promise<Answer> => {
  const { status, out, err } = await warmboot('load', ...argv, '--json');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return jsonAnswer(out) as Answer;
};

/** What a recorded kernel accepted at the first recorded load of these options. */
const recordedSegments = (name: string, opts: string) => {
  const { steps } = JSON.parse(readFileSync(`${capture(name)}/trace.json`, 'utf8')) as {
    steps: readonly {
      action: string;
      opts?: string;
      segments?: readonly { mem: string; memsz: string; kind: string }[];
    }[];
  };
  const step = steps.find((one) => one.action === 'kexec-load' && one.opts === opts && one.segments?.length);
  return step?.segments?.map(({ kind, mem, memsz }) => ({ kind, mem: Number(mem), memsz: Number(memsz) }));
};

const has = (tool: string): boolean => {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const scratch = scratchFolder();

describe('the kernel of a recorded machine', () => {
  it('a panic kernel goes where the recorded one went', async () => {
    const options = ['-p', '-c', '--reuse-cmdline', '--tools=2.0.25'];
    const pc = await answer(capture('x86_64-bios-kdump-c'), ...options);
    const recorded = recordedSegments('x86_64-bios-kdump-c', '-c');
    expect(pc.segments.find(({ kind }) => kind === 'kernel')).toMatchObject(
      recorded!.find(({ kind }) => kind === 'kernel')!,
    );
    // The recording of arm64 names two of its segments only; the last is the core header.
    const arm = await answer(capture('arm64-efi-kdump-c'), ...options);
    expect(arm.segments.at(-1)).toMatchObject({
      kind: 'elfcorehdr',
      mem: recordedSegments('arm64-efi-kdump-c', '-c')?.at(-1)?.mem,
    });
  });

  it('a DIMM under a loaded image: what pulling it comes to, policy by policy', async () => {
    const { events, segments } = await answer(
      capture('x86_64-bios-load'),
      '-c',
      '--plug=1G',
      '--try=none,notifier-corrected,validate-at-exec,unload-on-hotplug',
    );
    // The seed of a machine whose random pool is ready goes as low as it can.
    const high = segments.filter(({ kind }) => kind !== 'setup_data');
    expect(high.every(({ mem }) => mem >= 0x1_0000_0000)).toBe(true);
    const pulled = events.find(({ kind }) => kind === 'unplug');
    const plugged = events.find(({ kind }) => kind === 'plug');
    expect(pulled).toMatchObject({ kind: 'unplug', id: 'dimm1' });
    expect(pulled?.outcomes.map(({ policy, outcome }) => [policy, outcome])).toEqual([
      ['none', 'reset'],
      ['notifier-corrected', 'refused'],
      ['validate-at-exec', 'stopped'],
      ['unload-on-hotplug', 'unloaded'],
    ]);
    expect(plugged?.kind).toBe('plug');
    expect(plugged?.outcomes[0]?.outcome).toBe('boots');
  });

  it('the same DIMM breaks nothing where nothing lies in it', async () => {
    const { events } = await answer(capture('arm64-efi-load'), '-c', '--plug=1G', '--try=none');
    expect(events[0]).toMatchObject({ kind: 'unplug', segments: [], outcomes: [{ outcome: 'boots' }] });
  });

  it('boot memory under a segment can be put offline on x86, and never on arm64', async () => {
    const offline = async (name: string, ...bounds: readonly string[]) => {
      const { events } = await answer(capture(name), '-c', ...bounds, '--try=none,notifier-corrected');
      return events.find(({ kind }) => kind === 'offline')?.outcomes.map(({ outcome }) => outcome);
    };
    expect(await offline('arm64-efi-load')).toEqual(['refused', 'refused']);
    const block = ['--mem-min=0x60000000', '--mem-max=0x67ffffff'];
    expect(await offline('x86_64-bios-load', ...block)).toEqual(['boots', 'refused']);
  });

  it('the next kernel sees a DIMM on x86 by the map of kexec-tools, and not by that of Linux', async () => {
    const seen = async (path: string): Promise<boolean> => {
      const { next } = await answer(capture('x86_64-bios-load'), path, '--plug=1G@0x200000000', '--try=none');
      return next.ram.some(({ end }) => end > 0x2_0000_0000);
    };
    expect([await seen('-c'), await seen('-s')]).toEqual([true, true]);
  });

  it.each([
    [
      ['captures/x86_64-bios-load', '-c', '--plug=1G'],
      'Loaded by kexec_load (-c). The next kernel boots with 3.00 GiB of RAM.',
    ],
    [['captures/arm64-efi-load', '-s'], 'Loaded by kexec_file_load (-s). The next kernel boots with'],
    [
      ['captures/arm64-efi-kdump-c', '-p', '-c'],
      'Loaded for a panic by kexec_load (-c). The next kernel boots with',
    ],
    [['examples/machines/debian-12-x86_64.tar.gz', '-p'], 'Loaded for a panic by kexec'],
    [['examples/machines/debian-12-arm64.tar.gz'], 'Loaded by kexec -a. The next kernel boots with'],
    [
      ['examples/cases/raspberry-pi-iomem.txt', '-c'],
      'Loaded by kexec_load (-c). The next kernel boots with 3.86 GiB of RAM.',
    ],
    [
      ['examples/cases/cxl-server-iomem.txt', '-s'],
      'Loaded by kexec_file_load (-s). The next kernel boots with',
    ],
  ])('%j: the answer first, and no more than a screen', async ([path = '', ...options], answered) => {
    const { out } = await warmboot('load', capture(`../${path}`), ...options);
    const lines = out.split('\n');
    expect(lines[1]).toContain(answered);
    expect(lines.length).toBeLessThan(40);
    expect(lines.at(-1)).toMatch(/^--all: /);
    const whole = await warmboot('load', capture(`../${path}`), ...options, '--all');
    expect(whole.out.split('\n').length).toBeGreaterThan(lines.length);
    expect(whole.out).toContain(lines[1]);
  });

  it('a death, with its reason in the first lines', async () => {
    const machine = capture('../examples/machines/debian-12-arm64.tar.gz');
    const { out } = await warmboot('load', machine, '-c', '--append=mem=4M');
    expect(out.split('\n').slice(1, 3).join(' ')).toMatch(
      /^Loaded by kexec_load \(-c\)\. The next kernel panics early\. System is deadlocked on memory: it needs about \d+ MiB and has \d+ MiB\.$/,
    );
  });

  it('each way of reading the machine gives text that lines up and says everything', async () => {
    const { out, status } = await warmboot('load', capture('x86_64-bios-load'), '-c', '--plug=1G', '--all');
    expect(status).toBe(0);
    for (const part of [
      'What kexec prints',
      'nr_segments = 4',
      'What goes where',
      'What the next kernel is told, by boot_params',
      'After kexec -e',
      'If memory changes before the jump',
      'unplug dimm1',
    ]) {
      expect(out).toContain(part);
    }
    for (const line of out.split('\n')) expect(line).toBe(line.trimEnd());
  });
});

describe('--write', () => {
  it('writes the blobs, the command line and the segments, and nothing over them', async () => {
    const directory = join(scratch.path, 'pc');
    const argv = [
      'load',
      capture('x86_64-bios-kdump-c'),
      '-p',
      '-c',
      '--append=quiet',
      `--write=${directory}`,
    ];
    const { status, out } = await warmboot(...argv);
    expect(status).toBe(0);
    expect(out).toContain('boot_params.bin, elfcorehdr.elf, cmdline, segments.json');
    expect(readdirSync(directory).sort()).toEqual([
      'boot_params.bin',
      'cmdline',
      'elfcorehdr.elf',
      'segments.json',
    ]);
    expect(readFileSync(join(directory, 'cmdline'), 'utf8')).toBe('quiet\n');
    expect((await warmboot(...argv)).status).toBe(2);
  });

  test.skipIf(!has('readelf'))('readelf reads the core header (skipped without binutils)', async () => {
    for (const name of ['x86_64-bios-kdump-c', 'arm64-efi-kdump-c', 'arm64-efi-kdump-s']) {
      const directory = join(scratch.path, name);
      const way = name.endsWith('-s') ? '-s' : '-c';
      expect((await warmboot('load', capture(name), '-p', way, `--write=${directory}`)).status).toBe(0);
      const text = execFileSync('readelf', ['-hlW', join(directory, 'elfcorehdr.elf')], { encoding: 'utf8' });
      expect(text).toContain('CORE (Core file)');
      expect(text).toContain('LOAD');
    }
  });

  test.skipIf(!has('dtc'))('dtc reads the devicetree (skipped without device-tree-compiler)', async () => {
    for (const way of ['-c', '-s']) {
      const directory = join(scratch.path, `dtb${way}`);
      const argv = [
        'load',
        capture('arm64-efi-load'),
        way,
        '--append=quiet loglevel=3',
        `--write=${directory}`,
      ];
      expect((await warmboot(...argv)).status).toBe(0);
      const dtb = join(directory, 'handover.dtb');
      expect(existsSync(dtb)).toBe(true);
      const dts = execFileSync('dtc', ['-q', '-I', 'dtb', '-O', 'dts', dtb], { encoding: 'utf8' });
      expect(dts).toContain('bootargs = "quiet loglevel=3');
    }
  });
});
