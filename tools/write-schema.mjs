// Writes the published JSON Schema of scenario files from the one that the library validates with.
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { scenarioSchema } from '../packages/scenario/dist/index.js';

const file = new URL('../packages/scenario/schemas/scenario.schema.json', import.meta.url);
writeFileSync(file, await format(JSON.stringify(scenarioSchema), { parser: 'json', printWidth: 110 }));
