import { GiB, MiB } from '@warmboot/address';
import { describe, expect, it } from 'vitest';
import { describeAnswer, describeStep, parseScenario, play } from '../../src/index.js';
import { toyFramework } from './toy-architectures.js';

const framework = toyFramework();

const played = (steps: string) =>
  play(framework, parseScenario(framework, `name: t\nsteps:\n${steps}`, 't.yaml'), { architecture: 'toy' });

const last = (steps: string) => played(steps).steps.at(-1)!;

const VM = '  - virtio-mem: { id: vm0, size: 2G, at: 0x100000000 }\n';

describe('a virtio-mem device', () => {
  it('comes with nothing plugged, in blocks of 2 MiB, and is the first virtio device', () => {
    const { machine, answer } = last(VM);
    expect(answer).toEqual({ ok: true });
    expect(machine.platform.virtioMem!.get('vm0')).toMatchObject({
      name: 'virtio0',
      region: { start: 4 * GiB, end: 6 * GiB },
      blockSize: 2 * MiB,
      node: 0,
      requested: 0,
    });
  });

  it('gets what is asked for, at once or later; the second is virtio1', () => {
    const more = `${VM}  - virtio-mem: { id: vm1, size: 1G, requested: 256M, at: vm0.end }\n`;
    const { machine } = last(`${more}  - request: { id: vm0, size: 512M }`);
    expect(machine.platform.virtioMem!.get('vm1')).toMatchObject({ name: 'virtio1', requested: 256 * MiB });
    const { verdicts } = last(
      `${more}  - request: { id: vm0, size: 512M }
    expect: { sizes: { vm0: { requested: 512M, plugged: 512M, online: 0 }, vm1: { plugged: 256M } } }`,
    );
    expect(verdicts).toMatchObject([{ held: true }]);
  });

  it('says what it has, where, and why that is not more', () => {
    const record = last(`${VM}  - request: { id: vm0, size: 512M }`);
    expect(describeStep(record.step)).toBe('the host wants vm0 to have 512 MiB');
    expect(describeAnswer(record)).toEqual([
      '512 MiB plugged, 0 B online',
      '[mem 0x0000000100000000-0x000000017fffffff]',
      'plugged and online differ by 512 MiB: 512 MiB are in offline blocks',
    ]);
  });

  it('misses expectations of other sizes, and says by how much', () => {
    const { verdicts } = last(`${VM}  - request: { id: vm0, size: 512M }
    expect: { sizes: { vm0: { plugged: 1G } } }`);
    expect(verdicts).toMatchObject([{ held: false, misses: ['vm0 plugged: expected 1 GiB, found 512 MiB'] }]);
  });

  it.each([
    ['a size that is not made of its blocks', 'request: { id: vm0, size: 3M }', 'EINVAL'],
    ['more than its region', 'request: { id: vm0, size: 4G }', 'EINVAL'],
    ['a region that is taken', 'virtio-mem: { id: vm1, size: 1G, at: vm0+1G }', 'EEXIST'],
    [
      'to be asked for more than it has at once',
      'virtio-mem: { id: vm1, size: 1G, requested: 2G, at: vm0.end }',
      'EINVAL',
    ],
    ['to try again when nothing waits', 'retry: vm0', 'EAGAIN'],
  ])('refuses %s', (_, step, errno) => {
    expect(last(`${VM}  - ${step}`).answer).toMatchObject({ ok: false, errno });
  });
});

describe('a dax device', () => {
  const DAX = '  - kmem: { id: dax0, size: 1G, at: 0x100000000 }\n';

  it('firmware-uefi S3: becomes memory by kmem, under the name of its region', () => {
    const record = last(DAX);
    expect(record.machine.platform.dax!.get('dax0.0')).toMatchObject({ range: { start: 4 * GiB } });
    expect(describeStep(record.step)).toBe('kmem takes dax0.0 (1 GiB)');
    expect(describeAnswer(record)).toEqual(['0x100000000-0x13fffffff']);
  });

  it('firmware-uefi S3: goes back when all of it is offline, and can be taken again', () => {
    const { steps } = played(`${DAX}  - kmem-unbind: dax0\n  - kmem: { id: dax0 }`);
    expect(steps.map(({ answer }) => answer.ok)).toEqual([true, true, true]);
    expect(last(`${DAX}  - online: { blocks: dax0 }\n  - kmem-unbind: dax0`).answer).toMatchObject({
      errno: 'EBUSY',
    });
  });

  it('cannot be somewhere else the next time', () => {
    expect(last(`${DAX}  - kmem: { id: dax0, size: 1G, at: 0x200000000 }`).answer).toMatchObject({
      errno: 'EEXIST',
    });
  });
});
