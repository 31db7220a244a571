import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Observation, ObservedZone } from '@warmboot/core';
import type { Trace } from '@warmboot/scenario';

/** A kernel file with the recorded header, and zeros where nobody looks. */
const kernelFile = ({ kernel_image: image }: Trace): Uint8Array => {
  const file = new Uint8Array(Number(image['file_size']));
  if (image.format === 'bzImage') {
    file.set(Buffer.from(String(image['setup_header_hex']), 'hex'), 0x1f1);
    return file;
  }
  const view = new DataView(file.buffer);
  for (const [offset, field] of [
    [8, 'text_offset'],
    [16, 'image_size'],
    [24, 'flags'],
  ] as const) {
    view.setBigUint64(offset, BigInt(Number(image[field])), true);
  }
  file.set(new TextEncoder().encode('ARM\x64'), 56);
  view.setUint32(60, Number(image['pe_header']), true);
  return file;
};

/** As mm/vmstat.c lays it out, with some of the lines that are not read. */
const zoneinfo = (zones: readonly ObservedZone[]): string =>
  zones
    .map(
      ({ node, zone, spanned, present, managed, start_pfn: start }) =>
        `Node ${node}, zone ${zone.padStart(8)}\n  pages free     ${managed}\n        spanned  ${spanned}\n` +
        `        present  ${present}\n        managed  ${managed}\n` +
        (start === undefined ? '' : `  node_unreclaimable:  0\n  start_pfn:           ${start}\n`),
    )
    .join('');

/** Recordings of arm64 that do not say are of a kernel with 39 bits. */
const vaBitsOf = ({ arch, config = {} }: Trace): number | undefined =>
  config.VA_BITS ?? (arch === 'arm64' ? 39 : undefined);

/** The configuration, as far as a recording tells it. */
const kernelConfig = (trace: Trace): string =>
  [
    '# CONFIG_KEXEC_SIG is not set',
    'CONFIG_NR_CPUS=8',
    ...(vaBitsOf(trace) === undefined ? [] : [`CONFIG_ARM64_VA_BITS=${vaBitsOf(trace)}`]),
    '',
  ].join('\n');

/** The head of an ELF core as fs/proc/kcore.c makes it: the notes, VMCOREINFO among them, then memory. */
const kcore = (trace: Trace, release: string): Uint8Array => {
  const bits = vaBitsOf(trace);
  const lines = [
    `OSRELEASE=${release}`,
    'BUILD-ID=2a3b',
    'PAGESIZE=4096',
    'SYMBOL(init_uts_ns)=ffff800009a3b8c0',
    ...(bits === undefined
      ? []
      : [`NUMBER(VA_BITS)=${bits}`, `NUMBER(TCR_EL1_T1SZ)=0x${(64 - bits).toString(16)}`]),
    'KERNELOFFSET=0',
  ];
  const head = `\x7fELF\x02\x01${'\0'.repeat(300)}CORE\0\0\0\0VMCOREINFO\0\0`;
  return Buffer.from(`${head}${lines.join('\n')}\n\0\0\0\xff\xfea secret\n`, 'latin1');
};

/** Puts /proc, /sys and /boot of a recorded machine below `root`, as they were when the recording began. */
export const writeRecordedTree = (root: string, trace: Trace, seen: Observation): void => {
  const put = (path: string, content: string | Uint8Array): void => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  const [system = '', release = '', architecture = ''] = trace.kernel.split(' ');
  put('/proc/sys/kernel/ostype', `${system}\n`);
  put('/proc/sys/kernel/osrelease', `${release}\n`);
  put('/proc/sys/kernel/arch', `${architecture}\n`);
  put('/proc/cmdline', `${seen.cmdline}\n`);
  put('/proc/iomem', seen.iomem);
  put('/proc/zoneinfo', zoneinfo(seen.zones));
  put('/proc/cpuinfo', 'processor\t: 0\nflags\t\t: fpu hypervisor\n\nprocessor\t: 1\n');
  put(`/boot/config-${release}`, kernelConfig(trace));
  put('/proc/kcore', kcore(trace, release));
  put('/proc/self/smaps', 'KernelPageSize:        4 kB\n');
  put(
    '/var/log/dmesg',
    seen.dmesg.map((line, index) => `[    0.${`${index}`.padStart(6, '0')}] ${line}\n`).join(''),
  );
  put(`/boot/vmlinuz-${release}`, kernelFile(trace));
  for (const [path, value] of Object.entries(seen.sys)) put(path, `${value}\n`);
  for (const [path, bytes] of seen.files) put(path, bytes);
  for (const [name, { node = 'node0', ...values }] of Object.entries(seen.blocks)) {
    const block = `/sys/devices/system/memory/${name}`;
    for (const [file, value] of Object.entries(values)) put(`${block}/${file}`, `${value}\n`);
    put(`${block}/${node}/meminfo`, '');
  }
  for (const { index, ...values } of seen.firmwareMap ?? []) {
    for (const [file, value] of Object.entries(values)) {
      put(`/sys/firmware/memmap/${index}/${file}`, `${value}\n`);
    }
  }
  for (const { cpu, address, size } of trace.crash_notes) {
    put(`/sys/devices/system/cpu/${cpu}/crash_notes`, `${address}\n`);
    put(`/sys/devices/system/cpu/${cpu}/crash_notes_size`, `${size}\n`);
  }
  if (trace.vmcoreinfo !== undefined) put('/sys/kernel/vmcoreinfo', `${trace.vmcoreinfo}\n`);
};
