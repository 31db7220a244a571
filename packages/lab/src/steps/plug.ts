import { addressNames } from '@warmboot/core';
import type { StepOf } from './step.js';
import { hexText } from './stage.js';
import type { Stage } from './stage.js';

/** How long a kernel may take to say that it took a device, or not, in milliseconds. */
const PATIENCE = 60_000;
/** And one that has no driver for it, and says nothing. */
const SHORT_PATIENCE = 5000;

/** The object behind a device: `dimm1` is backed by `mem1`. */
const backendOf = (id: string): string => id.replace(/^dimm/, 'mem');

/** A kernel that took a device, or not, reports it to the firmware: the platform passes that on. ACPI 6.5, _OST */
const reported = async ({ guest, facts }: Stage, id: string, since: number): Promise<void> => {
  const end = Date.now() + (facts.takesDimms === false ? SHORT_PATIENCE : PATIENCE);
  while (Date.now() < end) {
    const found = guest.qmp.events.slice(since).some(({ event, data }) => {
      const info = data?.['info'] as { readonly device?: string } | undefined;
      return event === 'ACPI_DEVICE_OST' && info?.device === id;
    });
    if (found) return;
    await guest.qmp.nextEvent(Math.max(1, end - Date.now()));
  }
};

/** QMP's object-add and device_add. */
export const plug: StepOf<'plug'> = async function* (verb, stage) {
  const { id, node = 0, at, slot } = verb;
  const { qmp } = stage.guest;
  const size = addressNames.size(verb.size)!;
  const since = qmp.events.length;
  const backend = { 'qom-type': 'memory-backend-ram', id: backendOf(id), size };
  const made = await qmp.execute('object-add', backend);
  const device = {
    driver: 'pc-dimm',
    id,
    memdev: backendOf(id),
    node,
    ...(at === undefined ? {} : { addr: Number(stage.address(at)) }),
    ...(slot === undefined ? {} : { slot }),
  };
  const answer = 'error' in made ? made : await qmp.execute('device_add', device);
  if ('error' in answer && 'return' in made) await qmp.execute('object-del', { id: backendOf(id) });
  else if ('return' in answer) await reported(stage, id, since);
  const devices = await stage.devices();
  const placed = devices.find(({ data }) => data.id === id)?.data;
  if (placed !== undefined) stage.remember(id, Number(placed['addr']), size);
  yield {
    arguments: {
      action: 'dimm-add',
      id,
      size,
      ...(placed === undefined
        ? { node }
        : {
            address: hexText(Number(placed['addr'])),
            node: Number(placed['node']),
            slot: Number(placed['slot']),
          }),
    },
    result: { qmp: answer, devices },
  };
};
