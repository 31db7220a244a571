import { plugin as arm64, serialiseImageHeader } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { describedMachine, Framework, POLICIES } from '@warmboot/core';
import { MiB } from '@warmboot/address';
import type { Situation } from '@warmboot/explorer';
import { ACTOR, PROPERTIES } from '@warmboot/explorer';
import { acpi, plugin as acpiPlugin } from '@warmboot/firmware-acpi/plugin';
import { threadSituations } from '@warmboot/testing';
import {
  describeActor,
  describeArchitecture,
  describeFirmware,
  describePolicy,
  describeProperty,
} from '../src/index.js';

const image = new Uint8Array(8192);
image.set(
  serialiseImageHeader({
    code0: 0x5a4d,
    code1: 0x1400_0000,
    textOffset: 0n,
    imageSize: 0x4f_0000n,
    flags: 10n,
    reserved: [0n, 0n, 0n],
    peHeader: 64,
  }),
);

describeArchitecture(arm64, {
  images: {
    Image: [
      {
        bytes: image,
        record: { text_offset: 0, image_size: 0x4f_0000, flags: 10, pe_header: 64, file_size: 8192 },
      },
    ],
  },
});

/** A file with the ordinary kernel's setup header where the boot protocol puts it. */
const bzImage = (): { readonly bytes: Uint8Array; readonly record: Readonly<Record<string, unknown>> } => {
  const { kernel } = new Framework([x86]).architectures.get('x86_64').referenceMachine!;
  const bytes = new Uint8Array(Number(kernel['file_size']));
  bytes.set(Buffer.from(String(kernel['setup_header_hex']), 'hex'), 0x1f1);
  return { bytes, record: kernel };
};

describeArchitecture(x86, { images: { bzImage: [bzImage()] } });

/** Files of a described machine whose devices are behind ACPI. */
const acpiFiles = (): ReadonlyMap<string, Uint8Array> => {
  const kernel = new Framework([x86, acpiPlugin]).kernel({ architecture: 'x86_64' });
  const made = describedMachine(kernel, {});
  if (!made.ok) throw new Error(made.allowed);
  return made.machine.files;
};

describeFirmware(acpi, { files: acpiFiles() });

for (const policy of POLICIES) describePolicy(policy, { on: x86 });

const DIMM = { size: 256 * MiB };

/** For actors that have nothing to do in the thread without a policy. */
const MORE: readonly Situation[] = [
  {
    name: 'reload',
    story: 'A kernel is loaded, a DIMM comes, and a udev rule loads it anew.',
    devices: { dimm1: DIMM },
    actors: [
      { actor: 'loader' },
      { actor: 'platform', options: { program: [{ insert: 'dimm1' }] } },
      { actor: 'hotplug' },
      { actor: 'udev', options: { always: true } },
    ],
  },
  {
    name: 'capture',
    story: 'A crash kernel is kept loaded while a DIMM comes, and the kernel panics.',
    machine: { append: 'crashkernel=128M' },
    devices: { dimm1: DIMM },
    actors: [
      { actor: 'kdump', options: {} },
      { actor: 'platform', options: { program: [{ insert: 'dimm1' }] } },
      { actor: 'hotplug' },
      { actor: 'crash' },
    ],
  },
];

const SITUATIONS = [...MORE, ...threadSituations()];

/** For properties whose question does not come up in the kit's own situation. */
const SITUATION_OF: Readonly<Record<string, Situation>> = {
  'vmcore-is-complete': MORE[1]!,
  // Where somebody jumps at last, hardly anybody is ever at an end of his own.
  'unused-image-never-blocks': SITUATIONS.find(({ name }) => name === 'never-executed')!,
  'nobody-waits-for-ever': SITUATIONS.find(({ name }) => name === 'never-executed')!,
};

for (const part of new Framework([]).parts(ACTOR).all()) {
  const situation = SITUATIONS.find(({ actors }) => actors.some(({ actor }) => actor === part.name));
  if (situation === undefined) throw new Error(`no situation has a ${part.name}`);
  describeActor(part, { on: x86, plugins: [acpiPlugin], situation });
}

for (const part of PROPERTIES) {
  const situation = SITUATION_OF[part.name];
  describeProperty(part, {
    on: x86,
    plugins: [acpiPlugin],
    ...(situation === undefined ? {} : { situation }),
  });
}
