import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServedSite } from '../../src/studio/serve-site.js';
import { serveSite } from '../../src/studio/serve-site.js';
import { siteHash } from '../../src/studio/site-hash.js';
import { warmboot } from '../warmboot.js';
import { scratchFolder } from '../scratch.js';

const scratch = scratchFolder();

describe('the server of the page', () => {
  let served: ServedSite;

  /** What it answers to a path, as it is written: fetch() would tidy it first. */
  const ask = (path: string, method = 'GET') =>
    new Promise<{ status: number; text: string; policy: unknown; type: unknown }>((resolve, reject) => {
      const { hostname, port } = new URL(served.url);
      request({ hostname, port, path, method }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode!,
            text,
            policy: answer.headers['content-security-policy'],
            type: answer.headers['content-type'],
          }),
        );
      })
        .on('error', reject)
        .end();
    });

  beforeAll(async () => {
    const folder = join(scratch.path, 'site');
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'headers.json'), '{ "content-security-policy": "default-src \'none\'" }');
    writeFileSync(join(folder, 'index.html'), '<p>the page</p>');
    writeFileSync(join(folder, 'assets', 'a.js'), '0;');
    writeFileSync(join(scratch.path, 'secret.txt'), 'a secret');
    served = await serveSite(folder);
  });
  afterAll(() => served.close());

  test('answers with the files of the folder, and the headers that the page wants', async () => {
    expect(await ask('/')).toEqual({
      status: 200,
      text: '<p>the page</p>',
      policy: "default-src 'none'",
      type: 'text/html; charset=utf-8',
    });
    expect(await ask('/assets/a.js?x')).toMatchObject({ status: 200, text: '0;' });
    expect(await ask('/', 'HEAD')).toMatchObject({ status: 200, text: '' });
  });

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/nothing',
    '/%00',
    '/%',
  ])('has nothing at %s', async (path) => {
    const { status, text } = await ask(path);
    expect({ status, text }).toEqual({ status: 404, text: 'there is no such file\n' });
  });

  test('takes nothing', async () => {
    expect(await ask('/', 'POST')).toMatchObject({ status: 405 });
  });
});

describe('warmboot studio', () => {
  test('packs a scenario into the address', () => {
    const file = join(scratch.path, 'small.yaml');
    writeFileSync(file, 'name: small\n');
    expect(siteHash(file)).toMatch(/^#story\?scenario=[\w-]+$/);
  });

  test('says what is wrong with a port and a file', async () => {
    expect(await warmboot('studio', '--port', 'http')).toMatchObject({ status: 2 });
    expect((await warmboot('studio', join(scratch.path, 'none.yaml'))).err).toContain(
      'there is no such file',
    );
  });
});
