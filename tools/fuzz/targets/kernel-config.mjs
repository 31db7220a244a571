// Configurations of kernels, and the VMCOREINFO note.
import { factsOfOptions, parseKernelConfig } from '@warmboot/scenario';
import { texts } from '../corpus.mjs';
import { framework } from '../framework.mjs';
import { textMutator } from '../mutate/text.mjs';

const decoder = new TextDecoder();

export const target = {
  room: 'scenario',
  corpus: () =>
    texts(
      '# Linux/x86 6.1.0 Kernel Configuration\nCONFIG_KEXEC=y\nCONFIG_KEXEC_FILE=y\n# CONFIG_KEXEC_SIG is not set\nCONFIG_PHYSICAL_ALIGN=0x200000\nCONFIG_LOCALVERSION="-amd64"\nCONFIG_NR_CPUS=8192\n',
      'CONFIG_ARM64_64K_PAGES=y\nCONFIG_ARM64_PA_BITS=52\nCONFIG_ARM64_VA_BITS_48=y\nCONFIG_MEMORY_HOTPLUG=y\nCONFIG_ARCH_FORCE_MAX_ORDER=13\n',
    ),
  mutate: textMutator(['CONFIG_KEXEC', '=y', '=m', '=n', ' is not set', '# ', 'CONFIG_ARM64_VA_BITS', '"']),
  run: (bytes) => {
    const text = decoder.decode(bytes);
    return framework()
      .architectures.all()
      .map((architecture) => () => factsOfOptions(architecture, parseKernelConfig(text)));
  },
};
