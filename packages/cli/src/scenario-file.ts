import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Framework } from '@warmboot/core';
import { parsingFile } from '@warmboot/format';
import type { OpenCapture, Scenario } from '@warmboot/scenario';
import { parseScenario } from '@warmboot/scenario';
import { readCaptureDirectory } from './capture-directory.js';

/** A scenario from a file, with a way to open the captures that it names. @throws FormatError */
export const openScenario = (
  framework: Framework,
  file: string,
): { readonly scenario: Scenario; readonly openCapture: OpenCapture } => {
  const scenario = parsingFile(file, () => parseScenario(framework, readFileSync(file, 'utf8'), file));
  return {
    scenario,
    openCapture: (path) => readCaptureDirectory(resolve(dirname(file), path)),
  };
};
