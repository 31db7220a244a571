// The text that acpidump prints.
import { formatAcpidump, parseAcpidump, tablesInFile } from '@warmboot/firmware-acpi';
import { recorded, texts } from '../corpus.mjs';
import { textMutator } from '../mutate/text.mjs';

const decoder = new TextDecoder();

export const target = {
  room: 'firmware-acpi',
  corpus: () => {
    const dumped = recorded(/acpi-(SRAT|WAET|MCFG)\.bin$/, 3).map((bytes, index) => ({
      signature: decoder.decode(bytes.subarray(0, 4)),
      address: BigInt(index) * 0x1000n,
      bytes,
    }));
    return texts(formatAcpidump(dumped), formatAcpidump(dumped.slice(1)));
  },
  mutate: textMutator(['DSDT', 'FACP', '@', '0000:']),
  run: (bytes) => [() => formatAcpidump(parseAcpidump(decoder.decode(bytes))), () => tablesInFile(bytes)],
};
