// PE files and unified kernel images.
import {
  bareKernel,
  buildPe,
  isUki,
  parsePe,
  parseUki,
  PE_MACHINE,
  sectionBytes,
  unwrapUki,
} from '@warmboot/boot-image';
import { texts } from '../corpus.mjs';
import { mutateBytes, mutateNumbers } from '../mutate/bytes.mjs';

const [osrel, cmdline, linux] = texts(
  'ID=debian\nVERSION_ID=12\n',
  'quiet console=ttyS0',
  'MZ'.padEnd(600, '.'),
);
const sections = [
  ['.osrel', osrel],
  ['.cmdline', cmdline],
  ['.linux', linux],
  ['.initrd', new Uint8Array(64)],
];

export const target = {
  room: 'boot-image',
  corpus: () => [
    buildPe(PE_MACHINE.X86_64, sections),
    buildPe(PE_MACHINE.ARM64, sections, 4096),
    buildPe(PE_MACHINE.X86_64, [['.text', linux]]),
  ],
  mutate: (random, input, corpus) =>
    random.of([mutateBytes, mutateNumbers, mutateNumbers])(random, input, corpus),
  run: (bytes) => [
    () => {
      for (const section of parsePe(bytes).sections) sectionBytes(bytes, section);
    },
    () => isUki(bytes),
    () => parseUki(bytes),
    () => unwrapUki(bytes),
    () => bareKernel(bytes),
  ],
};
