import { GiB, MiB } from '@warmboot/address';
import { describe, expect, it } from 'vitest';
import type { HandoverInput } from '../../src/contract/early-boot.js';
import type { KexecLimits } from '../../src/contract/kexec-limits.js';
import { refuseAloud, succeed } from '../../src/answer/result.js';
import { handsOver } from '../../src/image/segment.js';
import { fakeArchitecture } from '../fake-architecture.js';
import { load, machineWith } from '../kexec-world.js';

/** Where the architecture of these tests keeps its mail, whatever the type of the image. */
const MAILBOX = 1 * GiB + 512 * MiB;

const mail = (text: string): Uint8Array => new TextEncoder().encode(text.padEnd(16));

/** Puts the type of what is loaded into the mailbox, and remembers where that is. */
const kexec: Partial<KexecLimits> = {
  prepare: (_segments, { type }) =>
    succeed({ writes: [{ address: MAILBOX, bytes: mail(type) }], kept: { mailbox: MAILBOX } }),
};

/** A world whose next kernel takes its command line from the mailbox that its image remembers. */
const world = () => {
  const seen: HandoverInput[] = [];
  const { boot } = fakeArchitecture().earlyBoot!;
  const made = machineWith({
    kexec,
    earlyBoot: {
      boot: (input) => {
        seen.push(input);
        const outcome = boot(input);
        const { kept, readMemory } = input;
        if (outcome.outcome !== 'booted' || kept === undefined || readMemory === undefined) return outcome;
        const { mailbox = 0 } = kept;
        const cmdline = new TextDecoder().decode(readMemory({ start: mailbox, end: mailbox + 16 })).trim();
        return { outcome: 'booted', kernel: { ...outcome.kernel, cmdline } };
      },
    },
  });
  return { ...made, seen };
};

describe('machine_kexec_prepare()', () => {
  it('keeps a word with the image, and the next kernel finds what was written at a fixed place', () => {
    const made = world();
    const loaded = load(made);
    expect(loaded.kexec.normal?.kept).toEqual({ mailbox: MAILBOX });
    const { result } = made.step<'kexec-exec'>(loaded, { kind: 'kexec-exec' });
    expect(result).toEqual({ outcome: 'booted', cmdline: 'normal' });
    // The cold start had no image, and nobody had written.
    expect(made.seen[0]).not.toHaveProperty('kept');
    expect(made.seen[0]).not.toHaveProperty('readMemory');
  });

  it('writes at once, so that the last load is what any image finds', () => {
    const made = world();
    const loaded = load(made);
    const crash = { start: GiB, end: GiB + 256 * MiB };
    const before = { ...loaded, kexec: { ...loaded.kexec, crashRegion: crash } };
    const segments = [
      { mem: BigInt(crash.start), memsz: BigInt(MiB), bufsz: BigInt(MiB), kind: 'kernel' as const },
    ];
    const call = { entry: BigInt(crash.start), segments, flags: 1 };
    const both = made.step<'raw-load'>(before, { kind: 'raw-load', call });
    expect(both.result.ok).toBe(true);
    expect(both.machine.kexec.fixedWrites).toEqual([{ address: MAILBOX, bytes: mail('crash') }]);
    expect(made.step<'kexec-exec'>(both.machine, { kind: 'kexec-exec' }).result).toEqual({
      outcome: 'booted',
      cmdline: 'crash',
    });
  });

  it('stays in memory when the image goes, and goes with the kernel', () => {
    const made = world();
    const unloaded = made.step<'kexec-unload'>(load(made), { kind: 'kexec-unload', image: 'normal' });
    expect(unloaded.machine.kexec.fixedWrites).toHaveLength(1);
    const next = made.step<'kexec-exec'>(load(made), { kind: 'kexec-exec' });
    expect(next.machine.kexec).not.toHaveProperty('fixedWrites');
  });

  it('refuses with an errno and a line of the log', () => {
    const { step, machine } = machineWith({
      kexec: { prepare: () => refuseAloud('ENOEXEC', 'no such register') },
    });
    const segments = [{ mem: BigInt(GiB), memsz: BigInt(MiB), bufsz: BigInt(MiB) }];
    const { result, log } = step<'raw-load'>(machine, {
      kind: 'raw-load',
      call: { entry: BigInt(GiB), segments, flags: 0 },
    });
    expect(result).toMatchObject({ ok: false, errno: 'ENOEXEC' });
    expect(log.map(({ text }) => text)).toContain('no such register');
  });
});

describe('kinds of segments', () => {
  it('hand over under any word but those for files and code', () => {
    const bytes = Uint8Array.of(1);
    expect(handsOver({ kind: 'dtb', bytes })).toBe(true);
    expect(handsOver({ kind: 'cmdline', bytes })).toBe(true);
    expect(handsOver({ kind: 'cmdline' })).toBe(false);
    expect(handsOver({ kind: 'kernel', bytes })).toBe(false);
    expect(handsOver({ kind: 'purgatory', bytes })).toBe(false);
  });
});
