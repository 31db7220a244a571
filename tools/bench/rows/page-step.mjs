import { longStory } from '../../../packages/studio/long-story.mjs';
import { median } from '../measure.mjs';
import { onPage, untilShown } from '../studio.mjs';

const STEPS = 60;

export const row = {
  name: 'a step of a story of 500 on the page',
  goal: 50,
  measure: async () => ({
    ours: await onPage(
      async (page) => {
        const times = await page.evaluate(`(async () => {
          const untilShown = ${untilShown};
          const times = [];
          for (let step = 0; step < ${STEPS}; step += 1) {
            const press = () => dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
            times.push(await untilShown('.step-head h2', press));
          }
          return times;
        })()`);
        return median(times);
      },
      { scenario: longStory(500) },
    ),
  }),
};
