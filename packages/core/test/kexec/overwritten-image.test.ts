import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bytesContent, filledWith } from '../../src/physical/content.js';
import { GiB, MiB, rangeAt } from '@warmboot/address';
import { sourceOf } from '../../src/image/page-list.js';
import { fakeKernel } from '../fake-architecture.js';
import { machineWith, segment, stray, write } from '../kexec-world.js';
import { PAGE_SIZE } from '../page-size.js';

describe('the image is overwritten between load and exec', () => {
  const kernelAt = GiB;
  const raw = (verifiesDigest: boolean, kind: 'initrd' | 'kernel' = 'initrd') => {
    const handover = new TextEncoder().encode(
      JSON.stringify({ cmdline: 'second', ram: [{ start: 0, end: 2 * GiB }] }),
    );
    const segments = [
      segment(kernelAt, MiB, { kind: 'kernel' }),
      segment(kernelAt + MiB, MiB, { kind: 'initrd' }),
      segment(kernelAt + 2 * MiB, PAGE_SIZE, {
        kind: 'setup_data',
        bytes: handover,
        bufsz: BigInt(handover.length),
      }),
      segment(kernelAt + 3 * MiB, PAGE_SIZE, { kind: 'purgatory' }),
    ];
    const world = machineWith();
    const call = { entry: BigInt(kernelAt), flags: 0, segments, kernel: fakeKernel(MiB), verifiesDigest };
    const { machine } = world.step<'raw-load'>(world.machine, { kind: 'raw-load', call });
    const victim = machine.kexec.normal!.segments.find((one) => one.kind === kind)!;
    return { world, machine, victim, source: sourceOf(machine.kexec.normal!.pages.list, victim.mem)! };
  };

  test('core R7.12: the digest catches it; the purgatory of kexec-tools says so and loops', () => {
    const { world, machine, source, victim } = raw(true);
    const spoilt = write(world, machine, source + 100, stray(0xa5, 3));
    const ended = world.step<'kexec-exec'>(spoilt, { kind: 'kexec-exec' });
    expect(ended.result).toMatchObject({ outcome: 'hang' });
    const told = ended.events.find((event) => event.type === 'kexec:digest-mismatch')!;
    expect(told).toMatchObject({ output: ["I'm in purgatory", 'sha256 digests do not match :('] });
    expect(told.expected).not.toBe(told.found);
    const expected = createHash('sha256');
    for (const { content, bufsz, memsz, kind } of machine.kexec.normal!.segments) {
      if (kind === 'purgatory') continue;
      const bytes = new Uint8Array(memsz);
      content!.read(0, bytes.subarray(0, bufsz));
      expected.update(bytes);
    }
    expect(told.expected).toBe(expected.digest('hex'));
    expect(victim.kind).toBe('initrd');
  });

  test('a write to the destination is no harm: relocation comes after it', () => {
    const { world, machine, victim } = raw(true);
    const spoilt = write(world, machine, victim.mem, stray(0xa5));
    const ended = world.step<'kexec-exec'>(spoilt, { kind: 'kexec-exec' });
    expect(ended.result).toEqual({ outcome: 'booted', cmdline: 'second' });
  });

  test('without a digest the next kernel runs with it, and only the event tells', () => {
    const { world, machine, source, victim } = raw(false);
    const ended = world.step<'kexec-exec'>(write(world, machine, source + 7, stray(0xa5)), {
      kind: 'kexec-exec',
    });
    expect(ended.result).toEqual({ outcome: 'booted', cmdline: 'second' });
    expect(ended.events).toContainEqual({
      type: 'kexec:overwritten',
      address: victim.mem + 7,
      segment: 'initrd',
    });
    expect(ended.machine.contents.read(rangeAt(victim.mem + 7, 1))).toEqual(Uint8Array.of(0xa5));
  });

  test('without a digest an overwritten kernel is no kernel', () => {
    const { world, machine, source } = raw(false, 'kernel');
    const ended = world.step<'kexec-exec'>(write(world, machine, source, stray(0xa5)), {
      kind: 'kexec-exec',
    });
    expect(ended.result).toMatchObject({ outcome: 'hang' });
  });

  test('without a digest the hand-over is read as it is now', () => {
    const { world, machine } = raw(false);
    const { segments, pages } = machine.kexec.normal!;
    const handover = segments.find(({ kind }) => kind === 'setup_data')!;
    const at = new TextDecoder().decode(handover.bytes).indexOf('second');
    const source = sourceOf(pages.list, handover.mem)!;
    const word = bytesContent(new TextEncoder().encode('ninths'));
    const ended = world.step<'kexec-exec'>(write(world, machine, source + at, word), { kind: 'kexec-exec' });
    expect(ended.result).toEqual({ outcome: 'booted', cmdline: 'ninths' });
  });

  test('the purgatory itself is checked by nobody', () => {
    const { world, machine } = raw(true);
    const { segments, pages } = machine.kexec.normal!;
    const purgatory = segments.find(({ kind }) => kind === 'purgatory')!;
    const source = sourceOf(pages.list, purgatory.mem)!;
    const ended = world.step<'kexec-exec'>(write(world, machine, source, stray(0xa5)), {
      kind: 'kexec-exec',
    });
    expect(ended.result).toMatchObject({ outcome: 'hang' });
    expect(ended.events.map(({ type }) => type)).not.toContain('kexec:digest-mismatch');
  });

  test('an indirection page that was overwritten sends the walk anywhere', () => {
    const { world, machine } = raw(true);
    const [list] = machine.kexec.normal!.pages.list.indirection;
    const ended = world.step<'kexec-exec'>(write(world, machine, list!.start, stray(1)), {
      kind: 'kexec-exec',
    });
    expect(ended.result).toMatchObject({ outcome: 'hang' });
  });

  test('a write to where nothing answers is refused and writes nothing', () => {
    const { world, machine } = raw(true);
    const action = { kind: 'write-memory', address: 2 * GiB - 1, content: stray(1, 2) } as const;
    const refused = world.step<'write-memory'>(machine, action);
    expect(refused.result).toMatchObject({ ok: false, errno: 'EFAULT' });
    expect(refused.machine.contents).toBe(machine.contents);
    const endless = { kind: 'write-memory', address: 0, content: filledWith(1) } as const;
    expect(world.step<'write-memory'>(machine, endless).result).toMatchObject({ ok: false, errno: 'EINVAL' });
  });

  test('memory that leaves the machine takes its contents along', () => {
    const world = machineWith();
    const at = 8 * GiB + 5;
    const written = write(world, world.machine, at, stray(9));
    const gone = world.step<'dimm-del'>(written, { kind: 'dimm-del', id: 'dimm0' }).machine;
    expect([...gone.contents.extents(rangeAt(8 * GiB, GiB))]).toEqual([]);
  });

  test('the next kernel inherits what was loaded for it, and nothing else', () => {
    const { world, machine } = raw(true);
    const { machine: next } = world.step<'kexec-exec'>(write(world, machine, 5 * MiB, stray(7)), {
      kind: 'kexec-exec',
    });
    for (const { content, mem, bufsz } of machine.kexec.normal!.segments) {
      expect(next.contents.refersTo(rangeAt(mem, bufsz), content!)).toBe(true);
    }
    expect([...next.contents.extents(rangeAt(5 * MiB, 1))]).toEqual([]);
  });
});
