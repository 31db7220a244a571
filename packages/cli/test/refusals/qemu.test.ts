import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../scratch.js';
import { refusalIn, warmboot } from '../warmboot.js';

const scratch = scratchFolder();

const scenario = (machine: string, steps = '[load]'): string => {
  const path = join(scratch.path, 'machine.yaml');
  writeFileSync(path, `name: x\nmachine:\n  ${machine}\nsteps: ${steps}\n`);
  return path;
};

/** The refusal of a machine by these words. */
const refusal = (words: string): Promise<string> =>
  refusalIn(scratch.path, 'run', scenario(`qemu: ${JSON.stringify(words)}`));

const BOARD = '-machine q35 -m 2G,slots=2,maxmem=16G';
const backend = (id: string, size: string): string => `-object memory-backend-ram,id=${id},size=${size}`;

describe('a machine in QEMU’s words', () => {
  it('is the board, its memory and its devices', async () => {
    const words =
      `qemu-system-x86_64 -machine pc-q35-7.2,accel=kvm -m 4096,slots=4,maxmem=16G -smp 4 ` +
      `-numa node,nodeid=0 -numa node,nodeid=1 -append "console=ttyS0 quiet" ${backend('m1', '1G')} ` +
      `-device pc-dimm,id=dimm1,memdev=m1,node=1`;
    const steps =
      '[{ online: { type: online_movable, blocks: [dimm1] } }, { load: { mem-min: dimm1 } }, exec]';
    const { status, out } = await warmboot(
      'run',
      scenario(`qemu: ${JSON.stringify(words)}`, steps),
      '--json',
    );
    expect(status).toBe(0);
    const [online, load] = out.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(online).toMatchObject({
      architecture: 'x86_64',
      observed: { blocks: { memory48: { state: 'online', node: 'node1' } } },
    });
    const segments = load!['segments'] as readonly { readonly mem: number }[];
    expect(segments.every(({ mem }) => mem >= 0x1_8000_0000)).toBe(true);
  });

  it('stands in for the machine of a scenario', async () => {
    const path = scenario('memory: 1G');
    const { status, out } = await warmboot('run', path, '--machine', '-m 3G -machine virt -bios QEMU_EFI.fd');
    expect(status).toBe(0);
    expect(out).toContain('arm64, 3 GiB of memory');
    expect(out).not.toContain('x86_64');
  });
});

describe('refused, in words', () => {
  it.each([
    ['slots without maxmem', '-m 4G,slots=4'],
    ['maxmem below the memory', '-m 4G,slots=4,maxmem=2G'],
    ['slots with nothing to fill', '-m 4G,slots=4,maxmem=4G'],
    ['too many slots', '-m 4G,slots=300,maxmem=8G'],
    ['memory that is no size', '-m lots'],
    ['a board that nobody knows', '-m 4G -machine virtt'],
    ['a target that nobody knows', 'qemu-system-arm -m 4G'],
    ['a word that belongs nowhere', '-m 4G slots=8'],
    ['another program', 'bochs -m 4G'],
    ['nodes that do not add up', '-m 4G -numa node,mem=1G -numa node,mem=1G'],
    ['a node twice', '-m 4G -numa node,nodeid=1 -numa node,nodeid=1'],
    ['a DIMM without a backend', `${BOARD} -device pc-dimm,id=d1`],
    ['a backend that is misspelt', `${BOARD} ${backend('mem1', '1G')} -device pc-dimm,id=d1,memdev=mem2`],
    [
      'a backend used twice',
      `${BOARD} ${backend('m', '1G')} -device pc-dimm,memdev=m -device pc-dimm,memdev=m`,
    ],
    [
      'a DIMM on a node that is none',
      `${BOARD} -numa node ${backend('m', '1G')} -device pc-dimm,memdev=m,node=3`,
    ],
    ['a DIMM that is no whole block', `${BOARD} ${backend('m', '1000M')} -device pc-dimm,id=d1,memdev=m`],
    [
      'a DIMM between two blocks',
      `${BOARD} ${backend('m', '1G')} -device pc-dimm,id=d1,memdev=m,addr=0x101000000`,
    ],
    [
      'a DIMM where memory is',
      `${BOARD} ${backend('m', '1G')} -device pc-dimm,id=d1,memdev=m,addr=0x40000000`,
    ],
    [
      'a DIMM beyond what the kernel maps',
      `-machine virt -m 2G,slots=2,maxmem=16G ${backend('m', '1G')} -bios EFI.fd -device pc-dimm,id=d1,memdev=m,addr=0x1000000000000`,
    ],
    [
      'a slot taken',
      `${BOARD} ${backend('a', '1G')} ${backend('b', '1G')} -device pc-dimm,id=d1,memdev=a,slot=1 -device pc-dimm,id=d2,memdev=b,slot=1`,
    ],
    [
      'more DIMMs than slots',
      `-machine q35 -m 2G,slots=1,maxmem=16G ${backend('a', '1G')} ${backend('b', '1G')} -device pc-dimm,memdev=a -device pc-dimm,memdev=b`,
    ],
    [
      'more memory than maxmem',
      `-machine q35 -m 2G,slots=1,maxmem=4G ${backend('m', '4G')} -device pc-dimm,id=d1,memdev=m`,
    ],
    ['an nvdimm', `${BOARD} ${backend('m', '1G')} -device nvdimm,memdev=m`],
    [
      'memory hotplug without firmware for it',
      `-machine virt -m 2G,slots=2,maxmem=16G ${backend('m', '1G')} -device pc-dimm,id=d1,memdev=m`,
    ],
  ])('%s', async (_, words) => {
    expect(await refusal(words)).toMatchSnapshot();
  });

  it('QEMU’s words beside a capture', async () => {
    expect(
      await refusalIn(scratch.path, 'run', scenario('qemu: -m 4G\n  capture: x.tar')),
    ).toMatchInlineSnapshot(
      `"warmboot: machine.yaml, line 3, column 3: scenario: machine.qemu is beside machine.capture; allowed: either capture or qemu: a recorded machine is what it is"`,
    );
  });

  it('a board of another architecture', async () => {
    const path = scenario('qemu: -machine q35 -m 4G');
    expect(await refusalIn(scratch.path, 'run', path, '--arch', 'arm64')).toMatchInlineSnapshot(
      `"warmboot: machine.yaml: scenario: machine.qemu is a board of x86_64; allowed: one of arm64"`,
    );
  });
});
