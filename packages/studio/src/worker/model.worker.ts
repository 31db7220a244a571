import { scenarioSchema } from '@warmboot/scenario';
import { expose } from 'comlink';
import { pageFramework } from './framework.js';
import type { ModelApi } from './model-api.js';
import { StoryDesk } from './story-desk.js';

const desk = new StoryDesk(pageFramework());

const api: ModelApi = {
  play: (scenario, switches) => desk.play(scenario, switches),
  step: (number) => desk.step(number),
  wholeStep: (number) => desk.wholeStep(number),
  page: async () => (await import('./page-maker.js')).storyPage(desk.played),
  schema: () => scenarioSchema,
};

expose(api);
