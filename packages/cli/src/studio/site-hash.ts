import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';

/** The page's address for a scenario: its text, compressed as the page itself does it. */
export const siteHash = (file: string): string => {
  const packed = deflateRawSync(readFileSync(file), { level: 9 });
  return `#story?scenario=${packed.toString('base64url')}`;
};
