// Runs in the folder of a package after npm or pnpm has packed it, with the same words as prepack.mjs.
import { takeBack } from './taken-back.mjs';

takeBack(process.argv.slice(2));
