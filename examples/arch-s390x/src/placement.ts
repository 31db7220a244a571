import type { AddressRange } from '@warmboot/address';
import { alignUp, MiB, rangeAt } from '@warmboot/address';
import type { LoadRequest, Machine, ToolRun, UserSpaceLoader } from '@warmboot/core/plugin';
import { resources, toolRun } from '@warmboot/core/plugin';
import { isS390Image, requireImage, type S390Image } from './image.js';
import { IMAGE_START, INITRD_MIN, PARAMETERS_AT } from './layout.js';
import { writeParameters } from './parameters.js';

/** Bytes of a command line, its end included. kexec-tools: COMMAND_LINESIZE, whatever the kernel takes */
const COMMAND_LINE_SIZE = 896;

/** Lines of /proc/iomem that are `System RAM` and nothing more, as they stand. get_memory_ranges() */
const systemRam = ({ iomem }: Machine): readonly AddressRange[] =>
  [...resources.preorder(iomem.root)]
    .map(({ resource }) => resource)
    .filter(({ name }) => name === 'System RAM')
    .map(({ start, end }) => ({ start, end }));

/** image_s390_load(): everything has its place, and what is told to the kernel is written into its file. */
class Load implements ToolRun {
  readonly tool: toolRun.Load;
  readonly #request: LoadRequest;

  constructor(machine: Machine, request: LoadRequest) {
    this.#request = request;
    this.tool = new toolRun.Load({
      ram: systemRam(machine),
      bounds: request,
      pageSize: machine.memory.pageSize,
      align: 0,
      direction: 'lowest',
    });
  }

  /** @returns the entry point */
  run(): number {
    const { kernel, initrd, cmdline, type } = this.#request;
    // elf32 headers and a purgatory of its own: nothing of that is here.
    if (type === 'crash') throw new toolRun.LoaderFailed('crash kernels are not modelled on s390x');
    const image = requireImage(kernel);
    if (cmdline.length + 1 > COMMAND_LINE_SIZE) throw new toolRun.LoaderFailed('Command line too long.');
    const initrdAt = initrd && rangeAt(alignUp(Math.max(INITRD_MIN, image.fileSize), MiB), initrd.fileSize);
    const bytes = withParameters(image, writeParameters({ initrd: initrdAt, cmdline }, COMMAND_LINE_SIZE));
    const bufsz = bytes.length;
    this.tool.addSegment(IMAGE_START, { kind: 'kernel', bufsz, memsz: bufsz, bytes });
    if (initrdAt !== undefined) {
      const size = initrdAt.end - initrdAt.start;
      this.tool.addSegment(initrdAt.start, { kind: 'initrd', bufsz: size, memsz: size });
    }
    return IMAGE_START;
  }
}

/** The file from its start on, as far as somebody has it, with the tool's words in it. */
const withParameters = ({ content, fileSize }: S390Image, parameters: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(fileSize - IMAGE_START);
  content?.read(IMAGE_START, bytes);
  const at = PARAMETERS_AT - IMAGE_START;
  bytes.set(parameters.subarray(0, Math.max(0, bytes.length - at)), at);
  return bytes;
};

/** `kexec -c` of kexec-tools for s390: it searches nothing, and checks no digest. */
export const userSpaceLoader: UserSpaceLoader = {
  fileTypesOf: (kernel) => (isS390Image(kernel) ? ['image'] : []),
  load: (machine, request) => {
    const load = toolRun.run(new Load(machine, request), request);
    return load.ok ? { ...load, verifiesDigest: false } : load;
  },
};
