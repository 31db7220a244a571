import type { KexecImage, Machine, MemoryState } from '@warmboot/core';
import type { World } from '../actor/world.js';
import { Interner } from './interner.js';

/**
 * What makes two worlds the same state, as a row of numbers: one for each part of the machine, then one for what each
 * actor knows.
 *
 * The layout's generation is a counter, and no two orders of events would ever meet again if it counted. What anything
 * asks of it is whether an image is as old as the layout, so that is what is kept.
 */
export class Identity {
  readonly #interner = new Interner();
  readonly #layouts = new WeakMap<MemoryState, object>();
  readonly #images = new WeakMap<KexecImage, { readonly fresh: object; readonly stale: object }>();
  readonly #sights = new WeakMap<Machine, object>();
  readonly #locals = new WeakMap<object, object>();

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
      ...rest
    } = machine;
    const number = (value: unknown): number => this.#interner.number(value);
    return [
      number(platform),
      number(kernel),
      number(iomem),
      number(this.#layout(memory)),
      number(firmwareMap),
      number(memblock),
      number([kexec.loadDisabled, kexec.crashRegion, kexec.crashLowRegion]),
      number(this.#image(kexec.normal, memory)),
      number(this.#image(kexec.crash, memory)),
      number(files),
      number(hotplugBy),
      number(halted),
      number(rest),
      ...locals.map((local) => number(this.#local(local))),
    ];
  }

  #layout(memory: MemoryState): object {
    const known = this.#layouts.get(memory);
    if (known !== undefined) return known;
    const { generation: _, ...layout } = memory;
    this.#layouts.set(memory, layout);
    return layout;
  }

  #image(image: KexecImage | undefined, { generation }: MemoryState): object | undefined {
    if (image === undefined) return undefined;
    let forms = this.#images.get(image);
    if (forms === undefined) {
      const { layoutGeneration: _, ...content } = image;
      forms = { fresh: { ...content, fresh: true }, stale: { ...content, fresh: false } };
      this.#images.set(image, forms);
    }
    return image.layoutGeneration === generation ? forms.fresh : forms.stale;
  }

  /** An actor may remember a machine as it saw it; of that, only what user space sees counts. */
  #local(local: unknown): unknown {
    if (typeof local !== 'object' || local === null) return local;
    const known = this.#locals.get(local);
    if (known !== undefined) return known;
    const fields = Object.entries(local).map(([name, field]) => [
      name,
      isMachine(field) ? this.#sight(field) : this.#local(field),
    ]);
    const form = Array.isArray(local) ? local : Object.fromEntries(fields);
    this.#locals.set(local, form);
    return form;
  }

  #sight(machine: Machine): object {
    const known = this.#sights.get(machine);
    if (known !== undefined) return known;
    const { iomem, firmwareMap, kernel, files, kexec, platform } = machine;
    const sight = {
      iomem,
      firmwareMap,
      kernel,
      files,
      crashRegion: kexec.crashRegion,
      bootRam: platform.bootRam,
    };
    this.#sights.set(machine, sight);
    return sight;
  }
}

const isMachine = (value: unknown): value is Machine =>
  typeof value === 'object' && value !== null && 'iomem' in value && 'kexec' in value;
