import type { KexecImage, KexecSegment, Machine, MemoryState } from '@warmboot/core';
import type { World } from '../actor/world.js';
import { Interner } from './interner.js';

/**
 * What makes two worlds the same state, as a row of numbers: one for each part of the machine, then one for what each
 * actor knows.
 *
 * The layout's generation is a counter, and no two orders of events would ever meet again if it counted. What anything
 * asks of it is whether an image is as old as the layout, so that is what is kept. Nor do the contents of memory count:
 * nobody here writes any but by loading, so they follow from the images.
 */
export class Identity {
  readonly #interner = new Interner(visible);
  readonly #layouts = new WeakMap<MemoryState, object>();
  readonly #images = new WeakMap<KexecImage, { readonly fresh: object; readonly stale: object }>();

  /** Different parts seen so far. */
  get parts(): number {
    return this.#interner.size;
  }

  row({ machine, locals }: World): number[] {
    const {
      platform,
      kernel,
      iomem,
      memory,
      firmwareMap,
      memblock,
      kexec,
      files,
      hotplugBy,
      halted,
      contents: _,
      ...rest
    } = machine;
    const { normal, crash, ...rules } = kexec;
    const number = (value: unknown): number => this.#interner.number(value);
    return [
      number(platform),
      number(kernel),
      number(iomem),
      number(this.#layout(memory)),
      number(firmwareMap),
      number(memblock),
      number(rules),
      number(this.#image(normal, memory)),
      number(this.#image(crash, memory)),
      number(files),
      number(hotplugBy),
      number(halted),
      number(rest),
      ...locals.map(number),
    ];
  }

  #layout(memory: MemoryState): object {
    const known = this.#layouts.get(memory);
    if (known !== undefined) return known;
    const { generation: _, ...layout } = memory;
    this.#layouts.set(memory, layout);
    return layout;
  }

  #image(image: KexecImage | undefined, { generation, blockSize }: MemoryState): object | undefined {
    if (image === undefined) return undefined;
    let forms = this.#images.get(image);
    if (forms === undefined) {
      const { layoutGeneration: _, ...ageless } = image;
      const form = this.#form(ageless, blockSize);
      forms = { fresh: { ...form, fresh: true }, stale: { ...form, fresh: false } };
      this.#images.set(image, forms);
    }
    return image.layoutGeneration === generation ? forms.fresh : forms.stale;
  }

  /** An image without its age; of the pages that hold it, the blocks that they keep from going offline. */
  #form({ pages, segments, ...image }: Omit<KexecImage, 'layoutGeneration'>, blockSize: number): object {
    const held = [...pages.reserved].flatMap(({ start, end }) => [
      Math.floor(start / blockSize),
      Math.floor((end - 1) / blockSize),
    ]);
    return { ...image, held: [...new Set(held)], segments: segments.map(withoutDerived) };
  }
}

/** A hand-over's contents are its bytes. */
const withoutDerived = (segment: KexecSegment): object => {
  if (segment.bytes === undefined) return segment;
  const { content: _, ...rest } = segment;
  return rest;
};

/** An actor may remember a machine as it saw it; of that, only what user space sees counts. */
const visible = (value: object): object => {
  if (!isMachine(value)) return value;
  const { iomem, firmwareMap, kernel, files, kexec, platform } = value;
  return { iomem, firmwareMap, kernel, files, crashRegion: kexec.crashRegion, bootRam: platform.bootRam };
};

const isMachine = (value: object): value is Machine => 'iomem' in value && 'kexec' in value;
