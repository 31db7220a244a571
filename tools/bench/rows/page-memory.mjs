import { longStory } from '../../../packages/studio/long-story.mjs';
import { onPage } from '../studio.mjs';

const STEPS = 1000;

/** Goes there and back through a story. */
const walk = (page, steps) =>
  page.evaluate(`(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let step = 0; step < ${steps}; step += 1) {
      const key = Math.floor(step / 100) % 2 === 0 ? 'ArrowRight' : 'ArrowLeft';
      dispatchEvent(new KeyboardEvent('keydown', { key }));
      await frame();
    }
  })()`);

export const row = {
  name: 'what the page’s heap grows by in 1,000 steps',
  unit: 'MiB',
  goal: 1,
  measure: async () => ({
    ours: await onPage(
      async (page) => {
        const devtools = await page.context().newCDPSession(page);
        const heap = async () => {
          await devtools.send('HeapProfiler.collectGarbage');
          return (await devtools.send('Runtime.getHeapUsage')).usedSize;
        };
        await walk(page, 400);
        const before = await heap();
        await walk(page, STEPS);
        return Math.max(0, (await heap()) - before) / 2 ** 20;
      },
      { scenario: longStory(500) },
    ),
  }),
};
