/** The names that Windows gives itself, in the order of its versions (Microsoft: How to identify the Windows version in ACPI). */
export const WINDOWS_OSI_STRINGS: readonly string[] = [
  'Windows 2000',
  'Windows 2001',
  'Windows 2001 SP1',
  'Windows 2001.1',
  'Windows 2001 SP2',
  'Windows 2001.1 SP1',
  'Windows 2006',
  'Windows 2006.1',
  'Windows 2006 SP1',
  'Windows 2006 SP2',
  'Windows 2009',
  'Windows 2012',
  'Windows 2013',
  'Windows 2015',
  'Windows 2016',
  'Windows 2017',
  'Windows 2017.2',
  'Windows 2018',
  'Windows 2018.2',
  'Windows 2019',
  'Windows 2020',
  'Windows 2021',
];

/** What ACPICA says yes to before a system adds anything (utosi.c). */
export const ACPICA_OSI_STRINGS: readonly string[] = [
  ...WINDOWS_OSI_STRINGS,
  'Extended Address Space Descriptor',
];

/**
 * What Linux says yes to: ACPICA's list, and the features that it adds (drivers/acpi/osi.c). Firmware asks `_OSI` which
 * behaviour the system expects (ACPI 6.4 section 5.7.2).
 */
export const LINUX_OSI_STRINGS: readonly string[] = [
  ...ACPICA_OSI_STRINGS,
  'Module Device',
  'Processor Device',
  '3.0 _SCP Extensions',
  'Processor Aggregator Device',
];

/** Lists of `_OSI` by the system they are of. */
export const OSI_LISTS = {
  acpica: ACPICA_OSI_STRINGS,
  linux: LINUX_OSI_STRINGS,
  windows: WINDOWS_OSI_STRINGS,
} as const;

/** The system whose list it is. */
export type OsiListName = keyof typeof OSI_LISTS;
