import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { purgatorySize } from '../../src/initramfs/purgatory-size.js';
import { linkedTo } from '../../src/initramfs/shared-libraries.js';
import { executable, relocatable } from '../elf.js';

describe('a program', () => {
  it('tells its loader and its libraries', () => {
    const program = executable('/lib64/ld-linux-x86-64.so.2', ['libz.so.1', 'libc.so.6']);
    expect(linkedTo(program, 'kexec')).toEqual({
      loader: '/lib64/ld-linux-x86-64.so.2',
      libraries: ['libz.so.1', 'libc.so.6'],
    });
  });

  it('that is none, or of another kind, is an error that names the file', () => {
    expect(() => linkedTo(new Uint8Array(100), 'notes.txt')).toThrow(FormatError);
    const other = executable('/lib/ld.so', []);
    other[5] = 2;
    expect(() => linkedTo(other, 'kexec')).toThrow(/kexec.*big-endian/);
  });
});

describe('a purgatory in a program', () => {
  const sections = [
    { size: 0x70bd, align: 16 },
    { size: 0x20, align: 32 },
    { size: 0x800, align: 4096, empty: true },
  ];

  it('takes its sections one after another, and what has no bytes behind them', () => {
    const program = new Uint8Array(5000);
    program.set(relocatable(sections), 1237);
    const { bufsz, memsz } = purgatorySize(program, 4096, 'tool')!;
    // As of kexec-tools 2.0.25 on x86 (captures/x86_64-bios-boot).
    expect({ bufsz, memsz }).toEqual({ bufsz: 0x70e0, memsz: 0x9000 });
    // The kernel's loader pads its buffer.
    expect(purgatorySize(program, 4096, 'kernel')).toEqual({ bufsz: 0x8000, memsz: 0x9000 });
  });

  it('is not there in a program without one', () => {
    expect(purgatorySize(executable('/lib/ld.so', []), 4096, 'tool')).toBeUndefined();
  });
});
