import type { VerdictTable } from './verdict-table.js';

/** The table with its stories, as one JSON text that ends in a newline. */
export const jsonReport = (table: VerdictTable): string => `${JSON.stringify(table, undefined, 2)}\n`;
