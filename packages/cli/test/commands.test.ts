import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { main } from '../src/main.js';
import { terminalOn } from '../src/print/terminal.js';
import { scratchFolder } from './scratch.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const thread = join(root, 'examples/thread.yaml');
const race = join(root, 'captures/x86_64-bios-race-policy0');

const warmboot = async (argv: readonly string[], options: Parameters<typeof terminalOn>[2] = {}) => {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = terminalOn(
    (line) => out.push(line),
    (line) => err.push(line),
    options,
  );
  const status = await main(argv, terminal);
  return { status, out: out.join('\n'), err: err.join('\n') };
};

const scratch = scratchFolder();

describe('warmboot compare', () => {
  it('puts the recipe side by side, marks where it differs, and says why', async () => {
    const { status, out } = await warmboot(['compare', thread, '--arch', 'arm64', '--arch', 'x86_64']);
    expect(status).toBe(0);
    expect(out).toMatch(/^\s+step\s+arm64\s+x86_64$/m);
    expect(out).toMatch(/^ {2}4 {2}unplug dimm1\s+removed\s+removed$/m);
    expect(out).toMatch(/^≠ 5 {2}kexec -e\s+dead kernel: hangs\s+platform reset$/m);
    expect(out).toContain('dimm1 was there until step 4 took it away.');
  });

  it('shows the refusal in Linux’s words', async () => {
    const { status, out } = await warmboot(['compare', thread, '--policy', 'notifier-corrected']);
    expect(status).toBe(0);
    expect(out).toContain('kexec_core: Memory region in use  kexec_core: Memory region in use');
    expect(out).toContain('memory memory16: Offline failed.  memory memory32: Offline failed.');
  });

  it('keeps the order of the columns, and no line longer than the terminal', async () => {
    const { out } = await warmboot(['compare', thread, '--arch', 'x86_64,arm64'], { columns: 80 });
    expect(out).toMatch(/step\s+x86_64\s+arm64$/m);
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it('says why in three columns: the aspect, the architecture, the sentence', async () => {
    const { out } = await warmboot(['compare', thread, '--arch', 'arm64,x86_64']);
    expect(out).toMatch(/^Why 3, kexec -l -c .*\n {2}placement {2}arm64 {3}at the low end of dimm1, /m);
    expect(out).toMatch(/^ {13}x86_64 {2}at the high end of dimm1, /m);
    expect(out).toMatch(
      /^ {2}all {5}dimm1 goes, the loaded image is to be copied there, and nobody objects\.$/m,
    );
  });

  it('takes any number of architectures, the same one twice as well', async () => {
    const { out } = await warmboot(['compare', thread, '--arch', 'arm64,x86_64,aarch64', '--policy', 'none']);
    expect(out).toMatch(/^\s+step\s+arm64\s+x86_64\s+arm64$/m);
    expect(out).toMatch(/^≠ 5 {2}kexec -e\s+dead kernel: hangs\s+platform reset\s+dead kernel: hangs$/m);
  });

  it('makes a page', async () => {
    const { out } = await warmboot(['compare', thread, '--format', 'markdown']);
    expect(out).toMatch(/^# Pull the memory from under a loaded kernel$/m);
    expect(out).toMatch(/^\| {2}\| step \| arm64 \| x86_64 \|\n\| --- \| --- \| --- \| --- \|$/m);
    expect(out).toContain('| 5 ≠ | kexec -e | dead kernel: hangs | platform reset |');
    expect(out).toMatch(/^- _outcome_, \*\*arm64\*\*: dead kernel: hangs, because .*took it away\.$/m);
  });

  it('makes one JSON object with the reasons in it', async () => {
    const { out } = await warmboot(['compare', thread, '--json']);
    const { steps, machines } = JSON.parse(out) as {
      steps: { differs: boolean; differences: { aspect: string; on: { because: string[] }[] }[] }[];
      machines: { architecture: string }[];
    };
    expect(machines.map(({ architecture }) => architecture)).toEqual(['arm64', 'x86_64']);
    expect(steps.map(({ differs }) => differs)).toEqual([false, false, false, false, true]);
    expect(steps[4]!.differences[0]).toMatchObject({
      aspect: 'outcome',
      on: [{ architecture: 'arm64', shown: 'dead kernel: hangs' }, { architecture: 'x86_64' }],
    });
    expect(await warmboot(['compare', thread, '--format', 'json'])).toMatchObject({ out });
  });

  it('is coloured only when asked', async () => {
    const plain = await warmboot(['compare', thread]);
    const coloured = await warmboot(['compare', thread], { colour: true });
    const escape = String.fromCodePoint(27);
    expect(plain.out).not.toContain(escape);
    expect(coloured.out).toContain(`${escape}[31m`);
  });
});

describe('warmboot explain', () => {
  it('says who answers an error number, when, and what to do', async () => {
    const { status, out } = await warmboot(['explain', 'eaddrnotavail']);
    expect(status).toBe(0);
    expect(out).toMatch(/^EADDRNOTAVAIL \(99\): Cannot assign requested address$/m);
    expect(out).toMatch(/^kexec_file_load\n {2}no hole is large enough \(core R5\.3\)$/m);
  });

  it('lists all, as lines or as JSON, and knows what was meant', async () => {
    expect((await warmboot(['explain'])).out).toMatch(/^EBUSY +16 +Device or resource busy$/m);
    const lines = (await warmboot(['explain', '--json'])).out.split('\n');
    expect(JSON.parse(lines[0]!)).toMatchObject({ errno: 'EPERM', number: 1 });
    const wrong = await warmboot(['explain', 'EBUZY']);
    expect(wrong).toMatchObject({ status: 2, out: '' });
    expect(wrong.err).toContain('Did you mean EBUSY?');
  });
});

describe('warmboot run', () => {
  it('prints one line an event and a table at the end', async () => {
    const { status, out } = await warmboot(['run', thread, '--arch', 'x86_64', '--policy', 'none']);
    expect(status).toBe(0);
    expect(out).toContain(
      '   dimm:plugged           dimm1: 1 GiB at [mem 0x0000000100000000-0x000000013fffffff]',
    );
    expect(out).toMatch(/^ {3}memory:online  +memory\d+ to memory\d+ \(8 blocks\)/m);
    expect(out).toMatch(/^5 {3}kexec -e\s+platform reset$/m);
    expect(out).toContain('All 6 expectations held.');
  });

  it('prints one JSON object a step, then the verdicts', async () => {
    const { out } = await warmboot(['run', thread, '--arch', 'x86_64', '--json']);
    const lines = out.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ action }) => action)).toEqual([
      'dimm-add',
      'online',
      'kexec-load',
      'dimm-del',
      'kexec-exec',
      undefined,
    ]);
    expect(lines[0]).toMatchObject({ step: 1, result: { ok: true }, observed: { blocks: { memory32: {} } } });
    expect(lines[4]).toMatchObject({ result: { outcome: 'reset' }, observed: null });
    expect(lines[5]).toMatchObject({ architecture: 'x86_64', policies: [], held: true });
  });

  it('exits 1 when an expectation does not come true, and says where it stands', async () => {
    const file = join(scratch.path, 'wrong.yaml');
    writeFileSync(file, 'name: wrong\nsteps:\n  - exec:\n    expect: { outcome: booted }\n');
    const { status, out } = await warmboot(['run', file, '--arch', 'arm64']);
    expect(status).toBe(1);
    expect(out).toContain(`${file}:4: outcome: expected booted, found refused`);
  });

  it('starts from a recorded machine, relative to the scenario', async () => {
    const file = join(scratch.path, 'recorded.yaml');
    cpSync(race, join(scratch.path, 'recording'), { recursive: true });
    writeFileSync(
      file,
      `name: recorded
machine: { capture: recording }
steps:
  - plug: { id: dimm1, size: 1G }
  - online: online_movable
  - load: { mem-min: dimm1, mem-max: dimm1.last }
    expect: { result: ok, segments: { all: dimm1 } }
  - unplug: dimm1
  - exec:
    expect: { outcome: reset }
`,
    );
    expect(await warmboot(['run', file, '--arch', 'x86_64'])).toMatchObject({ status: 0, err: '' });
    const other = await warmboot(['run', file, '--arch', 'arm64']);
    expect(other).toMatchObject({ status: 2 });
    expect(other.err).toContain('recording, a machine of x86_64; allowed: one of arm64');
  });
});

describe('--profile', () => {
  const follows = join(root, 'examples/vmcore-kernel-follows.yaml');

  it('plays a story on another version of Linux', async () => {
    expect((await warmboot(['run', follows, '--profile', 'linux-6.6'])).status).toBe(0);
    const old = await warmboot(['run', follows, '--profile', 'linux-6.1']);
    expect(old.status).toBe(1);
    expect((await warmboot(['compare', follows, '--profile', 'linux-6.1'])).status).toBe(1);
  });

  it.each(['run', 'compare'])(
    '%s: a name that nobody registered is an error that knows the names',
    async (command) => {
      const { status, err } = await warmboot([command, follows, '--profile', 'linux-6.9']);
      expect(status).toBe(2);
      expect(err).toMatch(/linux-6\.9.*linux-6\.1, linux-6\.6, linux-6\.8, linux-6\.10/s);
    },
  );
});

describe('kexec(8) options in scenarios', () => {
  it('--dtb is a file relative to the scenario', async () => {
    const file = join(scratch.path, 'dtb.yaml');
    const story = (path: string, loaded: boolean): string =>
      `name: a tree of its own\nsteps:\n  - load: { dtb: ${path} }\n    expect: { loaded: ${loaded} }\n`;
    // The first has a seed that nobody used up, which kexec-tools does not pass on.
    for (const [capture, loaded] of [
      ['arm64-dt-boot', false],
      ['arm64-efi-load', true],
    ] as const) {
      cpSync(join(root, 'captures', capture, 'fdt.dtb'), join(scratch.path, 'given.dtb'));
      writeFileSync(file, story('given.dtb', loaded));
      const { status, out } = await warmboot(['run', file, '--arch', 'arm64', '--json']);
      expect(out.includes('kaslr-seed is not wiped to 0')).toBe(!loaded);
      expect(status).toBe(0);
    }
    writeFileSync(file, story('missing.dtb', true));
    const missing = await warmboot(['run', file, '--arch', 'arm64']);
    expect(missing).toMatchObject({
      status: 2,
      err: expect.stringContaining('missing.dtb: there is no such file'),
    });
  });

  it('the step says what was typed, and -t what the file is instead', async () => {
    const file = join(scratch.path, 'type.yaml');
    writeFileSync(
      file,
      'name: a type\nsteps:\n  - load: { type: nbi-x86, no-checks: true, debug: true }\n    expect: { result: refused }\n',
    );
    const { status, out } = await warmboot(['run', file, '--arch', 'x86_64']);
    expect(out).toContain('kexec -l -c -d -i -t nbi-x86');
    expect(status).toBe(0);
    expect((await warmboot(['run', file, '--arch', 'x86_64', '--json'])).out).toContain(
      'Wrong file type nbi-x86, file matches type bzImage64',
    );
  });

  it('the release of kexec-tools decides what -d does', async () => {
    const file = join(scratch.path, 'release.yaml');
    const story = (release: string, result: string): string =>
      `name: a release\ntools: { x86_64: { kexec_tools: ${release} } }\nsteps:\n  - load: { debug: true }\n    expect: { result: ${result} }\n`;
    for (const [release, result] of [
      ['2.0.25', 'ok'],
      ['2.0.32', 'refused'],
    ] as const) {
      writeFileSync(file, story(release, result));
      expect((await warmboot(['run', file, '--arch', 'x86_64'])).status).toBe(0);
    }
  });
});

describe('warmboot replay', () => {
  it('prints one JSON object a step, in the field names of recordings', async () => {
    const { status, out } = await warmboot(['replay', race, '--json']);
    expect(status).toBe(0);
    const steps = out.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(steps.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(Object.keys(steps[3]!)).toEqual(['step', 'action', 'result', 'segments', 'observed']);
  });

  it('scores, and exits 0 for a perfect score', async () => {
    const { status, out } = await warmboot(['replay', race, '--check']);
    expect(out).toMatch(/x86_64-bios-race-policy0 +100 %/);
    expect(status).toBe(0);
  });

  it('shows every mismatch, and exits 1', async () => {
    const copy = join(scratch.path, 'forged');
    cpSync(race, copy, { recursive: true });
    const trace = JSON.parse(readFileSync(join(copy, 'trace.json'), 'utf8')) as {
      steps: { observed: { sys: Record<string, string> } }[];
    };
    trace.steps[3]!.observed.sys['/sys/kernel/kexec_loaded'] = '7';
    writeFileSync(join(copy, 'trace.json'), JSON.stringify(trace));
    const { status, out } = await warmboot(['replay', copy, '--check']);
    expect(status).toBe(1);
    expect(out).toContain('step 3 (kexec-load)');
    expect(out).toContain('  sys /sys/kernel/kexec_loaded\n    recorded:  "7"\n    predicted: "1"');
    const json = await warmboot(['replay', copy, '--check', '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ steps: expect.any(Array) as unknown });
  });
});

describe('warmboot policies and plugins', () => {
  it('list what is registered', async () => {
    const policies = await warmboot(['policies', '--json']);
    const names = policies.out.split('\n').map((line) => (JSON.parse(line) as { name: string }).name);
    expect(names).toContain('notifier-as-posted');
    const plugins = await warmboot(['plugins']);
    expect(plugins.out).toContain('architectures: arm64');
    expect(plugins.out).toContain('architectures: x86_64');
  });
});

describe('bad input: status 2, one line, no stack', () => {
  const cases: [string, () => string[], string][] = [
    ['no such file', () => ['run', join(scratch.path, 'nowhere.yaml')], 'no such file'],
    ['a directory for a file', () => ['run', scratch.path], 'a file is wanted'],
    ['a file that is no recording', () => ['replay', thread], 'a file that is no tar'],
    ['a directory without a trace', () => ['replay', join(root, 'docs/errors')], 'trace.json is missing'],
    ['an architecture', () => ['run', thread, '--arch', 'arm'], 'Did you mean arm64?'],
    ['a policy', () => ['run', thread, '--policy', 'notifier'], 'or notifier-as-posted'],
    ['an option', () => ['run', thread, '--polisy', 'none'], 'Did you mean --policy?'],
    ['a command', () => ['rum', thread], 'Did you mean run?'],
    ['a missing argument', () => ['compare'], "missing required argument 'scenario'"],
    [
      'a broken scenario',
      () => {
        const file = join(scratch.path, 'broken.yaml');
        writeFileSync(file, 'name: broken\nsteps:\n  - plug: { id: a, sise: 1G }\n');
        return ['compare', file];
      },
      'broken.yaml, line 3, column 20: scenario: steps[0].plug.sise',
    ],
    [
      'a scenario that is no text',
      () => {
        const file = join(scratch.path, 'binary.yaml');
        writeFileSync(file, new Uint8Array([0, 1, 2, 255, 254, 0xc3, 0x28]));
        return ['run', file];
      },
      'binary.yaml, line 1',
    ],
    [
      'a trace cut off',
      () => {
        const copy = join(scratch.path, 'cut');
        mkdirSync(copy, { recursive: true });
        const text = readFileSync(join(race, 'trace.json'));
        writeFileSync(join(copy, 'trace.json'), text.subarray(0, text.length / 2));
        return ['replay', copy, '--check'];
      },
      'allowed: JSON',
    ],
    [
      'a boot_params cut off',
      () => {
        const copy = join(scratch.path, 'short');
        cpSync(race, copy, { recursive: true });
        writeFileSync(join(copy, 'boot_params.bin'), new Uint8Array(100));
        return ['replay', copy];
      },
      'short',
    ],
  ];

  it.each(cases)('%s', async (_, argv, words) => {
    const { status, err } = await warmboot(argv());
    expect(err).toContain(words);
    expect(err.replace(/\n(?:\(Did you mean|  )[^\n]*$/, '')).toMatch(/^warmboot: [^\n]+$/);
    expect(status).toBe(2);
  });
});

describe('help', () => {
  it('has examples for every command, of files that are there', async () => {
    const { out } = await warmboot(['--help']);
    const commands = [...out.matchAll(/^ {2}([a-z]+) /gm)]
      .map(([, name]) => name!)
      .filter((name) => !['help', 'warmboot'].includes(name));
    expect(commands).toEqual(expect.arrayContaining(['run', 'compare', 'replay', 'capture', 'crashkernel']));
    for (const words of [[], ...commands.map((name) => [name])]) {
      const { status, out: help } = await warmboot([...words, '--help']);
      expect(status).toBe(0);
      expect(help, words.join()).toMatch(/Examples:\n {2}(?:warmboot|source) /);
      for (const [path] of help.matchAll(/\b(?:examples|captures)\/[\w./-]*\w/g)) {
        expect(existsSync(join(root, path)), path).toBe(true);
      }
    }
  });
});
