// Writes the published JSON Schemas of scenarios and traces from those that the library validates with.
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { scenarioSchema, traceSchema } from '../packages/scenario/dist/index.js';

for (const [name, schema] of Object.entries({ scenario: scenarioSchema, trace: traceSchema })) {
  const file = new URL(`../packages/scenario/schemas/${name}.schema.json`, import.meta.url);
  writeFileSync(file, await format(JSON.stringify(schema), { parser: 'json', printWidth: 110 }));
}
