import { FIRST_SCENARIO } from '../worker/first-scenario.js';

/** Other stories, each with what reads it. */
const OTHERS = import.meta.glob<string>(['../../../../examples/*.yaml', '!**/thread.yaml'], {
  query: '?raw',
  import: 'default',
});

/** An example by its name. */
export interface Example {
  readonly name: string;
  read(): Promise<string>;
}

/** What can be tried without writing anything; those that stand on recorded machines are left out. */
export const EXAMPLES: readonly Example[] = [
  { name: 'thread', read: () => Promise.resolve(FIRST_SCENARIO) },
  ...Object.entries(OTHERS).map(([path, read]) => ({
    name: path.replace(/^.*\//, '').replace(/\.yaml$/, ''),
    read,
  })),
];
