import type { Remote } from 'comlink';
import { wrap } from 'comlink';
import type { BringApi } from './bring-api.js';

/** Answers to what somebody brings, in a worker of their own: they come when the view is first shown. */
export const bring: Remote<BringApi> = wrap<BringApi>(
  new Worker(new URL('./bring.worker.ts', import.meta.url), { type: 'module', name: 'bring' }),
);
