import { describeArchitecture } from '@warmboot/conformance';
import { plugin } from '../src/index.js';

/** The start of a bzImage: the mark, and how long a command line it takes. Big-endian. */
const image = (): Uint8Array => {
  const bytes = new Uint8Array(0x1_1000);
  bytes.set(new TextEncoder().encode('S390EP'), 0x1_0008);
  new DataView(bytes.buffer).setBigUint64(0x1_0430, 4096n);
  return bytes;
};

const record = { file_size: 0x1_1000, max_command_line_size: 4096, unpacked_size: 0x3_3000 };

describeArchitecture(plugin, { images: { image: [{ bytes: image(), record }] } });
