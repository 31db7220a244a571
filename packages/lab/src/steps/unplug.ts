import type { QmpEvent } from '../qemu/qmp.js';
import type { StepOf } from './step.js';

const PATIENCE = 120_000;
const SHORT_PATIENCE = 5000;

/** Sources and statuses of _OST. ACPI 6.5, tables 6.62 to 6.64 */
const EJECT_REQUEST = 3;
const SUCCESS = 0;
const EJECTION_IN_PROGRESS = 0x84;

interface Ost {
  readonly source: number;
  readonly status: number;
  readonly device?: string;
  readonly slot?: string;
}

const ostOf = ({ event, data }: QmpEvent): Ost | undefined =>
  event === 'ACPI_DEVICE_OST' ? (data?.['info'] as Ost) : undefined;

/** Whether an event belongs to an ejection. */
const concerns = (event: QmpEvent, id: string): boolean =>
  ostOf(event)?.source === EJECT_REQUEST ||
  (event.event === 'DEVICE_DELETED' && event.data?.['device'] === id) ||
  event.event === 'MEM_UNPLUG_ERROR';

/** Whether the guest has said the last word of an ejection. */
const isLast = (event: QmpEvent): boolean => {
  const status = ostOf(event)?.status;
  return event.event === 'MEM_UNPLUG_ERROR' || (status !== undefined && status !== EJECTION_IN_PROGRESS);
};

/** QMP's device_del: the guest is asked, and answers by events. */
export const unplug: StepOf<'unplug'> = async function* ({ id }, stage) {
  const { qmp } = stage.guest;
  const since = qmp.events.length;
  const ours = (): QmpEvent[] => qmp.events.slice(since).filter((event) => concerns(event, id));
  const answer = await qmp.execute('device_del', { id });
  const end = Date.now() + (stage.facts.takesDimms === false ? SHORT_PATIENCE : PATIENCE);
  if ('return' in answer) {
    while (!ours().some(isLast) && Date.now() < end) await qmp.nextEvent(Math.max(1, end - Date.now()));
  }
  const events = ours();
  const gone = events.some(({ event }) => event === 'DEVICE_DELETED');
  if (gone) await qmp.execute('object-del', { id: id.replace(/^dimm/, 'mem') });
  const ended = gone && events.some((event) => ostOf(event)?.status === SUCCESS);
  yield {
    arguments: { action: 'dimm-del', id },
    result: {
      removed: gone || ended,
      events: events.map(({ event, data }) => ({ event, data })),
    },
  };
};
