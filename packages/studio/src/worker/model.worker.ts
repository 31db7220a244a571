import { expose } from 'comlink';
import type { ModelApi } from './model-api.js';
import { pageFramework } from './framework.js';

const framework = pageFramework();

const api: ModelApi = {
  vocabulary: async () => ({
    architectures: framework.architectures.all().map(({ name }) => ({ name })),
    policies: framework.policies.all().map(({ name, summary }) => ({ name, title: summary })),
    profiles: framework.profiles.all().map(({ name }) => ({ name })),
  }),
};

expose(api);
