import { describeArchitecture } from '@warmboot/conformance';
import { plugin, serialiseImageHeader } from '../src/index.js';

const bytes = new Uint8Array(8192);
bytes.set(
  serialiseImageHeader({
    code0: 0x5a4d,
    code1: 0x6f,
    textOffset: 0x20_0000n,
    imageSize: 0x170_0000n,
    flags: 0n,
    version: 2,
    peHeader: 64,
  }),
);
const record = {
  text_offset: 0x20_0000,
  image_size: 0x170_0000,
  flags: 0,
  pe_header: 64,
  file_size: 8192,
};

describeArchitecture(plugin, { images: { Image: [{ bytes, record }] } });
