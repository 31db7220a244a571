/*
 * The rooms of each package by floor, the lowest first. A room imports only from lower floors, in types as in values;
 * rooms on one floor do not know each other. Files beside the rooms stand above them all.
 */
export const FLOORS = {
  core: [
    ['persistent'],
    ['address'],
    ['answer'],
    ['resource', 'physical'],
    ['device', 'memory', 'image'],
    ['machine'],
    ['contract'],
    ['hotplug', 'crash'],
    ['drivers'],
    ['boot'],
    ['kexec'],
    ['userspace'],
    ['policy'],
    ['observation'],
    ['kernel'],
  ],
  'arch-arm64': [['formats'], ['facts'], ['handover'], ['load', 'cold-start'], ['boot']],
  'arch-x86': [['formats'], ['facts'], ['handover'], ['load', 'cold-start'], ['boot']],
  scenario: [['words'], ['written'], ['qemu', 'capture'], ['trace'], ['scenario'], ['load', 'comparison']],
  conformance: [['check'], ['architecture']],
  cli: [['print'], ['session']],
};
