import type { PackedTable, VerdictTable } from '@warmboot/explorer';
import { unpackTable } from '@warmboot/explorer';
import { FIRST_SCENARIO } from '../worker/first-scenario.js';
import text from './thread-verdicts.json?raw';

/** Verdicts, and the scenario that was searched for them. */
export interface Verdicts {
  readonly scenario: string;
  readonly table: VerdictTable;
}

/** What was searched before anybody came: the story that the page opens with, under every policy (tools/write-verdicts.mjs). */
export const KEPT_VERDICTS: Verdicts = {
  scenario: FIRST_SCENARIO,
  table: unpackTable(JSON.parse(text) as PackedTable),
};
