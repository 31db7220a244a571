import { bytesContent } from '../../packages/core/dist/physical/content.js';
import { generatedContent } from '../../packages/core/dist/physical/generated-content.js';
import { PhysicalMemory } from '../../packages/core/dist/physical/physical-memory.js';
import { relocate } from '../../packages/core/dist/kexec/relocate.js';
import { stageNormal } from '../../packages/core/dist/kexec/image-pages.js';

/** Bytes of the image that is moved and digested. */
export const SIZE = 64 * 2 ** 20;
const PAGE = 4096;

export const generated = generatedContent('image', SIZE);

export const bytes = new Uint8Array(SIZE);
generated.read(0, bytes);

/** An image of one segment that holds {@link bytes}, or what is given. */
export const segmentOf = (content = bytesContent(bytes)) => ({
  kind: 'initrd',
  mem: 4 * SIZE,
  memsz: SIZE,
  bufsz: SIZE,
  content,
});

const platform = {
  bootRam: [{ start: 0, end: 8 * SIZE }],
  dimms: new Map(),
  hotplug: { available: true },
  hypervisor: false,
  nodes: [0],
};

/** As many pages as it takes, and some for lists and code. */
const PAGES = SIZE / PAGE + 100;

/** Pages of which no two that follow each other are neighbours. */
class LonePages {
  #next = 0;

  take() {
    const start = ((this.#next++ * 7919) % PAGES) * PAGE;
    return { start, end: start + PAGE };
  }

  takeBlock() {
    return this.take().start;
  }

  release() {}
}

/** Moves the image, page by page, from where it waits to where it runs. */
export const lonePages = () => {
  const segment = segmentOf();
  const limits = { pageSize: PAGE, controlPageSize: PAGE, memoryLimit: Infinity };
  const staged = stageNormal(new LonePages(), [segment], PhysicalMemory.EMPTY, limits);
  if (!staged.ok) throw new Error(staged.reason);
  const { pages, contents } = staged.value;
  return () => {
    const image = { pages, segments: [segment] };
    const { lost } = relocate(platform, contents, image, { page: 'copy', absent: 'stops' }, PAGE);
    if (lost.length > 0) throw new Error('the image was lost');
  };
};
