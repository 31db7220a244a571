import { describe, expect, test } from 'vitest';
import type { Errno, LoadOutcome, LoadPath, LoadRequest } from '@warmboot/core';
import { Framework, refuse, kexecTools } from '@warmboot/core';
import { MiB } from '@warmboot/address';

import { plugin as arm64 } from '@warmboot/arch-arm64';
import { architecture as x86 } from '@warmboot/arch-x86';
import { parseScenario, prepare } from '@warmboot/scenario';
import { standardFramework } from '../src/session/standard-framework.js';

const framework = standardFramework();

interface Situation {
  readonly architecture?: string;
  readonly path?: LoadPath;
  readonly profile?: string;
  /** The machine has 256 MiB for a crash kernel. */
  readonly reserved?: boolean;
  readonly change?: Partial<LoadRequest>;
}

const bring = (
  { architecture = 'x86_64', profile, reserved = false, change = {} }: Situation,
  from = framework,
) => {
  const on = { append: reserved ? 'crashkernel=256M' : '' };
  const text = JSON.stringify({ name: 'a tool', machine: { memory: '2G', ...on }, steps: ['load'] });
  const { kernel, start } = prepare(from, parseScenario(from, text, 'a test'), {
    architecture,
    ...(profile === undefined ? {} : { profile }),
  });
  const request: LoadRequest = {
    ...start.facts,
    kernelPath: '/boot/vmlinuz',
    type: 'normal',
    cmdline: 'quiet',
    memMin: 0,
    memMax: Infinity,
    seed: (bytes) => new Uint8Array(bytes),
    ...change,
  };
  return { kernel, machine: start.machine, request };
};

const run = (
  situation: Situation,
  from = framework,
): LoadOutcome & { readonly fileMode?: boolean | undefined } => {
  const { kernel, machine, request } = bring(situation, from);
  const { path = 'kexec_load' } = situation;
  const { result, machine: after } = kernel.apply<'kexec-load'>(machine, {
    kind: 'kexec-load',
    path,
    request,
  });
  return { ...result, fileMode: after.kexec[request.type]?.fileMode };
};

const ELSEWHERE = { format: 'unknown', fileSize: 4096 };

/** Rule, situation, exit status, lines that the tool prints. */
const GIVES_UP: readonly (readonly [string, Situation, number, readonly string[]])[] = [
  [
    'table, -p: dies when nothing is reserved',
    { change: { type: 'crash' } },
    1,
    [
      'Memory for crashkernel is not reserved',
      'Please reserve memory by passing"crashkernel=Y@X" parameter to kernel',
      'Then try to loading kdump kernel',
    ],
  ],
  [
    'table, -t: a name that no row has',
    { change: { fileType: 'zImage' } },
    255,
    ['Unsupported kernel type zImage'],
  ],
  [
    'table, -t: another type than the file is of',
    { change: { fileType: 'nbi-x86' } },
    255,
    ['Wrong file type nbi-x86, file matches type bzImage64'],
  ],
  [
    'table, -t: the same on arm64',
    { architecture: 'arm64', change: { fileType: 'uImage' } },
    255,
    ['Wrong file type uImage, file matches type Image'],
  ],
  [
    'table, -t: a row that this release does not have',
    { architecture: 'arm64', change: { fileType: 'uki' } },
    255,
    ['Unsupported kernel type uki'],
  ],
  [
    'table, -t: the same row in a release that has it',
    { architecture: 'arm64', change: { fileType: 'uki', tool: kexecTools.V2_0_32 } },
    255,
    ['Wrong file type uki, file matches type Image'],
  ],
  [
    'messages: a file of no type',
    { change: { kernel: ELSEWHERE } },
    255,
    ['Cannot determine the file type of /boot/vmlinuz'],
  ],
  [
    'messages: a file of no type, asked for as one',
    { change: { kernel: ELSEWHERE, fileType: 'bzImage' } },
    255,
    ['Cannot determine the file type of /boot/vmlinuz'],
  ],
  [
    'messages: a file of no type with -s',
    { path: 'kexec_file_load', change: { kernel: ELSEWHERE } },
    255,
    ['Cannot determine the file type of /boot/vmlinuz'],
  ],
  [
    'messages: a loader that fails says which file it was',
    { change: { cmdline: 'a'.repeat(3000) } },
    255,
    ['Kernel command line too long for kernel!', 'Cannot load /boot/vmlinuz'],
  ],
  [
    'messages: the same on arm64',
    { architecture: 'arm64', change: { cmdline: 'a'.repeat(3000) } },
    255,
    ['Kernel command line too long for kernel!', 'kexec: load failed.', 'Cannot load /boot/vmlinuz'],
  ],
  [
    'arm64 3.5, --dtb: one that is none',
    { architecture: 'arm64', change: { dtb: new Uint8Array(64) } },
    255,
    [
      'kexec: Invalid 2nd device tree.',
      'kexec: setup_2nd_dtb failed.',
      'kexec: load failed.',
      'Cannot load /boot/vmlinuz',
    ],
  ],
  [
    'R7.6: no room between --mem-min and --mem-max',
    { change: { memMin: MiB, memMax: 2 * MiB } },
    1,
    ['locate_hole failed'],
  ],
  [
    'table, --load-preserve-context: needs --mem-max',
    { change: { preserveContext: true } },
    1,
    ['to preserve the context of original kernel with ', '"--mem-max" parameter'],
  ],
  [
    'table, --load-preserve-context: needs -c',
    { path: 'auto', change: { preserveContext: true, memMax: 512 * MiB } },
    1,
    ['--load-preserve-context not supported with kexec_file_load'],
  ],
  [
    'table, --load-preserve-context: a kernel without the flag',
    { change: { preserveContext: true, memMax: 512 * MiB } },
    255,
    ['kexec_load failed: Invalid argument'],
  ],
  [
    'table, --hotplug: a kernel without crash hotplug',
    { reserved: true, change: { type: 'crash', hotplug: true } },
    1,
    ['Path /sys/kernel/crash_elfcorehdr_size does not exist, the kernel needs CONFIG_CRASH_HOTPLUG'],
  ],
  [
    'table, --hotplug: an architecture without crash hotplug',
    {
      architecture: 'arm64',
      profile: 'linux-6.10',
      reserved: true,
      change: { type: 'crash', hotplug: true },
    },
    1,
    ['Path /sys/kernel/crash_elfcorehdr_size does not exist, the kernel needs CONFIG_CRASH_HOTPLUG'],
  ],
  [
    'table, -d: 2.0.32 tells the kernel, and 6.1 knows no such flag, by neither call',
    { path: 'auto', change: { debug: true, tool: kexecTools.V2_0_32 } },
    255,
    ['kexec_load failed: Invalid argument'],
  ],
  [
    'R7.11: -s with an errno after which -a would fall back is EFALLBACK',
    { path: 'kexec_file_load', change: { debug: true, tool: kexecTools.V2_0_32 } },
    253,
    ['syscall kexec_file_load not available.'],
  ],
];

/** Rule, situation, whether the image came by kexec_file_load. */
const LOADS: readonly (readonly [string, Situation, boolean])[] = [
  ['table, -t: the type that the file is of', { change: { fileType: 'bzImage64' } }, false],
  ['table, -t: a later row that takes it too', { change: { fileType: 'bzImage' } }, false],
  [
    'table, -t: kexec_file_load does not look at it',
    { path: 'kexec_file_load', change: { fileType: 'nbi-x86' } },
    true,
  ],
  ['R7.10, -a: the first call that works', { path: 'auto' }, true],
  ['table, --mem-max: kexec_file_load does not look at it', { path: 'auto', change: { memMax: MiB } }, true],
  [
    'arm64 3.1, --dtb: kexec_file_load does not look at it',
    { architecture: 'arm64', path: 'kexec_file_load', change: { dtb: new Uint8Array(1) } },
    true,
  ],
  ['table, -d: 2.0.25 tells the kernel nothing', { change: { debug: true } }, false],
  [
    'table, -d: 6.8 knows the flag of kexec_file_load',
    { path: 'auto', profile: 'linux-6.8', change: { debug: true, tool: kexecTools.V2_0_32 } },
    true,
  ],
  [
    'table, --hotplug: 6.6 on x86_64',
    { profile: 'linux-6.6', reserved: true, change: { type: 'crash', hotplug: true } },
    false,
  ],
];

describe('core 7 kexec(8), rule by rule', () => {
  test.each(GIVES_UP)('%s', (_, situation, status, lines) => {
    const { output, ...result } = run(situation);
    expect(result.status).toBe(status);
    for (const line of lines) expect(output).toContain(line);
  });

  test.each(LOADS)('%s', (_, situation, fileMode) => {
    expect(run(situation)).toMatchObject({ status: 0, fileMode });
  });

  test.each(['ENOSYS', 'EINVAL', 'ENOEXEC', 'ENOTSUP'] satisfies Errno[])(
    'R7.10: -a falls back on %s, -s does not',
    (errno) => {
      const from = refusing(errno);
      expect(run({ path: 'auto' }, from)).toMatchObject({ status: 0, fileMode: false });
      expect(run({ path: 'kexec_file_load' }, from)).toEqual({
        status: 253,
        output: ['syscall kexec_file_load not available.'],
      });
    },
  );

  test.each([
    ['EADDRNOTAVAIL', 'Cannot assign requested address'],
    ['EBUSY', 'Device or resource busy'],
    ['EPERM', 'Operation not permitted'],
    ['ENOMEM', 'Cannot allocate memory'],
    ['ELIBBAD', 'Accessing a corrupted shared library'],
    ['EKEYREJECTED', 'Key was rejected by service'],
  ] as const)('R7.10: -a does not fall back on %s', (errno, words) => {
    const { status, output, fileMode } = run({ path: 'auto' }, refusing(errno));
    expect([status, output[0], fileMode]).toEqual([255, `kexec_file_load failed: ${words}`, undefined]);
  });

  test('table, -i: nobody looks at the digest', () => {
    const images = [{}, { skipChecks: true }].map((change) => {
      const { kernel, machine, request } = bring({ change });
      const action = { kind: 'kexec-load', path: 'kexec_load', request } as const;
      return kernel.apply<'kexec-load'>(machine, action).machine.kexec.normal?.verifiesDigest;
    });
    expect(images).toEqual([true, false]);
  });

  test('table, --hotplug: the header has the room that the kernel asks for', () => {
    const { kernel, machine, request } = bring({
      profile: 'linux-6.6',
      reserved: true,
      change: { type: 'crash', hotplug: true },
    });
    const action = { kind: 'kexec-load', path: 'kexec_load', request } as const;
    const image = kernel.apply<'kexec-load'>(machine, action).machine.kexec.crash!;
    const room = Number(kernel.observe(machine).sys['/sys/kernel/crash_elfcorehdr_size']);
    const header = image.segments.find(({ kind }) => kind === 'elfcorehdr')!;
    expect(image.followsHotplug).toBe(true);
    expect(header.memsz).toBeGreaterThanOrEqual(room);
  });

  test('table, --load-preserve-context: all free memory below --mem-max is saved by empty segments', () => {
    const able = { ...x86, kexec: { ...x86.kexec, preserveContext: true } };
    const plugin = {
      name: 'jump',
      interfaceVersion: 1 as const,
      description: 'x86_64 with CONFIG_KEXEC_JUMP',
      register: (context: { architecture(one: typeof x86): void }) => context.architecture(able),
    };
    const change = { preserveContext: true, memMax: 256 * MiB - 1 };
    const { kernel, machine, request } = bring({ change }, new Framework([plugin]));
    const action = { kind: 'kexec-load', path: 'kexec_load', request } as const;
    const { result, machine: after } = kernel.apply<'kexec-load'>(machine, action);
    expect(result.status).toBe(0);
    const image = after.kexec.normal!;
    expect(image.preserveContext).toBe(true);
    const saved = image.segments.filter(({ kind }) => kind === 'backup');
    expect(saved.every(({ bufsz }) => bufsz === 0)).toBe(true);
    const covered = image.segments.filter(({ mem }) => mem >= MiB).reduce((sum, { memsz }) => sum + memsz, 0);
    expect(covered).toBe(255 * MiB);
  });
});

describe('core 7 --reuse-cmdline, --append and --command-line', () => {
  const line = (running: string, given: string | undefined, crash = false): string =>
    kexecTools.nextCommandLine(running, { reuse: true, append: given, commandLine: undefined }, crash);

  test.each([
    [
      'the image of the boot loader goes',
      'BOOT_IMAGE=/vmlinuz root=/dev/vda quiet',
      false,
      'root=/dev/vda quiet',
    ],
    ['crashkernel stays for a normal image', 'crashkernel=256M quiet', false, 'crashkernel=256M quiet'],
    [
      'every crashkernel goes for a crash image',
      'crashkernel=1G,high quiet crashkernel=64M,low',
      true,
      'quiet ',
    ],
    [
      'the first match inside a word ends the search',
      'my.crashkernel=1 crashkernel=256M',
      true,
      'my.crashkernel=1 crashkernel=256M',
    ],
    ['words that only begin like it go too', 'crashkernel_x=1 quiet', true, 'quiet'],
    ['a second line is not read', 'quiet\nmore', false, 'quiet'],
  ])('%s', (_, running, crash, kept) => {
    expect(line(running, undefined, crash)).toBe(kept);
  });

  test('what is given follows behind a blank, or is all there is', () => {
    expect(line('quiet', 'debug')).toBe('quiet debug');
    expect(line('BOOT_IMAGE=x', 'debug')).toBe(' debug');
    expect(
      kexecTools.nextCommandLine('quiet', { reuse: false, append: undefined, commandLine: 'debug' }, false),
    ).toBe('debug');
    expect(
      kexecTools.nextCommandLine('quiet', { reuse: false, append: undefined, commandLine: undefined }, false),
    ).toBe('');
  });
});

test('R7.10: what a release does when nothing is said', () => {
  const paths = ['1.101', '2.0.24', '2.0.25', '2.0.27', '2.0.32', '2.1'].map(
    (release) => kexecTools.profile(release).defaultPath,
  );
  expect(paths).toEqual(['kexec_load', 'kexec_load', 'kexec_load', 'auto', 'auto', 'auto']);
});

/** The standard architectures, of which x86_64 has a kernel that answers kexec_file_load with an errno. */
function refusing(errno: Errno): Framework {
  const fileLoader = { ...x86.fileLoader!, probe: () => refuse(errno, 'a test says so') };
  const plugin = {
    name: 'refusing',
    interfaceVersion: 1 as const,
    description: 'x86_64 whose kexec_file_load fails',
    register: (context: { architecture(one: typeof x86): void }) =>
      context.architecture({ ...x86, fileLoader }),
  };
  return new Framework([arm64, plugin]);
}
