import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { AmlInterpreter } from '../../../packages/firmware-acpi/dist/index.js';
import { costOf, costOfProcess, inScratch, needPrograms, ROOT } from '../measure.mjs';

const TABLE = join(ROOT, 'packages', 'firmware-acpi', 'bench', 'memory-devices.aml');
const DEVICES = 256;

export const row = {
  name: 'a DSDT of 256 memory devices: loaded, each _STA and _CRS evaluated',
  peerName: 'acpiexec as a process',
  goal: 1,
  measure: () => {
    needPrograms('acpiexec');
    const bytes = new Uint8Array(readFileSync(TABLE));
    const names = Array.from({ length: DEVICES }, (_, index) =>
      index.toString(16).toUpperCase().padStart(3, '0'),
    );
    const evaluateAll = () => {
      const interpreter = new AmlInterpreter();
      interpreter.load(bytes);
      for (const name of names) {
        interpreter.evaluateInteger(`\\_SB.M${name}._STA`);
        interpreter.evaluateBuffer(`\\_SB.M${name}._CRS`);
      }
    };
    return inScratch((folder) => {
      const input = join(folder, 'commands');
      writeFileSync(input, 'all _STA\nall _CRS\nquit\n');
      return {
        ours: costOf(evaluateAll),
        peer: costOfProcess(['acpiexec', '-es', '-di', '-dr', TABLE], { input }),
      };
    });
  },
};
