import { addressNames } from '@warmboot/core';
import type { SizeText } from '@warmboot/core';
import type { DoneAction, StepOf } from './step.js';
import type { MemoryDevice, Stage } from './stage.js';

/** A device that has not come to its size is given up when nothing happened for so long, in milliseconds. */
const QUIET = 6000;
const PATIENCE = 120_000;

const sizeOf = (devices: readonly MemoryDevice[], id: string): number =>
  Number(devices.find(({ data }) => data.id === id)?.data['size'] ?? 0);

/** QMP's qom-set of `requested-size`, and the wait for the driver. */
const resize = async (stage: Stage, id: string, text: SizeText): Promise<DoneAction> => {
  const { qmp } = stage.guest;
  const requested = addressNames.size(text)!;
  const answer = await qmp.execute('qom-set', {
    path: `/machine/peripheral/${id}`,
    property: 'requested-size',
    value: requested,
  });
  const end = Date.now() + ('return' in answer ? PATIENCE : 0);
  let [size, changed] = [sizeOf(await stage.devices(), id), Date.now()];
  while (size !== requested && Date.now() < end && Date.now() - changed < QUIET) {
    await qmp.nextEvent(500);
    const now = sizeOf(await stage.devices(), id);
    if (now !== size) [size, changed] = [now, Date.now()];
  }
  return {
    arguments: { action: 'virtio-mem', id, requested },
    result: { qmp: answer, devices: await stage.devices() },
  };
};

/** A device that comes: it was there from the start, and empty; now the host asks for its first memory. */
export const virtioMem: StepOf<'virtio-mem'> = async function* ({ id, requested }, stage) {
  const found = (await stage.devices()).find(({ data }) => data.id === id);
  if (found !== undefined) stage.remember(id, Number(found.data['memaddr']), Number(found.data['max-size']));
  yield await resize(stage, id, requested);
};

export const request: StepOf<'request'> = async function* ({ id, size }, stage) {
  yield await resize(stage, id, size);
};
