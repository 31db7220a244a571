// Logs of kernels as people paste them: e820 and EFI maps, memblock, ACPI, what a boot tells of itself.
import { parseE820Log } from '@warmboot/arch-x86';
import { parseMemblockLog } from '@warmboot/core/plugin';
import { parseEfiBootLog } from '@warmboot/firmware-uefi';
import { filesOfPaste, readKernelLog } from '@warmboot/scenario';
import { filesOf, recordedTraces, texts } from '../corpus.mjs';
import { framework } from '../framework.mjs';
import { textMutator } from '../mutate/text.mjs';

const decoder = new TextDecoder();

export const target = {
  room: 'scenario',
  corpus: () => [
    ...filesOf(['examples/cases'], /\.(log|txt)$/),
    ...texts(
      ...recordedTraces(400)
        .filter((_, index) => index % 8 === 0)
        .map(({ steps }) => steps[0].observed.dmesg.join('\n')),
    ),
  ],
  mutate: textMutator([
    'BIOS-e820:',
    'usable',
    'reserved',
    'efi:',
    'Linux version 6.1.0',
    '[    0.000000]',
    'memblock_add',
    'mem',
    'Command line:',
    'kernel:',
  ]),
  run: (bytes) => {
    const text = decoder.decode(bytes);
    return [
      () => parseE820Log(text.split('\n')),
      () => parseEfiBootLog(text),
      () => parseMemblockLog(text),
      () => readKernelLog(text),
      () => filesOfPaste(text),
      ...framework()
        .architectures.all()
        .flatMap(({ bootLog }) => [
          () => bootLog?.recover(text.split('\n')),
          () => bootLog?.memoryMap?.(text.split('\n')),
        ]),
    ];
  },
};
