import { object, runName, size, text } from './schema-parts.js';

/** Verbs about firmware that still runs, before the first kernel: its loader, and whoever changes the map under it. */
export const BOOT_SERVICES_PROPERTIES = {
  'get-memory-map': runName(
    'A boot loader reads the memory map, and with it the key. The name of the loader.',
  ),
  'allocate-pages': object(
    'Something allocates memory from the firmware, which changes the map.',
    {
      size: size('How much.'),
      type: text('What it is for: loader-data, boot-services-data, acpi-reclaim and so on.'),
    },
    ['size', 'type'],
  ),
  'exit-boot-services': runName('The loader takes over, with the key that it has. The name of the loader.'),
} as const;
