// Command lines of kernels: their words, and what is known of each.
import { explainOption, explainWords } from '@warmboot/answers';
import { commandLine } from '@warmboot/core';
import { recordedTraces, texts } from '../corpus.mjs';
import { framework } from '../framework.mjs';
import { textMutator } from '../mutate/text.mjs';

const decoder = new TextDecoder();

export const target = {
  room: 'core',
  corpus: () => [
    ...texts(...new Set(recordedTraces(200).flatMap(({ cmdline }) => cmdline ?? []))),
    ...texts(
      'root=UUID=1 ro quiet "a b=c" crashkernel=1G memmap=1G!4G mem=2G memory_hotplug.online_policy=auto-movable -- init',
      'EBUSY',
      'kexec: Memory region in use',
    ),
  ],
  mutate: textMutator([
    'mem=',
    'memmap=',
    'movablecore=',
    'kernelcore=',
    'crashkernel=',
    'hugepages=',
    'nokaslr',
    '"',
    '=',
    '--',
    'efi=',
    'swiotlb=',
  ]),
  run: (bytes) => {
    const text = decoder.decode(bytes).slice(0, 8192);
    const kernels = framework().architectures.all();
    return [
      () => commandLine.options(text),
      () => commandLine.has(text, 'quiet'),
      ...kernels.map(
        (architecture) => () =>
          commandLine.remarks(architecture, { release: '6.1.0', profile: 'linux-6.1' }, text),
      ),
      () => explainOption(framework(), text),
      () => explainWords(framework(), text),
    ];
  },
};
