import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { TarEntry } from 'modern-tar';
import { packTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../scratch.js';
import { refusalIn, warmboot } from '../warmboot.js';

const RECORDING = fileURLToPath(new URL('../../../../captures/x86_64-bios-boot/', import.meta.url));

const scratch = scratchFolder();

const refusal = async (path: string): Promise<string> => refusalIn(scratch.path, 'replay', path);

const file = (
  name: string,
  body: string | Uint8Array = 'x',
  more: Partial<TarEntry['header']> = {},
): TarEntry => ({
  header: { name, size: body.length, type: 'file', mtime: new Date(0), ...more },
  body,
});

const recording = (): TarEntry[] =>
  ['trace.json', 'boot_params.bin'].map((name) => file(name, readFileSync(RECORDING + name)));
const { write } = scratch;

const tar = async (name: string, entries: readonly TarEntry[]): Promise<string> =>
  write(name, await packTar(entries));

describe('a capture in a tar', () => {
  it('is read like its directory, with a directory around it or none, packed or not', async () => {
    const whole = await warmboot('replay', RECORDING);
    const bytes = await packTar(recording());
    const around = recording().map((entry) => ({
      ...entry,
      header: { ...entry.header, name: `machine/${entry.header.name}` },
    }));
    for (const path of [
      write('plain.tar', bytes),
      write('packed.tar.gz', gzipSync(bytes)),
      await tar('around.tar', [{ header: { name: 'machine/', size: 0, type: 'directory' } }, ...around]),
    ]) {
      expect(await warmboot('replay', path)).toEqual(whole);
    }
    expect(whole.status).toBe(0);
  });
});

describe('refused, in words', () => {
  it('a tar cut off inside a file', async () => {
    const bytes = await packTar(recording());
    expect(await refusal(write('cut.tar', bytes.subarray(0, 5000)))).toMatchInlineSnapshot(`
      "warmboot: cut.tar: tar: the end is cut off (5000 bytes, and no end mark); allowed: whole blocks of 512 bytes, the last two all zeros
        The file was cut off or changed on its way here: copy it again, or run the capture script again."
    `);
  });

  it('a tar cut off at a whole block', async () => {
    const bytes = await packTar(recording());
    expect(await refusal(write('cut-at-block.tar', bytes.subarray(0, 5120)))).toMatchInlineSnapshot(`
      "warmboot: cut-at-block.tar: tar: the end is cut off (5120 bytes, and no end mark); allowed: whole blocks of 512 bytes, the last two all zeros
        The file was cut off or changed on its way here: copy it again, or run the capture script again."
    `);
  });

  it('a tar with a byte changed in a header', async () => {
    const bytes = await packTar(recording());
    bytes[3] = 0x58;
    expect(await refusal(write('changed.tar', bytes))).toMatchInlineSnapshot(`
      "warmboot: changed.tar: tar: an entry is broken (Invalid tar header checksum); allowed: a POSIX tar
        The file was cut off or changed on its way here: copy it again, or run the capture script again."
    `);
  });

  it('a tar.gz cut off', async () => {
    const bytes = gzipSync(await packTar(recording()));
    expect(await refusal(write('cut.tar.gz', bytes.subarray(0, 2000)))).toMatchInlineSnapshot(`
      "warmboot: cut.tar.gz: gzip: the compressed data is broken (unexpected EOF); allowed: a whole tar.gz
        The file was cut off or changed on its way here: copy it again."
    `);
  });

  it('a tar.gz that grows without end', async () => {
    expect(await refusal(write('bomb.tar.gz', gzipSync(new Uint8Array(49 * 1024 * 1024)))))
      .toMatchInlineSnapshot(`
        "warmboot: bomb.tar.gz: capture: the size is more than 48 MiB; allowed: at most 48 MiB, unpacked
          Is this a capture? \`warmboot capture\` prints the script that makes one."
      `);
  });

  it('a name that leads out', async () => {
    expect(await refusal(await tar('out.tar', [...recording(), file('../../etc/cron.d/x')])))
      .toMatchInlineSnapshot(`
      "warmboot: out.tar: capture: the name of an entry is "../../etc/cron.d/x", which leads out of the archive; allowed: a relative path inside the archive
        No capture script writes such a name. Do not unpack this archive; ask whoever sent it for another."
    `);
  });

  it('a name that leads out from inside', async () => {
    expect(await refusal(await tar('inside.tar', [file('proc/../../x')]))).toMatchInlineSnapshot(`
      "warmboot: inside.tar: capture: the name of an entry is "proc/../../x", which leads out of the archive; allowed: a relative path inside the archive
        No capture script writes such a name. Do not unpack this archive; ask whoever sent it for another."
    `);
  });

  it('an absolute name', async () => {
    expect(await refusal(await tar('absolute.tar', [file('/etc/passwd')]))).toMatchInlineSnapshot(`
      "warmboot: absolute.tar: capture: the name of an entry is "/etc/passwd", an absolute path; allowed: a relative path inside the archive
        No capture script writes such a name. Do not unpack this archive; ask whoever sent it for another."
    `);
  });

  it('a name with control characters', async () => {
    expect(await refusal(await tar('control.tar', [file('proc/\u001b[2Jiomem')]))).toMatchInlineSnapshot(`
      "warmboot: control.tar: capture: the name of an entry is "proc/\\u001b[2Jiomem", with control characters; allowed: a relative path inside the archive
        No capture script writes such a name. Do not unpack this archive; ask whoever sent it for another."
    `);
  });

  it('a symbolic link', async () => {
    const link = file('proc/iomem', '', { type: 'symlink', linkname: '/etc/shadow' });
    expect(await refusal(await tar('link.tar', [link]))).toMatchInlineSnapshot(`
      "warmboot: link.tar: tar: proc/iomem is a symbolic link to "/etc/shadow"; allowed: a file or a directory
        The capture script writes contents only. Remove the entry, or run the script again."
    `);
  });

  it('a hard link', async () => {
    const link = file('proc/iomem', '', { type: 'link', linkname: 'uname' });
    expect(await refusal(await tar('hard.tar', [link]))).toMatchInlineSnapshot(`
      "warmboot: hard.tar: tar: proc/iomem is a hard link to "uname"; allowed: a file or a directory
        The capture script writes contents only. Remove the entry, or run the script again."
    `);
  });

  it('a device node', async () => {
    expect(await refusal(await tar('device.tar', [file('dev/mem', '', { type: 'character-device' })])))
      .toMatchInlineSnapshot(`
      "warmboot: device.tar: tar: dev/mem is a device; allowed: a file or a directory
        The capture script writes contents only. Remove the entry, or run the script again."
    `);
  });

  it('a file that is there twice', async () => {
    expect(await refusal(await tar('twice.tar', [...recording(), file('trace.json')])))
      .toMatchInlineSnapshot(`
      "warmboot: twice.tar: tar: trace.json is there twice; allowed: every file once
        Which of the two is meant cannot be known: run the capture script again, into a new file."
    `);
  });

  it('a header that promises more than any capture holds', async () => {
    const bytes = await packTar([file('proc/iomem', 'x')]);
    const header = bytes.subarray(0, 512);
    header.set(new TextEncoder().encode('77777777777\0'), 124);
    header.fill(0x20, 148, 156);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    expect(await refusal(write('huge.tar', bytes))).toMatchInlineSnapshot(`
      "warmboot: huge.tar: capture: the size of proc/iomem is 8589934591 B; allowed: at most 64 MiB
        Is this a capture? \`warmboot capture\` prints the script that makes one."
    `);
  });

  it('more files than any capture has', async () => {
    const entries = Array.from({ length: 10_001 }, (_, index) => file(`f${index}`));
    expect(await refusal(await tar('many.tar', entries))).toMatchInlineSnapshot(`
      "warmboot: many.tar: capture: the number of files is more than 10000; allowed: at most 10000
        Is this a capture? \`warmboot capture\` prints the script that makes one."
    `);
  });

  it('a file that is no tar', async () => {
    expect(await refusal(write('text.tar', new TextEncoder().encode('hello\n'.repeat(200)))))
      .toMatchInlineSnapshot(`
        "warmboot: text.tar: capture: it is a file that is no tar, and no text of /proc/iomem or of a kernel’s log; allowed: a directory, a tar or a tar.gz, or a text of /proc/iomem or of a kernel’s log
          \`warmboot inspect\` says what a file is; \`warmboot capture\` prints the script that makes a capture."
      `);
  });

  it('an empty file', async () => {
    expect(await refusal(write('empty.tar', new Uint8Array()))).toMatchInlineSnapshot(`
      "warmboot: empty.tar: capture: it is an empty file; allowed: a directory, a tar or a tar.gz, or a text of /proc/iomem or of a kernel’s log
        \`warmboot inspect\` says what a file is; \`warmboot capture\` prints the script that makes a capture."
    `);
  });

  it('a tar with nothing in it', async () => {
    expect(await refusal(write('nothing.tar', new Uint8Array(10_240)))).toMatchInlineSnapshot(`
      "warmboot: nothing.tar: capture: it is a file that is no tar, and no text of /proc/iomem or of a kernel’s log; allowed: a directory, a tar or a tar.gz, or a text of /proc/iomem or of a kernel’s log
        \`warmboot inspect\` says what a file is; \`warmboot capture\` prints the script that makes a capture."
    `);
  });

  it('a directory with a link that leads out', async () => {
    const path = join(scratch.path, 'linked');
    mkdirSync(path);
    writeFileSync(join(scratch.path, 'elsewhere'), 'x');
    symlinkSync('../elsewhere', join(path, 'trace.json'));
    expect(await refusal(path)).toMatchInlineSnapshot(`
      "warmboot: linked: capture: trace.json is a link to elsewhere; allowed: a file inside the capture
        Captures come from other machines: what they point to here is none of theirs. Remove the link."
    `);
  });

  it('a path to nothing', async () => {
    expect(await refusal(join(scratch.path, 'nowhere.tar'))).toMatchInlineSnapshot(
      `"warmboot: nowhere.tar: there is no such file or directory"`,
    );
  });
});
