// vitest with the tests of one shard: Stryker runs them on mutated sources.
import base from '../../vitest.config.ts';
import { SHARDS } from './shards.mjs';

const { tests } = SHARDS[process.env.WARMBOOT_SHARD];

export default { ...base, test: { ...base.test, include: tests } };
