import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { MEMORY_DEVICES, memoryDevice, memoryDevicesSource } from '../../bench/memory-devices.js';
import {
  AmlInterpreter,
  deviceMemoryRanges,
  findDevices,
  MEMORY_DEVICE_ID,
  parseResourceTemplate,
} from '../../src/index.js';
import { ask } from './answer.js';
import { askAcpiexec, hasAcpiexec, hasIasl } from './acpiexec.js';

const stored = fileURLToPath(new URL('../../bench/memory-devices.aml', import.meta.url));
/** `UPDATE_CONFORMANCE=1` writes the table instead of checking it. */
const update = process.env['UPDATE_CONFORMANCE'] === '1';
const work = mkdtempSync(join(tmpdir(), 'memory-devices-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const missing = (tool: string, present: boolean): string => (present ? '' : ` (skipped: no ${tool})`);

describe('the table with 256 memory devices that is benchmarked', () => {
  it.skipIf(!hasIasl)(`is what iasl makes of its source${missing('iasl', hasIasl)}`, () => {
    const path = join(work, 'table');
    writeFileSync(`${path}.asl`, memoryDevicesSource());
    const { stdout } = spawnSync('iasl', ['-oa', '-vi', '-p', path, `${path}.asl`], { encoding: 'utf8' });
    const bytes = new Uint8Array(readFileSync(`${path}.aml`));
    if (update) writeFileSync(stored, bytes);
    expect(new Uint8Array(readFileSync(stored)), stdout).toEqual(bytes);
  });

  const load = (): AmlInterpreter => {
    const interpreter = new AmlInterpreter();
    interpreter.load(new Uint8Array(readFileSync(stored)));
    return interpreter;
  };

  it('has a range of its own for each device', () => {
    const interpreter = load();
    const devices = findDevices(interpreter, [MEMORY_DEVICE_ID]);
    expect(devices).toHaveLength(MEMORY_DEVICES);
    const bases = devices.flatMap((path) =>
      deviceMemoryRanges(parseResourceTemplate(interpreter.evaluateBuffer(`${path}._CRS`))).map(
        ({ base }) => base,
      ),
    );
    expect(bases).toEqual(Array.from({ length: MEMORY_DEVICES }, (_, index) => 2 ** 32 + index * 2 ** 27));
  });

  it.skipIf(!hasAcpiexec)(`answers as acpiexec does${missing('acpiexec', hasAcpiexec)}`, async () => {
    const interpreter = load();
    const paths = [0, 1, 127, MEMORY_DEVICES - 1].flatMap((index) =>
      ['_STA', '_CRS'].map((method) => `${memoryDevice(index)}.${method}`),
    );
    const ours = paths.map((path) => ask(interpreter, path));
    expect(ours).toEqual(await askAcpiexec(stored, paths));
  });
});
