import { workerData } from 'node:worker_threads';
import { PluginError } from '@warmboot/core';
import type { SearchRequest, TaskResult, TaskRunner } from '@warmboot/explorer';
import { inProcess } from '@warmboot/explorer';
import { pluginAtFault } from '../plugins/plugin-at-fault.js';
import type { WorkerDescription } from './worker-context.js';
import { workerContextFrom } from './worker-context.js';

let runner: Promise<TaskRunner> | undefined;

/**
 * What a worker thread runs: one context for its life, one search a request. The context is made by the first request and not
 * while this module is loaded: whoever loads it with `require()` cannot wait for a module.
 */
export const runSearch = async (request: SearchRequest): Promise<TaskResult | PluginFault> => {
  runner ??= workerContextFrom(workerData as WorkerDescription).then(inProcess);
  try {
    return await (await runner).run(request);
  } catch (error) {
    // An error that crosses threads is no more than its message: what it was has to be said.
    const fault = pluginAtFault(error);
    if (fault !== undefined) return { pluginFault: fault };
    if (error instanceof PluginError) return { pluginFault: error.message };
    throw error;
  }
};

/** A plugin that cannot be used, in a sentence. */
export interface PluginFault {
  readonly pluginFault: string;
}
