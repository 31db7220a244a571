import { median } from '../measure.mjs';
import { onPage } from '../studio.mjs';

const EDITS = 30;

/** Looks at every frame whether the machines are others, and tells how long after the last key they were. */
const WATCH = `(() => {
  let pressed = 0;
  let before;
  globalThis.edits = [];
  const read = () => document.querySelector('.facts')?.textContent;
  document.addEventListener('keydown', () => { pressed = performance.now(); before = read(); }, { capture: true });
  const look = () => {
    if (pressed > 0 && read() !== before) {
      const start = pressed;
      pressed = 0;
      setTimeout(() => edits.push(performance.now() - start));
    }
    requestAnimationFrame(look);
  };
  look();
})()`;

export const row = {
  name: 'an edit of the page’s story, played again on machines of another size',
  goal: 100,
  measure: async () => ({
    ours: await onPage(async (page) => {
      await page.getByRole('button', { name: 'Edit the scenario' }).click();
      await page.locator('.cm-line', { hasText: 'memory: 1G' }).click();
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowLeft');
      await page.evaluate(WATCH);
      for (let edit = 1; edit <= EDITS; edit += 1) {
        // 10G, 101G and so on would be other machines too, but ever larger ones.
        await page.keyboard.press('Shift+ArrowLeft');
        await page.keyboard.press(`${(edit % 2) + 2}`);
        await page.evaluate(`new Promise((resolve) => {
          const look = () => (edits.length === ${edit} ? resolve() : requestAnimationFrame(look));
          look();
        })`);
      }
      return median(await page.evaluate('edits'));
    }),
  }),
};
