// A campaign in a process of its own, for a test that kills it: `node long-campaign.mjs CHECKPOINT WORKERS`.
// A line on standard output for each search that is on the disk, and the table as the last line.
import { fileURLToPath } from 'node:url';
import { situationsOf } from '@warmboot/answers/explore';
import { campaignMark, explore, jsonReport, PROPERTIES } from '@warmboot/explorer';
import { CheckpointFile } from '../../dist/explore/checkpoint-file.js';
import { workerPool } from '../../dist/explore/worker-pool.js';
import { workerContextFrom } from '../../dist/explore/worker-context.js';
import { openScenario } from '../../dist/session/scenario-file.js';

const EXAMPLE = fileURLToPath(new URL('../../../../examples/thread.yaml', import.meta.url));

const [path, workers] = process.argv.slice(2);
const { scenario, framework } = await openScenario(EXAMPLE);
const campaign = {
  situations: situationsOf(framework, scenario).filter(({ name }) =>
    ['adjacent', 'never-executed', 'kdump-tools'].includes(name),
  ),
  architectures: ['arm64', 'x86_64'],
  policies: [['none'], ['notifier-corrected'], ['unload-and-hold'], ['validate-at-exec']],
};
const plugins = [];
const context = await workerContextFrom({ plugins });
const file = new CheckpointFile(path, campaignMark(campaign, PROPERTIES));
const runner = workerPool({ workers: Number(workers), plugins });
const { table } = await explore({
  ...context,
  campaign,
  runner,
  ...(file.checkpoint === undefined ? {} : { checkpoint: file.checkpoint }),
  onProgress: ({ result, done, of }) => {
    file.append(result);
    console.log(`${done}/${of}`);
  },
});
file.close();
await runner.close();
console.log(jsonReport(table).replaceAll('\n', ''));
