// What stands after crashkernel=: its grammar, and what every kernel reserves by it.
import { answerCrashKernel } from '@warmboot/answers';
import { crashKernel } from '@warmboot/core';
import { texts } from '../corpus.mjs';
import { framework } from '../framework.mjs';
import { textMutator } from '../mutate/text.mjs';

const decoder = new TextDecoder();
const GiB = 2 ** 30;
const SIZES = [64 * 2 ** 20, GiB, 8 * GiB, 128 * GiB];

export const target = {
  room: 'answers',
  corpus: () =>
    texts(
      '256M',
      '1G@64M',
      '2G-64G:256M,64G-:512M',
      '1G,high',
      '128M,low',
      '512M-2G:64M,2G-:128M@16M',
      '256M,cma',
      '0x10000000',
      '1G,high crashkernel=128M,low',
    ),
  mutate: textMutator(['crashkernel=', ',high', ',low', ',cma', '@', '-', ':', ',', 'G', '16E', ' ']),
  run: (bytes) => {
    const spec = decoder.decode(bytes).slice(0, 4096);
    return [
      ...['plain', 'high', 'low'].map(
        (wanted) => () => crashKernel.parse(`crashkernel=${spec}`, 4 * GiB, wanted),
      ),
      () => {
        // To ask every kernel takes long: only where the words have a meaning.
        if (!crashKernel.parse(`crashkernel=${spec}`, 4 * GiB).result.ok) return;
        const subject = { kind: 'ram', bytes: SIZES[bytes.length % SIZES.length] };
        const { outcomes } = answerCrashKernel(framework(), {
          spec,
          subject,
          architectures: ['arm64', 'x86_64'],
        });
        if (outcomes.length === 0) throw new Error('no outcome');
      },
    ];
  },
};
