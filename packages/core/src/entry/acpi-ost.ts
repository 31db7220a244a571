/**
 * ACPI 6.4 section 6.3.5: _OST codes.
 *
 * @module
 */
export { OST_SOURCE_EJECT_REQUEST as EJECT_REQUEST, OST_SUCCESS as SUCCESS } from '../drivers/acpi-memory.js';
