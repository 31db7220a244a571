// Kernel files as every architecture that comes with the command reads them: bzImage, Image, vmlinux.
import { buildElf64, PROGRAM_TYPE } from '@warmboot/boot-image';
import { parseImageHeader, serialiseImageHeader } from '@warmboot/arch-arm64';
import { bzImagePayload, parseSetupHeader, realModeSize } from '@warmboot/arch-x86';
import { mutateBytes, mutateNumbers, putNumber } from '../mutate/bytes.mjs';
import { framework } from '../framework.mjs';

const SIZE = 8192;

const image = () => {
  const bytes = new Uint8Array(SIZE);
  const fields = { code0: 0, code1: 0, textOffset: 0n, imageSize: 0x20_0000n, flags: 0xan, peHeader: 0 };
  bytes.set(serialiseImageHeader({ ...fields, reserved: [0n, 0n, 0n] }));
  return bytes;
};

const bzImage = () => {
  const bytes = new Uint8Array(SIZE);
  const { kernel } = framework().architectures.get('x86_64').referenceMachine;
  bytes.set(Buffer.from(String(kernel.setup_header_hex), 'hex'), 0x1f1);
  bytes[0x1f1] = 1;
  return bytes;
};

const vmlinux = (machine) =>
  buildElf64(machine, [
    { type: PROGRAM_TYPE.LOAD, paddr: 0x100_0000n, data: new Uint8Array(512), memsz: 4096 },
  ]);

/** A field of a header becomes an edge: both kinds have theirs in these ranges. */
const mutateHeader = (random, input, corpus) => {
  const bytes = mutateNumbers(random, input, corpus);
  const at = input[0x1fe] === 0x55 ? 0x1f1 + random.below(0x80) : 4 * random.below(16);
  putNumber(bytes, at, random.of([1, 2, 4, 8]), BigInt(random.word()), false);
  return bytes;
};

export const target = {
  room: 'boot-image',
  corpus: () => [image(), bzImage(), vmlinux(62), vmlinux(183)],
  mutate: (random, input, corpus) =>
    random.of([mutateBytes, mutateNumbers, mutateHeader])(random, input, corpus),
  run: (bytes) => [
    () => parseImageHeader(bytes),
    () => realModeSize(parseSetupHeader(bytes)),
    () => bzImagePayload(bytes, parseSetupHeader(bytes)),
    ...framework()
      .architectures.all()
      .flatMap(({ images }) =>
        images.flatMap((format) => [
          () => format.recognise(bytes),
          () => format.needs?.(format.parse(bytes)),
        ]),
      ),
  ],
};
