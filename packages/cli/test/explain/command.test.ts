import { expect, it } from 'vitest';
import { warmboot } from '../warmboot.js';

it('a message that is known: what it means, and status 0', async () => {
  const { status, out, err } = await warmboot('explain', 'locate_hole failed');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toMatch(/^locate_hole failed\n\nmeans /);
});

it('an error number with its sign', async () => {
  expect((await warmboot('explain', '--', '-16')).out).toMatch(/^EBUSY \(16\): /);
});

it('what is not known is said on standard error, with status 1', async () => {
  const { status, out, err } = await warmboot('explain', 'the crashkernel memory was reserved low');
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(err).toContain('warmboot: not known: "the crashkernel memory was reserved low"\n  Is it like: ');
  expect((await warmboot('explain', 'buy milk')).err).toContain('--messages lists what is known');
});
