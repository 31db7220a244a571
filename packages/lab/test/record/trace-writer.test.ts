import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TraceDirectory } from '@warmboot/scenario';
import { beforeEach, describe, expect, it } from 'vitest';
import { LabError } from '../../src/failure/lab-error.js';
import { writeTrace } from '../../src/record/trace-writer.js';

const directory = (files: ReadonlyMap<string, Uint8Array>): TraceDirectory => ({
  trace: { name: 'a story', steps: [] } as unknown as TraceDirectory['trace'],
  files,
});

describe('a recording', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'warmboot-test-'));
  });

  it('is there whole', () => {
    writeTrace(join(folder, 'deep/recorded'), directory(new Map([['fdt.dtb', new Uint8Array([1])]])));
    expect(readdirSync(join(folder, 'deep'))).toEqual(['recorded']);
    expect(readdirSync(join(folder, 'deep/recorded')).sort()).toEqual(['fdt.dtb', 'trace.json']);
    const text = readFileSync(join(folder, 'deep/recorded/trace.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ name: 'a story' });
  });

  it('or not at all: a failure on the way leaves nothing', () => {
    const files = new Map([['no/such/folder', new Uint8Array(1)]]);
    expect(() => writeTrace(join(folder, 'recorded'), directory(files))).toThrow(/ENOENT/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('never takes the place of another', () => {
    expect(() => writeTrace(folder, directory(new Map()))).toThrow(LabError);
  });
});
