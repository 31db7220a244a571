/**
 * What `_OSI` says yes to: ACPICA's list, and the features that Linux adds to it (drivers/acpi/osi.c).
 * Firmware asks it which behaviour the system expects (ACPI 6.4 section 5.7.2).
 */
export const LINUX_OSI_STRINGS: readonly string[] = [
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
  'Extended Address Space Descriptor',
  'Module Device',
  'Processor Device',
  '3.0 _SCP Extensions',
  'Processor Aggregator Device',
];
