import { scenarioSchema } from '@warmboot/scenario';
import { expose } from 'comlink';
import { pageFramework } from './framework.js';
import type { ModelApi } from './model-api.js';
import { StoryDesk } from './story-desk.js';

const framework = pageFramework();
const desk = new StoryDesk(framework);

const api: ModelApi = {
  vocabulary: () => ({
    architectures: framework.architectures
      .all()
      .map(({ name, builds }) => ({ name, pageSizes: builds?.pageSizes ?? [] })),
    policies: framework.policies.all().map(({ name, summary }) => ({ name, title: summary })),
    profiles: framework.profiles.all().map(({ name }) => ({ name })),
  }),
  play: (scenario, switches) => desk.play(scenario, switches),
  step: (number) => desk.step(number),
  page: async () => (await import('./page-maker.js')).storyPage(desk.played),
  schema: () => scenarioSchema,
};

expose(api);
