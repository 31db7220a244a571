import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/main.js';
import { terminalOn } from '../../src/print/terminal.js';

const EXAMPLES = new URL('../../../../examples/', import.meta.url).pathname;

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'warmboot-explore-'))));
afterEach(() => rmSync(directory, { recursive: true }));

const warmboot = async (...argv: string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  const status = await main(
    argv,
    terminalOn(
      (line) => out.push(line),
      (line) => err.push(line),
    ),
  );
  return { status, out: out.join('\n'), err: err.join('\n') };
};

const file = (text: string): string => {
  const path = join(directory, 'story.yaml');
  writeFileSync(path, text);
  return path;
};

const SMALL = `name: small
steps: [exec]
explore:
  situations:
    - name: one
      devices: { dimm1: { size: 128M } }
      before: [{ plug: dimm1 }]
      actors:
        - loader: { within: dimm1 }
        - platform: { program: [eject: dimm1] }
        - hotplug
        - exec
`;

const small = (...argv: string[]) => warmboot('explore', file(SMALL), '--workers', '1', ...argv);

describe('warmboot explore', () => {
  it('prints verdicts, what the letters mean, and the story behind each no', async () => {
    const { status, out } = await small('--arch', 'x86_64', '--property', 'no-write-to-absent-memory');
    expect(status).toBe(0);
    expect(out).toMatch(/^none +x86_64 +no\[1\]$/m);
    expect(out).toContain('A  never writes to memory that is gone');
    expect(out).toContain('10. exec      calls reboot(LINUX_REBOOT_CMD_KEXEC)');
  });

  it('writes stories as scenarios that run plays to the same end', async () => {
    const stories = join(directory, 'stories');
    const { err } = await small('--arch', 'all', '--policy', 'none,unload-on-remove', '--stories', stories);
    const written = readdirSync(stories);
    expect(err).toContain(`${written.length} stories`);
    expect(written).toContain('no-write-to-absent-memory.x86_64.none.yaml');
    for (const name of written) {
      const { status, out } = await warmboot('run', join(stories, name));
      expect(status, out).toBe(0);
      expect(out).toContain('expectations held');
    }
  });

  it.each([
    ['markdown', '| none | x86_64 |'],
    ['html', '<a class="no" href="#story-1"'],
    ['json', '"columns"'],
  ])('speaks %s', async (format, part) => {
    expect((await small('--arch', 'x86_64', '--format', format)).out).toContain(part);
  });

  it('stops at a limit in good order and says so by its exit status', async () => {
    const { status, out, err } = await small('--arch', 'arm64', '--limit-states', '2');
    expect(status).toBe(1);
    expect(out).toMatch(/^none +arm64 .*\?/m);
    expect(err).toContain('a limit stopped a search');
  });

  it('goes on from what it kept, with the same table', async () => {
    const kept = join(directory, 'kept.jsonl');
    const first = await small('--resume', kept);
    expect((await small('--resume', kept)).out).toBe(first.out);
    const other = await small('--resume', kept, '--policy', 'notifier-corrected');
    expect(other.status).toBe(2);
    expect(other.err).toContain('another campaign');
  });

  it('prints the same with any number of threads, and without symmetry', async () => {
    const boards = `name: boards
explore:
  situations:
    - name: alike
      devices: { dimm1: { blocks: 1 }, dimm2: { blocks: 1 } }
      before: [{ plug: dimm1, online: online_movable }, { plug: dimm2, online: online_movable }]
      actors:
        - loader: { within: boot }
        - platform: { program: [eject: dimm1] }
          as: board-1
        - platform: { program: [eject: dimm2] }
          as: board-2
        - hotplug
        - exec
`;
    const explored = (...options: string[]) =>
      warmboot('explore', file(boards), '--arch', 'x86_64', '--policy', 'none,validate-at-load', ...options);
    const { status, out } = await explored('--workers', '1', '--no-symmetry');
    expect(status).toBe(0);
    expect(out).toMatch(/no\[/);
    for (const workers of ['1', '2', '4']) expect((await explored('--workers', workers)).out).toBe(out);
  });

  it('takes a file with an explore section and no steps; run says that there is nothing to play', async () => {
    const path = file(SMALL.replace('steps: [exec]\n', ''));
    expect((await warmboot('explore', path, '--workers', '1', '--arch', 'arm64')).status).toBe(0);
    const { status, err } = await warmboot('run', path);
    expect(status).toBe(2);
    expect(err).toContain('steps is none; allowed: steps to play');
    expect((await warmboot('run', file('name: nothing\n'))).err).toContain(
      'steps to play, or an explore section',
    );
  });

  it('takes policies together with +', async () => {
    const { out } = await small('--arch', 'x86_64', '--policy', 'notifier-corrected+validate-at-exec');
    expect(out).toContain('notifier-corrected + validate-at-exec');
  });

  it('without an explore section tries all orders of the steps', async () => {
    const { status, out } = await warmboot(
      'explore',
      `${EXAMPLES}stale-map.yaml`,
      '--workers',
      '1',
      '--arch',
      'x86_64',
      '--limit-states',
      '4000',
    );
    expect(status).toBeLessThan(2);
    expect(out).toContain('steps on x86_64, none:');
  });

  it.each([
    [
      '- loader: { within: dimm1 }',
      '- lodaer',
      'story.yaml, line 9, column 11: scenario: explore.situations[0].actors[0] is an actor of kind "lodaer"; allowed: loader',
    ],
    [
      'within: dimm1',
      'within: dimm2',
      'explore.situations[0].actors[0].loader.within is "dimm2"; allowed: boot, dimm1',
    ],
    [
      'eject: dimm1',
      'ejekt: dimm1',
      'explore.situations[0].actors[1].platform.program[0].ejekt is a key that is not known here',
    ],
    ['- hotplug', '- hotplug\n        - hotplug', 'the second actor called hotplug'],
    ['plug: dimm1 }', 'plug: dimm3 }', 'explore.situations[0].before[0].plug is "dimm3"'],
    ['size: 128M', 'size: 0', 'a size above zero'],
    [
      'size: 128M',
      'size: 128M, blocks: 1',
      'devices.dimm1 is with two sizes; allowed: either size, or blocks',
    ],
    [
      'size: 128M',
      'size: 64M',
      'situation: one: before: plug dimm1 is refused: EINVAL, memory is added in whole blocks',
    ],
  ])('says what is wrong: %s as %s', async (good, bad, message) => {
    const { status, err } = await warmboot('explore', file(SMALL.replace(good, bad)));
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  it('has the devices of a machine in QEMU’s words before anybody acts, and their stories come out', async () => {
    const stories = join(directory, 'stories');
    const { status, out } = await warmboot(
      'explore',
      file(`name: switched on
machine: { qemu: '-machine q35 -m 1G,slots=4,maxmem=8G -object memory-backend-ram,id=m0,size=512M -device pc-dimm,id=d0,memdev=m0' }
steps: [{ load: { mem-min: d0 } }, { unplug: d0 }, exec]
`),
      '--workers',
      '1',
      '--stories',
      stories,
    );
    expect(status).toBe(0);
    expect(out).toContain('platform  asks for d0 back');
    const written = readdirSync(stories);
    expect(written.length).toBeGreaterThan(0);
    for (const name of written) expect((await warmboot('run', join(stories, name))).status).toBe(0);
  });

  it('says which device of a machine has a place that no order of events can keep', async () => {
    const { status, err } = await warmboot(
      'explore',
      file(`name: fixed
machine: { qemu: '-machine q35 -m 1G,slots=4,maxmem=8G -object memory-backend-ram,id=m0,size=512M -device pc-dimm,id=d0,memdev=m0,addr=0x120000000' }
steps: [load, exec]
`),
    );
    expect(status).toBe(2);
    expect(err).toContain(
      'machine.qemu: -device d0 is one with a place of its own; allowed: no addr, slot or node',
    );
  });
});
