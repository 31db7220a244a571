import type { Remote } from 'comlink';
import { wrap } from 'comlink';
import type { ModelApi } from './model-api.js';

/** The model, in a worker of its own: whatever it takes, the page answers keys meanwhile. */
export const model: Remote<ModelApi> = wrap<ModelApi>(
  new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module', name: 'model' }),
);
