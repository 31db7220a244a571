import { describe, expect, it } from 'vitest';
import { BUSY_SYSTEM_RAM } from '../../src/resource/flags.js';
import { KEXEC_ON_CRASH } from '../../src/image/load-flags.js';
import { makeResource } from '../../src/resource/resource.js';
import { MiB } from '@warmboot/address';
import { printIomem } from '../../src/resource/iomem-text.js';
import { requestResource } from '../../src/resource/request-resource.js';
import { RunningMachine } from '../memory/running-machine.js';

const REGION = { start: 256 * MiB, end: 512 * MiB };

const machine = (profile = 'linux-6.1'): RunningMachine => {
  const running = new RunningMachine({ profile });
  const { iomem, kexec, memory } = running.machine;
  const node = makeResource({ ...REGION, name: 'Crash kernel', flags: BUSY_SYSTEM_RAM });
  const placed = requestResource(iomem, node, [0]);
  if (!placed.ok) throw new TypeError('the region is taken');
  running.machine = {
    ...running.machine,
    iomem: placed.tree,
    kexec: { ...kexec, crashRegion: REGION },
    memory: { ...memory, totalRamPages: memory.totalRamPages - (256 * MiB) / 4096 },
  };
  return running;
};

const write = (running: RunningMachine, text: string) =>
  running.do<'crash-size'>({ kind: 'crash-size', text });
const read = ({ kernel, machine: now }: RunningMachine) =>
  kernel.observe(now).sys['/sys/kernel/kexec_crash_size'];

describe('core R4.16 writing kexec_crash_size', () => {
  it('gives the tail back as System RAM inside the System RAM', () => {
    const running = machine();
    const before = running.machine.memory.totalRamPages;
    expect(write(running, '0x4000000\n').ok).toBe(true);
    expect(read(running)).toBe('67108864');
    expect(printIomem(running.machine.iomem)).toBe(
      [
        '00000000-7fffffff : System RAM',
        '  01000000-017fffff : Kernel code',
        '  10000000-13ffffff : Crash kernel',
        '  14000000-1fffffff : System RAM',
        '',
      ].join('\n'),
    );
    expect(running.machine.memory.totalRamPages).toBe(before + (192 * MiB) / 4096);
  });

  it('frees the blocks of the tail from what pins them', () => {
    const running = machine();
    expect(running.writeState(3, 'offline')).toMatchObject({ errno: 'EBUSY' });
    write(running, `${128 * MiB}`);
    expect(running.writeState(3, 'offline').ok).toBe(true);
    expect(running.writeState(2, 'offline')).toMatchObject({ errno: 'EBUSY' });
  });

  it('rounds up to a page', () => {
    const running = machine();
    write(running, `${64 * MiB + 1}`);
    expect(read(running)).toBe(`${64 * MiB + 4096}`);
  });

  it('to nothing gives back the whole region, and then only nothing is fine', () => {
    const running = machine();
    expect(write(running, '0').ok).toBe(true);
    expect(read(running)).toBe('0');
    expect(printIomem(running.machine.iomem)).not.toContain('Crash kernel');
    expect(write(running, '0').ok).toBe(true);
    expect(write(running, '4096')).toMatchObject({ errno: 'EINVAL' });
  });

  it.each(['', 'none', '-1', '64M', '268435457', '0xffffffffffffffff', '0x1ffffffffffffffff'])(
    '%j is EINVAL and changes nothing',
    (text) => {
      const running = machine();
      const before = running.machine;
      expect(write(running, text)).toMatchObject({ errno: 'EINVAL' });
      expect(running.machine).toBe(before);
    },
  );

  it('the size that it has is fine and changes nothing', () => {
    const running = machine();
    const before = running.machine;
    expect(write(running, `${256 * MiB}`).ok).toBe(true);
    expect(running.machine).toBe(before);
  });

  it('is ENOENT while a crash image is loaded, but only for a number', () => {
    const running = machine();
    const segments = [{ mem: BigInt(REGION.start), memsz: 4096n, bufsz: 4096n }];
    running.do<'raw-load'>({
      kind: 'raw-load',
      call: { entry: BigInt(REGION.start), flags: KEXEC_ON_CRASH, segments },
    });
    expect(write(running, '0')).toMatchObject({ errno: 'ENOENT' });
    expect(write(running, 'x')).toMatchObject({ errno: 'EINVAL' });
  });
});

describe('core R4.15, R4.16: under the lock', () => {
  it('a write is EBUSY, but only of a number, and nothing can be read', () => {
    const running = machine();
    running.do<'kexec-lock'>({ kind: 'kexec-lock', held: true });
    expect(write(running, '0')).toMatchObject({ errno: 'EBUSY' });
    expect(write(running, 'x')).toMatchObject({ errno: 'EINVAL' });
    expect(read(running)).toBeUndefined();
    running.do<'kexec-lock'>({ kind: 'kexec-lock', held: false });
    expect(read(running)).toBe(`${256 * MiB}`);
  });
});

describe('core R4.16 with a low region', () => {
  const LOW = { start: 128 * MiB, end: 192 * MiB };

  const both = (profile: string): RunningMachine => {
    const running = machine(profile);
    const { iomem, kexec } = running.machine;
    const node = makeResource({ ...LOW, name: 'Crash kernel', flags: BUSY_SYSTEM_RAM });
    const placed = requestResource(iomem, node, [0]);
    if (!placed.ok) throw new TypeError('the region is taken');
    running.machine = { ...running.machine, iomem: placed.tree, kexec: { ...kexec, crashLowRegion: LOW } };
    return running;
  };
  const regions = ({ machine: { kexec } }: RunningMachine) => [kexec.crashRegion, kexec.crashLowRegion];

  it('6.1 knows nothing of it', () => {
    const running = both('linux-6.1');
    expect(read(running)).toBe(`${256 * MiB}`);
    expect(write(running, '0').ok).toBe(true);
    expect(regions(running)).toEqual([undefined, LOW]);
    expect(read(running)).toBe('0');
  });

  it('from 6.5 on it is counted, and the other region shrinks first', () => {
    const running = both('linux-6.6');
    expect(read(running)).toBe(`${320 * MiB}`);
    expect(write(running, `${128 * MiB}`).ok).toBe(true);
    expect(regions(running)).toEqual([{ start: 256 * MiB, end: 320 * MiB }, LOW]);
    expect(read(running)).toBe(`${128 * MiB}`);
  });

  it('what is left of it when the other is gone takes crash images', () => {
    const running = both('linux-6.6');
    expect(write(running, `${32 * MiB}`).ok).toBe(true);
    expect(regions(running)).toEqual([{ start: 128 * MiB, end: 160 * MiB }, undefined]);
    expect(printIomem(running.machine.iomem)).toContain('  08000000-09ffffff : Crash kernel\n');
    expect(read(running)).toBe(`${32 * MiB}`);
  });

  it('exactly its size is left whole', () => {
    const running = both('linux-6.6');
    expect(write(running, `${64 * MiB}`).ok).toBe(true);
    expect(regions(running)).toEqual([LOW, undefined]);
  });
});
