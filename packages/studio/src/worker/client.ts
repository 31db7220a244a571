import type { Remote } from 'comlink';
import { wrap } from 'comlink';
import type { ModelApi } from './model-api.js';

let remote: Remote<ModelApi> | undefined;

/**
 * The model, in a worker of its own: whatever it takes, the page answers keys meanwhile. It begins when it is first asked for
 * something.
 */
export const model = (): Remote<ModelApi> =>
  (remote ??= wrap<ModelApi>(
    new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module', name: 'model' }),
  ));
