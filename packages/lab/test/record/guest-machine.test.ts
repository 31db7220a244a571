import type { ScenarioStep } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { boardOf } from '../../src/board/boards.js';
import { LabError } from '../../src/failure/lab-error.js';
import { qemuArguments } from '../../src/qemu/command-line.js';
import { guestMachine } from '../../src/record/guest-machine.js';

const MiB = 1024 * 1024;
const nothing = { steps: [], bootDevices: [] };

describe('the machine of a story, in QEMU’s words', () => {
  it('is the model’s ordinary one where the story says nothing', () => {
    const { machine, cmdline } = guestMachine(boardOf('arm64'), nothing, {});
    expect(machine).toMatchObject({ firmware: 'efi', memory: '1024M,slots=8,maxmem=16384M', extra: [] });
    expect(cmdline).toMatch(/^console=ttyAMA0 panic=-1 /);
  });

  it('has the nodes, devices and words that the story has', () => {
    const device = {
      kind: 'virtio-mem',
      id: 'vm0',
      size: '2G',
      requested: 0,
      blockSize: '2M',
      node: 0,
    } as const;
    const steps: ScenarioStep[] = [{ verb: device, expect: [], line: 1 }];
    const { machine, cmdline } = guestMachine(
      boardOf('x86_64'),
      { steps, bootDevices: [] },
      { memory: 2048 * MiB, slots: 0, nodes: [1, 0], append: 'crashkernel=256M' },
    );
    expect(machine.memory).toBe('2048M');
    expect(machine.extra.join(' ')).toContain('node,nodeid=1,memdev=n1');
    expect(machine.extra.join(' ')).toContain('virtio-mem-pci,id=vm0,memdev=vm0-memory,requested-size=0');
    expect(cmdline).toMatch(/ crashkernel=256M$/);
  });

  it('cannot be every machine', () => {
    expect(() => guestMachine(boardOf('x86_64'), nothing, { memory: 1000 })).toThrow(LabError);
    expect(() => guestMachine(boardOf('x86_64'), nothing, { firmware: 'dt' })).toThrow(/bios, efi/);
    expect(() => boardOf('vax')).toThrow(/x86_64/);
  });

  it('boots a kernel with an initrd, and talks over sockets in its own folder', () => {
    const { machine } = guestMachine(boardOf('x86_64'), nothing, {});
    const files = { kernel: 'bzImage', initrd: 'initrd', cmdline: 'quiet' };
    const words = qemuArguments(machine, files, '/somewhere', 'tcg').join(' ');
    expect(words).toContain('-machine q35 -cpu max,la57=off -accel tcg -m 1024M,slots=8,maxmem=16384M');
    expect(words).toContain('-serial unix:/somewhere/serial,server=on,wait=off');
    expect(qemuArguments(machine, files, '/somewhere', 'kvm').join(' ')).toContain('-cpu host -accel kvm');
  });
});
