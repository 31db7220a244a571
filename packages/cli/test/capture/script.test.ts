import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkTrace, readMachine, readTrace, replayTrace } from '@warmboot/scenario';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCapture } from '../../src/capture/open-capture.js';
import { standardFramework } from '../../src/session/standard-framework.js';
import { warmboot } from '../warmboot.js';
import { writeRecordedTree } from './recorded-tree.js';

const SCRIPT = fileURLToPath(new URL('../../script/capture.sh', import.meta.url));
const CAPTURES = fileURLToPath(new URL('../../../../captures/', import.meta.url));

const framework = standardFramework();

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'warmboot '));
});
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const has = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Shells that find no other tools than busybox's own beside them are the poorest that there are. */
const SHELLS = [
  { shell: 'busybox', args: ['sh'], there: has('busybox', 'sh', '-c', 'exit') },
  { shell: 'dash', args: [], there: has('dash', '-c', 'exit') },
].map(({ shell, there, ...rest }) => ({
  ...rest,
  shell,
  there,
  title: there ? shell : `${shell} (skipped: there is no ${shell} here)`,
}));

/** A directory in which every tool is busybox. */
const busyboxTools = (): string => {
  const directory = join(scratch, 'bin');
  if (!existsSync(directory)) {
    const busybox = execFileSync('sh', ['-c', 'command -v busybox'], { encoding: 'utf8' }).trim();
    execFileSync('mkdir', [directory]);
    for (const tool of [
      'cat',
      'dd',
      'dmesg',
      'grep',
      'gzip',
      'mkdir',
      'rm',
      'sed',
      'tar',
      'tr',
      'uname',
      'wc',
    ]) {
      execFileSync('ln', ['-s', busybox, join(directory, tool)]);
    }
    execFileSync('ln', ['-s', busybox, join(directory, 'busybox')]);
  }
  return directory;
};

interface Run {
  readonly status: number | null;
  readonly said: string;
}

const record = (shell: string, args: readonly string[], root: string, output: string): Run => {
  const { status, stderr } = spawnSync(shell, [...args, SCRIPT, output], {
    encoding: 'utf8',
    env: {
      PATH: shell === 'busybox' ? busyboxTools() : process.env['PATH'],
      TMPDIR: scratch,
      WARMBOOT_ROOT: root,
    },
  });
  return { status, said: stderr.replaceAll(scratch, 'SCRATCH') };
};

/** Records, and gives the path of what was written. */
const recordedTo = (shell: string, args: readonly string[], root: string, output: string): string => {
  expect(record(shell, args, root, output)).toMatchObject({ status: 0 });
  return output;
};

const recorded = async (name: string) => {
  const files = await openCapture(join(CAPTURES, name));
  const directory = readTrace(files);
  const architecture = framework.architectures.get(directory.trace.arch);
  return { directory, architecture, original: readMachine(files) };
};

const hexOf = (bytes: Uint8Array | undefined): string =>
  bytes === undefined ? 'missing' : Buffer.from(bytes).toString('hex');

/** One of each kind of firmware and of each kind of step. */
const TRACES = [
  'arm64-dt-kdump-c',
  'arm64-efi-kdump-s',
  'arm64-efi-race-policy2',
  'arm64-efi-virtio-mem',
  'x86_64-bios-exec-into-hotplug',
  'x86_64-bios-virtio-mem',
  'x86_64-efi-numa',
] as const;

describe.each(SHELLS)('the capture script in $title', ({ shell, args, there }) => {
  /** A recorded machine as directories that the script can be sent to. */
  const tree = async (title: string, name: string) => {
    const { directory, architecture, original } = await recorded(name);
    const seen = original.observe(architecture);
    const root = join(scratch, `${title} ${shell}`);
    writeRecordedTree(root, directory.trace, seen);
    return { root, output: `${root}.tar`, directory, architecture, original, seen };
  };

  it.skipIf(!there).each(TRACES)(
    '%s: what follows from its tar is what follows from the machine',
    async (name) => {
      const { root, output, directory, architecture, original, seen } = await tree(name, name);
      const { status, said } = record(shell, args, root, output);
      expect({ status, said }).toEqual({
        status: 0,
        said: `warmboot capture: SCRATCH/${name} ${shell}.tar is written\n`,
      });

      const machine = readMachine(await openCapture(output));
      const { image: _, hardware, files, ...texts } = seen;
      const again = machine.observe(architecture);
      expect(again).toMatchObject(texts);
      for (const [path, bytes] of files) expect(hexOf(again.files.get(path)), path).toBe(hexOf(bytes));
      expect(again.hardware.hotplug.available).toBe(hardware.hotplug.available);
      const { steps } = checkTrace(directory, replayTrace(framework, directory, machine));
      expect(steps.flatMap(({ mismatches }) => mismatches)).toEqual([]);
      const { crashNotes, vmcoreinfo } = original.facts(architecture);
      expect(machine.facts(architecture)).toMatchObject({ crashNotes, vmcoreinfo });
    },
  );

  it.skipIf(!there)('keeps of /proc/kcore what the kernel notes of its build, and nothing else', async () => {
    const { root, output, architecture } = await tree('noted', 'arm64-efi-boot');
    const files = await openCapture(recordedTo(shell, args, root, output));
    expect(new TextDecoder().decode(files.get('vmcoreinfo'))).toBe(
      'OSRELEASE=6.1.192\nPAGESIZE=4096\nNUMBER(VA_BITS)=39\nNUMBER(TCR_EL1_T1SZ)=0x19\nKERNELOFFSET=0\n',
    );
    const told = readMachine(files)
      .told(architecture)
      .find(({ where }) => where === 'VMCOREINFO');
    expect(told?.facts).toMatchObject({ release: '6.1.192', pageSize: 4096 });
  });

  it.skipIf(!there)('says why it has no VMCOREINFO and no configuration', async () => {
    const { root, output } = await tree('unnoted', 'arm64-dt-boot');
    unlinkSync(join(root, 'proc/kcore'));
    unlinkSync(join(root, 'proc/self/smaps'));
    rmSync(join(root, 'boot'), { recursive: true });
    const files = await openCapture(recordedTo(shell, args, root, output));
    expect(new TextDecoder().decode(files.get('capture.txt'))).toBe(
      'warmboot capture 1\nmissing /proc/self/smaps: it tells no page size, and there is no getconf\n' +
        'missing /proc/kcore: this kernel has none\n' +
        'missing /proc/config.gz: neither it nor a config in /boot can be read\n',
    );
  });

  it.skipIf(!there)('says that addresses are hidden, and writes the rest', async () => {
    const { root, output, seen } = await tree('hidden', 'x86_64-bios-boot');
    const hidden = seen.iomem.replaceAll(/[0-9a-f]+-[0-9a-f]+ :/g, '00000000-00000000 :');
    writeFileSync(join(root, 'proc/iomem'), hidden);
    const { status, said } = record(shell, args, root, output);
    expect(status).toBe(1);
    expect(said).toContain(
      'warmboot capture: /proc/iomem: all addresses are zero: the kernel hides them from everybody but root\n',
    );
    expect(said).toMatch(/\.tar is written, without what is named above\n$/);
    const machine = readMachine(await openCapture(output));
    const { architecture } = await recorded('x86_64-bios-boot');
    expect(() =>
      framework.kernel({ architecture: 'x86_64' }).fromObservation(machine.observe(architecture)),
    ).toThrow('every address is zero: the kernel hides addresses from a reader without CAP_SYS_ADMIN');
  });

  it.skipIf(!there)('says what is not there, in the tar as well', async () => {
    const { root, output } = await tree('partial', 'arm64-dt-boot');
    unlinkSync(join(root, 'proc/zoneinfo'));
    unlinkSync(join(root, 'var/log/dmesg'));
    expect(record(shell, args, root, output)).toEqual({
      status: 1,
      said:
        'warmboot capture: /dev/kmsg: the kernel log cannot be read; root can\n' +
        'warmboot capture: /proc/zoneinfo: this kernel has none\n' +
        `warmboot capture: SCRATCH/partial ${shell}.tar is written, without what is named above\n`,
    });
    const files = await openCapture(output);
    expect(new TextDecoder().decode(files.get('capture.txt'))).toContain(
      'missing /proc/zoneinfo: this kernel has none\n',
    );
    const { architecture } = await recorded('arm64-dt-boot');
    const machine = readMachine(files);
    expect(machine.assumed).toEqual([
      '/proc/zoneinfo is missing (this kernel has none): zones and nodes; assumed: one node, with the zones of an ordinary kernel',
    ]);
    expect(machine.observe(architecture).zones).not.toEqual([]);
    expect(() => machine.requireWhole?.()).toThrow('proc/zoneinfo is missing (this kernel has none)');
  });

  it.skipIf(!there)('gives up where there is nothing to read, and leaves nothing behind', () => {
    const nowhere = join(scratch, 'nowhere');
    mkdirSync(nowhere, { recursive: true });
    const output = join(scratch, 'nowhere.tar');
    expect(record(shell, args, nowhere, output)).toEqual({
      status: 2,
      said: 'warmboot capture: there is no SCRATCH/nowhere/proc to read\n',
    });
    expect(existsSync(output)).toBe(false);
    expect(readdirSync(scratch).filter((name) => name.startsWith('warmboot-capture'))).toEqual([]);
  });
});

const ARM64 = ['arm64-dt-kdump-s', 'arm64-efi-file-load-exec', 'arm64-efi-load-after-hotplug'] as const;

it.each(ARM64)('%s without memblock=debug efi=debug: /proc/iomem tells enough', async (name) => {
  const { directory, architecture, original } = await recorded(name);
  const seen = original.observe(architecture);
  const dmesg = seen.dmesg.filter(
    (line) => !/memblock|^MEMBLOCK|^ (?:memory|reserved)\[|^efi: +mem\d/i.test(line),
  );
  expect(dmesg.length).toBeLessThan(seen.dmesg.length);
  const ordinary = { ...original, observe: () => ({ ...seen, dmesg }) };
  const { steps } = checkTrace(directory, replayTrace(framework, directory, ordinary));
  expect(steps.flatMap(({ mismatches }) => mismatches)).toEqual([]);
});

const MACHINES = fileURLToPath(new URL('../../../../examples/machines/', import.meta.url));

it.each(['x86_64', 'arm64'])(
  'a Debian guest of %s that had only busybox: loads, hotplug and a jump',
  async (name) => {
    const scenario = join(scratch, `${name}.yaml`);
    const capture = JSON.stringify(`${MACHINES}debian-12-${name}.tar.gz`);
    const steps = '[load, { plug: { id: dimm1, size: 1G } }, { online: online_movable }, exec]';
    writeFileSync(
      scenario,
      `name: Debian\nmachine: { capture: ${capture} }\nsteps: ${steps}\nexpect: { outcome: booted }\n`,
    );
    const { status, out } = await warmboot('run', scenario);
    expect(out).toContain('The expectation held.');
    expect(status).toBe(0);
  },
);

const shellcheck = has('shellcheck', '--version');

it.skipIf(!shellcheck)(
  `shellcheck finds nothing in the capture script${shellcheck ? '' : ' (skipped: there is no shellcheck here)'}`,
  () => {
    const { stdout } = spawnSync('shellcheck', ['--shell=sh', SCRIPT], { encoding: 'utf8' });
    expect(stdout).toBe('');
  },
);
