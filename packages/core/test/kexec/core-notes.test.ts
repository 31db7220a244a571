import { expect, test } from 'vitest';
import { coreNotes, presentCpus } from '../../src/crash/core-notes.js';
import { linux61, linux66 } from '../../src/contract/profile.js';
import { fakeLoadRequest } from '../fake-machine.js';

const request = fakeLoadRequest({
  crashNotes: [
    { cpu: 'cpu0', address: 0x1000, size: 368 },
    { cpu: 'cpu1', address: 0x2000, size: 368, absent: true },
  ],
  vmcoreinfo: { address: 0x3000, size: 0x1024 },
});
const addresses = (cpus: 'present' | 'possible') => coreNotes(request, cpus).map(({ address }) => address);

test('core 5.1: a note for each present CPU in 6.1, for each possible one from 6.6 on, then vmcoreinfo', () => {
  expect(addresses(linux61.coreNotes)).toEqual([0x1000, 0x3000]);
  expect(addresses(linux66.coreNotes)).toEqual([0x1000, 0x2000, 0x3000]);
});

test('core R7.13: kexec-tools finds the CPUs that are there', () => {
  expect(presentCpus(request)).toBe(1);
});
