import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream';

/** Where the page is served, until somebody closes it. */
export interface ServedSite {
  /** With a slash at its end. */
  readonly url: string;
  /** Ends every connection, and resolves when the port is free. */
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.yaml': 'text/plain; charset=utf-8',
};

/** This computer alone can reach it. */
const HOST = '127.0.0.1';

/** The path below the folder that a request asks for; undefined where it leaves the folder. */
const pathIn = (url: string): string | undefined => {
  try {
    const path = decodeURIComponent(url.replace(/[?#].*$/s, ''));
    if (path.includes('\0')) return undefined;
    // Resolved as an absolute path, so that no number of dots leads above the folder.
    const inside = normalize(`/${path}`);
    return inside.endsWith('/') ? `${inside}index.html` : inside;
  } catch {
    return undefined;
  }
};

const sizeOfFile = async (file: string): Promise<number | undefined> => {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : undefined;
  } catch {
    return undefined;
  }
};

/** What goes with a file of this name and size. */
const headersOf = (path: string, size: number, headers: Readonly<Record<string, string>>) => ({
  'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
  'content-length': size,
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  ...headers,
});

const answer = async (
  folder: string,
  headers: Readonly<Record<string, string>>,
  beside: ReadonlyMap<string, string>,
  { method = 'GET', url = '/' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const refuse = (status: number, words: string): void => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${words}\n`);
  };
  if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'only GET and HEAD');
  const path = pathIn(url);
  const made = path === undefined ? undefined : beside.get(path);
  if (path !== undefined && made !== undefined) {
    response.writeHead(200, headersOf(path, Buffer.byteLength(made), headers));
    response.end(method === 'HEAD' ? undefined : made);
    return undefined;
  }
  const file = path === undefined ? undefined : join(folder, path);
  const size = file === undefined ? undefined : await sizeOfFile(file);
  if (file === undefined || size === undefined) return refuse(404, 'there is no such file');
  response.writeHead(200, headersOf(file, size, headers));
  if (method === 'HEAD') {
    response.end();
    return undefined;
  }
  // A reader that goes away is no failure of the server's.
  return void pipeline(createReadStream(file), response, () => {});
};

/** The file of a page that says what goes with every answer. */
const HEADERS_FILE = 'headers.json';

/**
 * Serves the files of a built page to this computer.
 * @param port 0 for any that is free
 * @param beside files that are not in the folder, by their paths: `/brought.js`
 * @throws the system's error where there is no page, or the port cannot be had
 */
export const serveSite = async (
  folder: string,
  port = 0,
  beside: ReadonlyMap<string, string> = new Map(),
): Promise<ServedSite> => {
  const headers = JSON.parse(await readFile(join(folder, HEADERS_FILE), 'utf8')) as Record<string, string>;
  const server = createServer((request, response) => void answer(folder, headers, beside, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
