import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bench, describe } from 'vitest';
import { AmlInterpreter, deviceMemoryRanges, parseResourceTemplate } from '../src/index.js';
import { hasAcpiexec } from '../test/conformance/acpiexec.js';
import { MEMORY_DEVICES, memoryDevice } from './memory-devices.js';

/*
 * A DSDT with many memory devices: load it and evaluate every _STA and _CRS. The measure is acpiexec as a whole process
 * that does the same; ours starts from the bytes of the table, in a process that runs already.
 */

const table = fileURLToPath(new URL('./memory-devices.aml', import.meta.url));
const bytes = new Uint8Array(readFileSync(table));
const paths = Array.from({ length: MEMORY_DEVICES }, (_, index) => memoryDevice(index));

const evaluateAll = (): void => {
  const interpreter = new AmlInterpreter();
  interpreter.load(bytes);
  let total = 0;
  for (const path of paths) {
    if (interpreter.evaluateInteger(`${path}._STA`) !== 0xfn) throw new Error(`${path} is not there`);
    const descriptors = parseResourceTemplate(interpreter.evaluateBuffer(`${path}._CRS`));
    for (const { size } of deviceMemoryRanges(descriptors)) total += size;
  }
  if (total !== MEMORY_DEVICES * 2 ** 27) throw new Error(`the devices have ${total} bytes`);
};

// `all` takes one command for every object of a name: the debugger sleeps after each command.
const runAcpiexec = (): void => {
  const { stdout } = spawnSync('acpiexec', ['-es', '-di', '-dr', table], {
    input: 'all _STA\nall _CRS\nquit\n',
    encoding: 'latin1',
  });
  const answers = stdout.split('returned object').length - 1;
  if (answers !== 2 * MEMORY_DEVICES) throw new Error(`acpiexec gave ${answers} answers`);
};

const title = `load and evaluate ${MEMORY_DEVICES} memory devices`;

describe(hasAcpiexec ? title : `${title} (acpiexec is missing: nothing to compare with)`, () => {
  if (hasAcpiexec) bench('acpiexec', runAcpiexec);
  bench('warmboot', evaluateAll);
});
