import type { TableRow } from './verdict-table.js';

/** `unload-and-hold + udev-reload (linux-6.6)` */
export const rowName = ({ policies, profile }: Pick<TableRow, 'policies' | 'profile'>): string =>
  policies.join(' + ') + (profile === undefined ? '' : ` (${profile})`);

/** The letter of a column: its title is told beside the table. */
export const columnLetter = (index: number): string => String.fromCodePoint(0x41 + index);
