import { KNOWN_CONFIGURATION_TABLES } from '../tables/known-tables.js';
import type { ConfigurationTable } from '../tables/configuration-table.js';
import { hexOf, withoutTimeStamp } from './log-line.js';

const LINE = /^efi: ((?:[A-Za-z][A-Za-z0-9. ]*?=0x[0-9a-f]{1,16}(?: |$))+)$/;
const ENTRY = /([A-Za-z][A-Za-z0-9. ]*?)=0x([0-9a-f]{1,16})(?: |$)/g;

const NAME_BY_GUID = new Map(KNOWN_CONFIGURATION_TABLES.map(({ guid, name }) => [guid, name]));
const GUID_BY_NAME = new Map(KNOWN_CONFIGURATION_TABLES.map(({ guid, name }) => [name, guid]));

/**
 * Reads `efi: SMBIOS=0x... ACPI 2.0=0x... `, the tables that the kernel knows by name.
 * Undefined when the line is something else; a name that is not in `KNOWN_CONFIGURATION_TABLES` is skipped,
 * because its GUID cannot be told.
 */
export const parseConfigurationTableLine = (text: string): readonly ConfigurationTable[] | undefined => {
  const match = LINE.exec(withoutTimeStamp(text));
  if (match === null) return undefined;
  const tables: ConfigurationTable[] = [];
  for (const [, name = '', address] of (match[1] ?? '').matchAll(ENTRY)) {
    const guid = GUID_BY_NAME.get(name);
    if (guid !== undefined) tables.push({ guid, address: BigInt(`0x${address}`) });
  }
  return tables;
};

/** The line that a kernel prints for these tables, in array order; unknown ones are silent (spec section 8). */
export const formatConfigurationTableLine = (tables: readonly ConfigurationTable[]): string => {
  const named = tables.flatMap(({ guid, address }) => {
    const name = NAME_BY_GUID.get(guid);
    return name === undefined ? [] : [`${name}=${hexOf(address, 1)} `];
  });
  return `efi: ${named.join('')}`;
};
