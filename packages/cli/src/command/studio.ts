import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import type { Session } from '../session/session.js';
import { serveSite } from '../studio/serve-site.js';
import { openedOn } from '../studio/opened-on.js';

interface StudioOptions {
  readonly port: number;
}

const EXAMPLES = `
Examples:
  warmboot studio
  warmboot studio examples/thread.yaml
  warmboot studio examples/machines/debian-12-x86_64.tar.gz
  warmboot studio --port 8080`;

/** The page, as it is published with the command. */
const SITE = fileURLToPath(new URL('../../site/', import.meta.url));

const portOf = (word: string): number => {
  if (/^\d{1,5}$/.test(word) && Number(word) < 65_536) return Number(word);
  throw new InvalidArgumentError('a port is a number from 0 to 65535.');
};

/** `warmboot studio [FILE]`: the page, served to this computer until somebody stops it. */
export const studioCommand = (session: Session): Command =>
  new Command('studio')
    .description('open the page that shows what happens, served to this computer alone')
    .argument('[file]', 'what to open it on: a scenario, a capture, or what inspect reads')
    .option('--port <number>', 'where to serve it; any free port by default', portOf, 0)
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, { port }: StudioOptions) => {
      const { hash, beside } = await openedOn(file);
      const { url, close } = await serveSite(SITE, port, beside);
      session.terminal.print(`The studio is at ${url}${hash}`);
      session.terminal.complain('Nothing leaves this computer. Ctrl-C ends it.');
      await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
      await close();
    });
