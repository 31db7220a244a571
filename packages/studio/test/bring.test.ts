import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { serialiseImageHeader } from '@warmboot/arch-arm64';
import {
  answerCrashKernel,
  answerLoad,
  captureFiles,
  inspect,
  machineIn,
  showExplanation,
  showLoad,
  showReservations,
  standardPlugins,
} from '@warmboot/answers';
import { linesOn } from '@warmboot/answers/text';
import { buildElf64 } from '@warmboot/boot-image';
import { Framework } from '@warmboot/core';
import { openedOn, serveSite } from '@warmboot/testing/serve';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSite } from '../build-site.mjs';
import type { OpenStudio } from './chromium.js';
import { hasBrowser, NEEDS_BROWSER, openStudio } from './chromium.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string): Uint8Array => new Uint8Array(readFileSync(`${root}${path}`));

const framework = new Framework(standardPlugins);
const architectures = framework.architectures.all().map(({ name }) => name);

/** The page may have to be built first. Milliseconds. */
const BUILDING = 180_000;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const MACHINE = 'debian-12-x86_64.tar.gz';

/** Words without what a width makes of them: blanks, ends of lines, and rules under heads. */
const bare = (text: string): string => text.replaceAll('─', '').replaceAll(/\s+/g, ' ').trim();

/** What the command says a file is. */
const inspected = async (name: string, bytes: Uint8Array): Promise<string> => {
  const explanation = await inspect(bytes, { framework, architectures, path: name });
  return bare(linesOn((paper) => showExplanation(paper, explanation, { all: false })).join('\n'));
};

/** What stands under a command on the page, once it is there. */
const printed = async (page: Page, command: string): Promise<string> => {
  const figure = page.locator('figure.printed', { hasText: command });
  await figure.waitFor();
  return bare(await figure.locator('pre').innerText());
};

/** A file falls on the page as from a folder. */
const drop = async (page: Page, name: string, bytes: Uint8Array): Promise<void> => {
  const dataTransfer = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    const bytes = new Uint8Array(${JSON.stringify([...bytes])});
    transfer.items.add(new File([bytes], ${JSON.stringify(name)}));
    return transfer;
  })()`);
  await page.dispatchEvent('.drop', 'drop', { dataTransfer });
};

const image = (): Uint8Array => {
  const file = new Uint8Array(0x1000);
  const header = { code0: 0, code1: 0, textOffset: 0n, imageSize: 0x20_0000n, flags: 0x0an, peHeader: 0 };
  file.set(serialiseImageHeader({ ...header, reserved: [0n, 0n, 0n] }));
  return file;
};

describe.skipIf(!hasBrowser)(`what somebody brings${NEEDS_BROWSER}`, () => {
  let studio: OpenStudio;
  beforeAll(async () => {
    studio = await openStudio();
  }, BUILDING);
  afterAll(() => studio?.close());

  const opened = async (): Promise<Page> => {
    const page = await studio.open('#bring');
    await page.getByRole('heading', { name: 'Bring your own' }).waitFor();
    return page;
  };

  test('what the command was asked to open is there, and a link to it says what it lacks elsewhere', async () => {
    const path = `examples/machines/${MACHINE}`;
    const { hash, beside } = await openedOn(`${root}${path}`);
    const served = await serveSite(await buildSite(), 0, beside);
    const page = await studio.open();
    await page.goto(`${served.url}${hash}`);
    expect(await printed(page, `warmboot inspect ${MACHINE}`)).toBe(await inspected(MACHINE, read(path)));
    await served.close();
    studio.complaints();
    const other = await studio.open(hash);
    await other.getByText('run warmboot studio FILE again').waitFor();
    expect(studio.complaints()).toEqual([expect.stringContaining('404')]);
  });

  test('a dropped tar: what it is, and what kexec makes of it, in the command’s words', async () => {
    const page = await opened();
    const bytes = read(`examples/machines/${MACHINE}`);
    await drop(page, MACHINE, bytes);
    expect(await printed(page, `warmboot inspect ${MACHINE}`)).toBe(await inspected(MACHINE, bytes));

    const record = machineIn(framework, await captureFiles(bytes, MACHINE), MACHINE);
    const question = {
      image: 'crash',
      path: 'kexec_file_load',
      reuseCommandLine: false,
      debug: false,
    } as const;
    const asked = { ...question, tools: record.kexecTools ?? '2.0.32' };
    const prediction = answerLoad(framework, record, asked);
    const expected = linesOn((paper) =>
      showLoad(paper, prediction, asked, `${MACHINE}: ${record.kernel}`, { assumed: record.assumed }),
    );
    await page.getByLabel('Load for').selectOption('crash');
    await page.getByRole('combobox', { name: /^By/ }).selectOption('kexec_file_load');
    expect(await printed(page, `warmboot load ${MACHINE} -p -s`)).toBe(bare(expected.join('\n')));
    await page.getByRole('img', { name: /segments in \d+ ranges of memory/ }).waitFor();

    await page.getByRole('button', { name: 'elfcorehdr.elf' }).click();
    await page.getByRole('region', { name: 'Bytes of elfcorehdr.elf' }).waitFor();

    // The tables that are inside it, too.
    const inside = page.getByRole('group', { name: 'Inside it' });
    await inside.getByRole('button', { name: /tables\/SRAT$/ }).click();
    await page.getByRole('region', { name: /^Bytes of .*\/SRAT$/ }).waitFor();
    expect(studio.complaints()).toEqual([]);
  });

  test('a pasted /proc/iomem', async () => {
    const page = await opened();
    const text = new TextDecoder().decode(read('examples/cases/cxl-server-iomem.txt'));
    await page.getByLabel(/^Or paste/).fill(text);
    await page.getByRole('button', { name: 'Say what it is' }).click();
    const words = await inspected('pasted', new TextEncoder().encode(text));
    expect(await printed(page, 'warmboot inspect pasted')).toBe(words);
    expect(await printed(page, 'warmboot load pasted -c')).toContain(
      'The next kernel boots with 62.6 GiB of RAM.',
    );
    expect(studio.complaints()).toEqual([]);
  });

  test('a devicetree: the field around a byte lights up, by pointer, by keys and by its name', async () => {
    const page = await opened();
    const bytes = read('captures/arm64-efi-load/fdt.dtb');
    await page.setInputFiles('input[type=file]', [
      { name: 'fdt.dtb', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) },
    ]);
    expect(await printed(page, 'warmboot inspect fdt.dtb')).toBe(await inspected('fdt.dtb', bytes));
    const field = page.locator('.hex .lit-field');
    await page.locator('.cells [data-at="5"]').hover();
    expect(await field.innerText()).toContain(`totalsize`);
    expect(await field.innerText()).toContain(`${bytes.length} bytes`);
    expect(await page.locator('.cells .lit').allInnerTexts()).toEqual(['00', '00', '01', 'e9']);

    await page.locator('.cells [data-at="0"]').click();
    await page.mouse.move(0, 0);
    await page.keyboard.press('ArrowDown');
    expect(await field.innerText()).toContain('off_mem_rsvmap');

    await page.getByRole('button', { name: 'Parts of structure block' }).click();
    await page.getByRole('button', { name: 'Parts of /', exact: true }).click();
    await page.getByRole('button', { name: 'Parts of chosen' }).click();
    await page.getByRole('button', { name: 'bootargs', exact: true }).click();
    expect(await field.innerText()).toContain('console=ttyAMA0');
    expect(studio.complaints()).toEqual([]);
  });

  test('the head of a vmcore, a kernel, and a file that is nothing', async () => {
    const page = await opened();
    const core = buildElf64(62, [{ type: 1, paddr: 0x10_0000n, data: new Uint8Array(64), memsz: 0x4000 }], {
      type: 4,
    });
    const nothing = new TextEncoder().encode('buy milk');
    const files = { 'vmcore-head': core, Image: image(), 'notes.txt': nothing };
    await page.setInputFiles(
      'input[type=file]',
      Object.entries(files).map(([name, bytes]) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(bytes),
      })),
    );
    for (const name of ['vmcore-head', 'Image'] as const) {
      await page.getByRole('button', { name, exact: true }).click();
      expect(await printed(page, `warmboot inspect ${name}`)).toBe(await inspected(name, files[name]));
    }
    await page.getByRole('button', { name: 'notes.txt' }).click();
    expect(await printed(page, 'warmboot inspect notes.txt')).toContain(
      'warmboot: notes.txt: inspect: it is bytes that begin with 62 75 79',
    );
    expect(studio.complaints()).toEqual([]);
  });

  test('the calculator: need and have, in the command’s words, up to 64 TiB', async () => {
    const page = await opened();
    await page.getByLabel('crashkernel=', { exact: true }).fill('1G-64G:256M,64G-:512M');
    await page.getByRole('slider').focus();
    await page.keyboard.press('End');
    const ram = 2 ** 46;
    const spec = '1G-64G:256M,64G-:512M';
    const { cmdline, outcomes } = answerCrashKernel(framework, {
      spec,
      subject: { kind: 'ram', bytes: ram },
      architectures,
    });
    const lines = linesOn((paper) => showReservations(framework, paper, cmdline, outcomes));
    expect(await printed(page, `warmboot crashkernel '${spec}' --ram 64T`)).toBe(bare(lines.join('\n')));
    expect(await page.locator('.bars li').count()).toBe(outcomes.length);

    await page.getByLabel('crashkernel=', { exact: true }).fill('256Q');
    expect(await printed(page, "warmboot crashkernel '256Q'")).toContain('allowed: ');
    expect(studio.complaints()).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('in %s, axe finds nothing serious', async (colorScheme) => {
    const page = await studio.open('#bring', { colorScheme });
    await page.getByRole('button', { name: 'a server’s, with CXL memory' }).click();
    await page.setInputFiles('input[type=file]', [
      {
        name: 'fdt.dtb',
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(read('captures/arm64-efi-load/fdt.dtb')),
      },
    ]);
    await page.locator('.hex .lit-field').waitFor();
    await page.getByRole('img', { name: /segments in/ }).waitFor();
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })');
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });

  test('at 360 pixels nothing is wider than the page', async () => {
    const page = await studio.open('#bring', { viewport: { width: 360, height: 780 } });
    await page.getByRole('button', { name: 'a Raspberry Pi’s /proc/iomem' }).click();
    await page.getByRole('img', { name: /segments in/ }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(studio.complaints()).toEqual([]);
  });
});
