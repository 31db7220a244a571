// Builds the page where it is old, and serves it to this computer: `npm run studio [FILE]`.
import { main } from 'warmboot';
import { buildSite } from '../packages/studio/build-site.mjs';

await buildSite();
process.exitCode = await main(['studio', ...process.argv.slice(2)]);
