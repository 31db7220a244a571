import { describedMachine, Framework, kexecTools, type Machine } from '@warmboot/core';
import { describe, expect, it } from 'vitest';
import { architecture, COMMAND_LINE_AT, plugin } from '../src/index.js';

const framework = new Framework([plugin]);
const kernel = framework.kernel({ architecture: 'loongarch64', profile: 'linux-6.12' });

const machineOf = (
  append = '',
): { readonly machine: Machine; readonly load: (cmdline: string) => Machine } => {
  const made = describedMachine(kernel, { append });
  if (!made.ok) throw new Error(made.allowed);
  const { machine, facts } = made;
  const load = (cmdline: string): Machine => {
    const request = kexecTools.request(facts, { type: 'normal', cmdline, withInitrd: true });
    const step = kernel.apply<'kexec-load'>(machine, { kind: 'kexec-load', path: 'kexec_load', request });
    expect(step.result.status).toBe(0);
    return step.machine;
  };
  return { machine, load };
};

const lineAt = ({ contents }: Machine): string =>
  String.fromCharCode(...contents.read({ start: COMMAND_LINE_AT, end: COMMAND_LINE_AT + 4096 })).replace(
    /\0.*$/s,
    '',
  );

describe('machine_kexec_prepare()', () => {
  it('puts the command line where every image of any type finds it', () => {
    const { load } = machineOf();
    const loaded = load('root=/dev/vda');
    expect(lineAt(loaded)).toMatch(/^kexec root=\/dev\/vda initrd=\d+,2345678$/);
    expect(loaded.kexec.normal?.kept).toEqual({ efi_boot: 1, cmdline_ptr: COMMAND_LINE_AT });
    expect(loaded.kexec.normal?.segments.map(({ kind }) => kind).sort()).toEqual([
      'cmdline',
      'initrd',
      'kernel',
    ]);
  });

  it('refuses an image without one, in its own words', () => {
    const segments = [{ mem: 0x20_0000n, memsz: 0x4000n, bufsz: 0x4000n }];
    const { result, log } = kernel.apply<'raw-load'>(machineOf().machine, {
      kind: 'raw-load',
      call: { entry: 0x20_0000n, segments, flags: architecture.kexec.archFlag },
    });
    expect(result).toMatchObject({ ok: false, errno: 'EINVAL' });
    expect(log.map(({ text }) => text)).toEqual(['Command line not included in the provided image']);
  });
});

describe('what the next kernel reads', () => {
  it('has no words of its own twice, however often it is loaded', () => {
    const { load } = machineOf();
    const { machine } = kernel.apply<'kexec-exec'>(load('root=/dev/vda'), { kind: 'kexec-exec' });
    expect(machine.kernel.cmdline).toMatch(/^kexec root=\/dev\/vda initrd=/);
    const again = load(machine.kernel.cmdline);
    expect(lineAt(again).match(/kexec|initrd=/g)).toEqual(['kexec', 'initrd=']);
  });

  it('is mem= alone where there is one, and the kernel itself', () => {
    const { load } = machineOf();
    const loaded = load('mem=512M@0x80000000');
    const { machine } = kernel.apply<'kexec-exec'>(loaded, { kind: 'kexec-exec' });
    const { iomem } = kernel.observe(machine);
    const ram = iomem.split('\n').filter((line) => /^[0-9a-f].*System RAM$/.test(line));
    expect(ram).toEqual(['00200000-023fffff : System RAM', '80000000-9fffffff : System RAM']);
  });
});
