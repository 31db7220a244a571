import type { PhysAddr } from '@warmboot/address';
import type { FileLoader, KexecBuffers, LoadRequest, Machine, Result } from '@warmboot/core/plugin';
import { done, fileLoad, refuse, refuseAloud } from '@warmboot/core/plugin';
import { FlatTree } from '@warmboot/devicetree';
import { withKernelHandover } from '@warmboot/devicetree/linux';
import { isPpcImage, requirePpcImage } from './image.js';
import { FDT_FILE, PAGE_SIZE } from './layout.js';
import { readTree } from './tree.js';

/**
 * elf64_load(): kernel and initrd as low as they fit, purgatory and tree as high, all in the RMA. The tree is that with which
 * this kernel was started: blocks that came since are not assigned in it. arch/powerpc/kexec/elf_64.c
 */
const load = (machine: Machine, request: LoadRequest, buffers: KexecBuffers): Result<PhysAddr> => {
  const { kernel, kernelPurgatory, cmdline, randomReady, seed, type } = request;
  if (type === 'crash') return refuse('ENOTSUP', 'crash images are not modelled for ppc64le');
  const fdt = machine.files.get(FDT_FILE);
  if (fdt === undefined) return refuse('EINVAL', 'Error setting up the new device tree.');
  const rma = readTree(FlatTree.open(fdt).toBytes()).memory[0]?.range.end ?? 0;
  const low = { align: PAGE_SIZE, min: 0, max: rma - 1, topDown: false };
  const high = { ...low, topDown: true };
  const { filesz, memsz } = requirePpcImage(kernel);
  const placed = buffers.add({ kind: 'kernel', bufsz: filesz, memsz, ...low });
  if (!placed.ok) return placed;
  if (kernelPurgatory === undefined) return refuseAloud('ENOEXEC', 'Loading purgatory failed.');
  const entry = buffers.add({ kind: 'purgatory', ...kernelPurgatory, ...high });
  if (!entry.ok) return entry;
  const initrd = fileLoad.addInitrd(buffers, request, low);
  if (!initrd.ok) return initrd;
  const told = { cmdline, initrd: initrd.value, crash: undefined, randomReady, seed, pageSize: PAGE_SIZE };
  const tree = withKernelHandover(fdt, told);
  if (tree === undefined) return refuse('EINVAL', 'Error setting up the new device tree.');
  const blob = fileLoad.addBlob(buffers, 'dtb', tree.pack().toBytes(), high);
  return blob.ok ? entry : blob;
};

/** kexec_file_load on ppc64: its purgatory only sets registers. */
export const fileLoader: FileLoader = {
  verifiesDigest: false,
  probe: (_machine, kernel) =>
    isPpcImage(kernel) ? done : refuse('ENOEXEC', `ppc64le loads ELF files, not ${kernel.format}`),
  load,
};
