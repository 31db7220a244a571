import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import type { Architecture } from '@warmboot/core';
import { Framework } from '@warmboot/core';
import { GiB, KiB } from '@warmboot/address';

import { parseScenario, play } from '@warmboot/scenario';
import { followingPageSize, pluginWith, SLATE_PAGE_SIZES, slateWith } from '@warmboot/testing';
import { describe, expect, it } from 'vitest';

const THREAD = fileURLToPath(new URL('../../../examples/thread.yaml', import.meta.url));
const text = readFileSync(THREAD, 'utf8');

/** Every policy that the expectations of the example speak of. */
const POLICIES = [
  [],
  ['notifier-as-posted'],
  ['notifier-corrected'],
  ['validate-at-exec'],
  ['resource-name'],
  ['unload-on-hotplug'],
];

/** The example speaks of architectures that come with the command, too. */
const frameworkWith = (architecture: Architecture): Framework =>
  new Framework([arm64, x86, pluginWith(architecture)]);

const sizeText = (bytes: number): string => `${bytes / KiB} KiB`;

describe.each(SLATE_PAGE_SIZES)('an architecture with pages of %i bytes', (pageSize) => {
  const framework = frameworkWith(slateWith(pageSize));
  const scenario = parseScenario(framework, text, THREAD);

  it.each(POLICIES)('the expectations of examples/thread.yaml hold: %s', (...policies) => {
    const { steps, atEnd } = play(framework, scenario, { architecture: 'slate', policies });
    const verdicts = [...steps.flatMap((step) => step.verdicts), ...atEnd];
    expect(verdicts.length).toBeGreaterThanOrEqual(2);
    expect(verdicts.flatMap(({ misses }) => misses)).toEqual([]);
  });

  it('the image is lost with its DIMM, vetoed, refused or unloaded as on any other', () => {
    const endings = POLICIES.map((policies) => {
      const { steps } = play(framework, scenario, { architecture: 'slate', policies });
      return steps.at(-1)!.answer.outcome;
    });
    expect(endings).toEqual(['hang', 'booted', 'booted', 'refused', 'refused', 'refused']);
  });

  it('core 4.2: a segment that is not made of whole pages is EADDRNOTAVAIL', () => {
    const raw = (mem: number, memsz: number): string => `
name: raw
steps:
  - raw-load: { entry: ${mem}, segments: [{ mem: ${mem}, memsz: ${memsz}, bufsz: 1 }] }
`;
    const answerTo = (mem: number, memsz: number) =>
      play(framework, parseScenario(framework, raw(mem, memsz), 'raw.yaml'), { architecture: 'slate' })
        .steps[0]!.answer;
    const half = pageSize / 2;
    expect(answerTo(GiB / 2, pageSize)).toMatchObject({ ok: true });
    expect(answerTo(GiB / 2 + half, pageSize)).toMatchObject({ ok: false, errno: 'EADDRNOTAVAIL' });
    expect(answerTo(GiB / 2, pageSize + half)).toMatchObject({ ok: false, errno: 'EADDRNOTAVAIL' });
  });
});

describe('one architecture that follows its build', () => {
  const framework = frameworkWith(followingPageSize(slateWith));

  it.each(SLATE_PAGE_SIZES)('has pages of %i bytes where somebody tells so', (pageSize) => {
    const kernel = framework.kernel({
      architecture: 'slate',
      facts: [{ source: 'user', facts: { pageSize } }],
    });
    expect(kernel.architecture.memory.pageSize).toBe(pageSize);
    expect(kernel.build.pageSize).toBe(pageSize);
  });

  it('refuses a page size that no kernel of it has, in words', () => {
    const facts = [{ source: 'user' as const, facts: { pageSize: 8 * KiB } }];
    expect(() => framework.kernel({ architecture: 'slate', facts })).toThrow(
      `the page size is 8 KiB; allowed: ${SLATE_PAGE_SIZES.map(sizeText).join(', ')} on slate`,
    );
  });
});
