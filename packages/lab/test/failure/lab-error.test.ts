import { describe, expect, it } from 'vitest';
import { LabError } from '../../src/failure/lab-error.js';
import { spoilt } from '../../src/guest/spoilt.js';

describe('what kept a kernel from being recorded', () => {
  it('is one sentence, with the last lines of the console', () => {
    const console = Array.from({ length: 40 }, (_, index) => `[ ${index}.0] line ${index}\r\n`).join('');
    const [sentence, ...lines] = new LabError('the kernel panics at boot', console).message.split('\n');
    expect(sentence).toBe('the kernel panics at boot');
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toBe('  | [ 39.0] line 39');
  });

  it('has no lines where nobody said anything, and none of a terminal’s own words', () => {
    expect(new LabError('the guest says nothing').message).toBe('the guest says nothing');
    expect(new LabError('so', '\u001B[2J\u001B[01;01HBdsDxe: loading\r\n\r\n').console).toEqual([
      'BdsDxe: loading',
    ]);
  });
});

describe('a run that emulation spoilt', () => {
  it.each([
    "..MP-BIOS bug: 8254 timer not connected to IO-APIC\nKernel panic - not syncing: IO-APIC + timer doesn't work!",
    'rcu: INFO: rcu_preempt self-detected stall on CPU',
    'watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [kexec:100]',
  ])('is known by %j', (log) => {
    expect(spoilt(log)).toBeDefined();
  });

  it('is not every run that ends badly', () => {
    expect(spoilt('Kernel panic - not syncing: sysrq triggered crash')).toBeUndefined();
  });

  it('leaves out the marks between which a shell answers', () => {
    const console = 'a kernel said this\r\nLAB-READY 6.12\r\n<LAB-3-\r\n-1-LAB-3>\r\n';
    expect(new LabError('something is missing', console).console).toEqual(['a kernel said this']);
  });
});
