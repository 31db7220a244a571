import type { BootFirmware, BootServiceCall, BootServices, Machine } from '@warmboot/core';
import { addressNames } from '@warmboot/core';
import { hex } from '@warmboot/address';

import { FormatError } from '@warmboot/format';
import { withNearest } from '../words/schema-words.js';
import type { Resolved } from './resolved.js';
import { refusedByPlatform } from './answer.js';
import type { BootServicesVerb } from '../written/verb.js';
import type { Answer } from './step-record.js';

/**
 * The firmware of a machine as it was before the first kernel, and the boot loaders that talk to it: each knows the key
 * of the map that it read last.
 */
export class Loaders {
  readonly #firmware: BootFirmware;
  readonly #keys = new Map<string, number>();
  readonly #file: string;
  #services: BootServices;

  /** @throws FormatError for a machine whose firmware has no boot services */
  constructor(known: readonly BootFirmware[], { platform, files }: Machine, file: string) {
    for (const firmware of known) {
      const services = firmware.open(platform.bootRam, files);
      if (services === undefined) continue;
      this.#firmware = firmware;
      this.#services = services;
      this.#file = file;
      return;
    }
    const allowed = `one with boot services (${known.map(({ name }) => name).join(', ')}): firmware: efi`;
    throw new FormatError({
      format: 'scenario',
      file,
      field: 'machine.firmware',
      found: 'one without boot services',
      allowed,
    });
  }

  resolve(verb: BootServicesVerb): Resolved {
    switch (verb.kind) {
      case 'get-memory-map': {
        const call = this.#after(this.#services.getMemoryMap());
        if (call.map === undefined) return answered(failed(call));
        const { key, entries } = call.map;
        this.#keys.set(verb.loader, key);
        const size = entries === 1 ? '1 entry' : `${entries} entries`;
        return answered({ ok: true, detail: [`key ${key}`, size] });
      }
      case 'allocate-pages':
        return answered(this.#allocate(verb));
      case 'exit-boot-services': {
        const key = this.#keys.get(verb.loader);
        if (key === undefined) {
          return { refused: refusedByPlatform('ENOENT', `${verb.loader} has not read the memory map`) };
        }
        const call = this.#after(this.#services.exitBootServices(key));
        if (call.status !== 'SUCCESS') return answered(failed(call));
        return answered({ ok: true, detail: ['the loader has the machine'] });
      }
    }
  }

  #allocate({ type, size }: Extract<BootServicesVerb, { kind: 'allocate-pages' }>): Answer {
    const { kinds, name } = this.#firmware;
    if (!kinds.includes(type)) {
      throw new FormatError({
        format: 'scenario',
        file: this.#file,
        field: 'the type of allocate-pages',
        found: JSON.stringify(type),
        allowed: `a type of memory that ${name} knows: ${withNearest('type', type, kinds)}`,
      });
    }
    const call = this.#after(this.#services.allocatePages(type, addressNames.size(size)!));
    if (call.pages === undefined) return failed(call);
    return { ok: true, detail: [`${hex(call.pages.start)}-${hex(call.pages.end - 1)}`] };
  }

  #after(call: BootServiceCall): BootServiceCall {
    this.#services = call.services;
    return call;
  }
}

const answered = (answer: Answer): Resolved => ({ actions: [], answer });

/** What the firmware did not do, with the status as the caller sees it. */
const failed = ({ status, code, reason = 'nothing says why' }: BootServiceCall): Answer => ({
  ok: false,
  ...(status === undefined ? {} : { status }),
  reason: code === undefined ? reason : `0x${code.toString(16)}: ${reason}`,
});
