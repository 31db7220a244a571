// Command lines of QEMU, of which machines of scenarios may be told.
import { machineInWords } from '@warmboot/scenario';
import { texts } from '../corpus.mjs';
import { framework } from '../framework.mjs';
import { textMutator } from '../mutate/text.mjs';

const decoder = new TextDecoder();

export const target = {
  room: 'scenario',
  corpus: () =>
    texts(
      'qemu-system-x86_64 -M q35 -m 1G,slots=8,maxmem=16G -append "console=ttyS0 quiet" -kernel bzImage',
      'qemu-system-aarch64 -M virt,gic-version=3 -cpu max -m 2048 -smp 4 -bios QEMU_EFI.fd',
      'qemu-system-x86_64 -machine pc,accel=kvm -m size=4096M -object memory-backend-ram,id=m1,size=1G -device pc-dimm,id=dimm1,memdev=m1 -numa node,nodeid=0',
      "qemu-system-aarch64 -machine virt \\\n -m 4G -device virtio-mem-pci,id=vm0,memdev=m0,requested-size=1G -object 'memory-backend-ram,id=m0,size=2G'",
    ),
  mutate: textMutator([
    '-m',
    '-M',
    '-device',
    '-object',
    'pc-dimm',
    'size=',
    'id=',
    ',',
    'maxmem=1T',
    'slots=999',
    '-smp',
    '\\',
  ]),
  run: (bytes) => [() => machineInWords(framework(), decoder.decode(bytes))],
};
