import { scenarioText, situationsOf, storyScenario } from '@warmboot/answers/explore';
import type { Campaign, Situation, TaskResult } from '@warmboot/explorer';
import { counterexampleOf, explore, modelOf, propertiesOf, stepName, verdictTable } from '@warmboot/explorer';
import { parseScenario } from '@warmboot/scenario';
import { expose } from 'comlink';
import { faultOf } from '../worker/fault.js';
import { pageFramework } from '../worker/framework.js';
import type { SearchApi, SearchRequest } from './search-api.js';

/** States after which a search of the page gives up: the command has the patience for more. */
const MOST_STATES = 200_000;

const framework = pageFramework();

const situationsIn = (scenario: string): readonly Situation[] =>
  situationsOf(framework, parseScenario(framework, scenario, 'scenario.yaml'));

const campaignOf = ({ scenario, architectures, policies }: SearchRequest): Campaign => ({
  situations: situationsIn(scenario),
  architectures: architectures.map((name) => framework.architectures.get(name).name),
  policies: policies.map((name) => [framework.policies.get(name).name]),
  limits: { states: MOST_STATES },
});

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
  scenarioOf: (scenario, { property, reason, steps, ...choice }) => {
    const situation = situationsIn(scenario).find(({ name }) => name === choice.situation);
    if (situation === undefined) throw new TypeError(`there is no situation ${choice.situation}`);
    // A table that was kept has the names of its steps alone; what came of them is found out on the way.
    const model = modelOf(framework, situation, choice, propertiesOf(framework, [property]));
    const path = steps.map(({ actor, step }) => stepName(actor, step));
    const story = counterexampleOf(model, { ...choice, situation }, property, { reason, path });
    return scenarioText(storyScenario(framework, situation, story));
  },
};

expose(api);
