import { buildElf64, PROGRAM_TYPE } from '@warmboot/boot-image';
import { describeArchitecture } from '@warmboot/conformance';
import { plugin } from '../src/index.js';

const bytes = buildElf64(21, [
  { type: PROGRAM_TYPE.LOAD, paddr: 0n, data: new Uint8Array(4096), memsz: 0x2000 },
]);

const record = { file_size: bytes.length, filesz: 4096, memsz: 0x2000 };

describeArchitecture(plugin, { images: { ELF: [{ bytes, record }] } });
