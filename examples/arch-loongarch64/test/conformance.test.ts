import { describeArchitecture } from '@warmboot/conformance';
import { plugin } from '../src/index.js';

/** The head of a vmlinux.efi, with the PE header right behind it. */
const image = (): Uint8Array => {
  const bytes = new Uint8Array(8192);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x5a4d, true);
  view.setBigUint64(8, 0x20_1000n, true);
  view.setBigUint64(16, 0x220_0000n, true);
  view.setBigUint64(24, 0x20_0000n, true);
  view.setUint32(56, 0x8182_23cd, true);
  view.setUint32(60, 64, true);
  view.setUint32(64, 0x0000_4550, true);
  view.setUint16(68, 0x6264, true);
  return bytes;
};

const record = {
  file_size: 8192,
  kernel_entry: 0x20_1000,
  image_size: 0x220_0000,
  text_offset: 0x20_0000,
};

const reason = 'LoongArch has no kexec_file_load before Linux 6.18';

describeArchitecture(plugin, {
  images: { 'vmlinux.efi': [{ bytes: image(), record }] },
  skip: [
    'kexec_file_load refuses what is no kernel, with ENOEXEC or EINVAL',
    'kexec_file_load places whole pages in System RAM, in some version',
    'kexec_file_load gives the same for the same machine, and leaves it alone',
    'kexec_file_load places whole pages of every size',
  ].map((test) => ({ test, reason })),
});
