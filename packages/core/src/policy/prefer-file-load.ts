import type { Policy } from '../contract/policy.js';

/** kexec-tools uses kexec_file_load and falls back where it must: `-a`. Old tools do not hear of it. */
export const preferFileLoad: Policy = {
  name: 'prefer-file-load',
  id: 'P18',
  summary: 'tools use kexec_file_load, so that one place can be mended',
  origin: 'Baoquan He and Dave Young, April 2020: kexec_load fades away, and the kernel places images itself',
  objection:
    'Russell King: not every architecture has it; Eric Biederman: kexec_load can do more, and nothing may regress',
  upstream: 'the default of kexec-tools since 2.0.27',
  userSpace: { path: 'auto' },
};
