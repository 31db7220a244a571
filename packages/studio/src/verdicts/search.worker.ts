import { scenarioText, situationsOf, storyScenario } from '@warmboot/answers/explore';
import type { Campaign, Situation, TaskResult } from '@warmboot/explorer';
import { explore, propertiesOf, verdictTable } from '@warmboot/explorer';
import { parseScenario } from '@warmboot/scenario';
import { expose } from 'comlink';
import { faultOf } from '../worker/fault.js';
import { pageFramework } from '../worker/framework.js';
import type { SearchApi, SearchRequest } from './search-api.js';

/** States after which a search of the page gives up: the command has the patience for more. */
const MOST_STATES = 200_000;

const framework = pageFramework();
let situations: readonly Situation[] = [];

const campaignOf = ({ scenario, architectures, policies }: SearchRequest): Campaign => {
  situations = situationsOf(framework, parseScenario(framework, scenario, 'scenario.yaml'));
  return {
    situations,
    architectures: architectures.map((name) => framework.architectures.get(name).name),
    policies: policies.map((name) => [framework.policies.get(name).name]),
    limits: { states: MOST_STATES },
  };
};

const api: SearchApi = {
  search: async (request, onProgress) => {
    try {
      const campaign = campaignOf(request);
      const properties = propertiesOf(framework, campaign.properties);
      const results: TaskResult[] = [];
      const { complete } = await explore({
        framework,
        campaign,
        onProgress: ({ done, of, result }) => {
          results.push(result);
          onProgress({ done, of, table: verdictTable(campaign, properties, results) });
        },
      });
      return { ok: true, complete };
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  },
  scenarioOf: (story) => {
    const situation = situations.find(({ name }) => name === story.situation);
    if (situation === undefined) throw new TypeError(`there is no situation ${story.situation}`);
    return scenarioText(storyScenario(framework, situation, story));
  },
};

expose(api);
