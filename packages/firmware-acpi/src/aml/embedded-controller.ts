import { AmlError } from './aml-error.js';
import type { AmlInterpreter } from './interpreter.js';
import type { RegionHandler } from './region-handler.js';

/** The two registers of an embedded controller (ACPI 6.4 section 12.2), usually I/O ports 0x66 and 0x62. */
export interface EmbeddedControllerPorts {
  /** EC_SC: bit 0 output buffer full, 1 input buffer full, 5 an event is waiting. */
  readStatus(): number;
  /** EC_SC as it is written: a command. */
  writeCommand(command: number): void;
  /** EC_DATA: what the controller has for the host. */
  readData(): number;
  /** EC_DATA as it is written: what a command takes. */
  writeData(value: number): void;
}

const OUTPUT_FULL = 0x01;
const INPUT_FULL = 0x02;
const EVENT_WAITING = 0x20;

/** Commands (ACPI 6.4 section 12.3). */
const READ = 0x80;
const WRITE = 0x81;
const QUERY = 0x84;

/** Times that the status is read before a controller counts as dead. */
const PATIENCE = 10_000;

const until = (ports: EmbeddedControllerPorts, bit: number, wanted: boolean): void => {
  for (let times = 0; times < PATIENCE; times++) if (((ports.readStatus() & bit) !== 0) === wanted) return;
  throw new AmlError(
    'AE_TIME',
    `the embedded controller kept its status at 0x${ports.readStatus().toString(16)}`,
  );
};

const command = (ports: EmbeddedControllerPorts, code: number): void => {
  until(ports, INPUT_FULL, false);
  ports.writeCommand(code);
};
const give = (ports: EmbeddedControllerPorts, value: number): void => {
  until(ports, INPUT_FULL, false);
  ports.writeData(value);
};
const take = (ports: EmbeddedControllerPorts): number => {
  until(ports, OUTPUT_FULL, true);
  return ports.readData() & 0xff;
};

/** The handler of EmbeddedControl for a controller behind its ports: a byte at a time, low addresses first. */
export const embeddedControllerHandler = (ports: EmbeddedControllerPorts): RegionHandler => ({
  read: (address, width) => {
    let value = 0n;
    for (let byte = 0; byte < width / 8; byte++) {
      command(ports, READ);
      give(ports, (Number(address) + byte) & 0xff);
      value |= BigInt(take(ports)) << BigInt(8 * byte);
    }
    return value;
  },
  write: (address, width, value) => {
    for (let byte = 0; byte < width / 8; byte++) {
      command(ports, WRITE);
      give(ports, (Number(address) + byte) & 0xff);
      give(ports, Number((value >> BigInt(8 * byte)) & 0xffn));
    }
    until(ports, INPUT_FULL, false);
  },
});

/**
 * Asks a controller for its events and runs the query method of each, `_Q00` to `_QFF`; an event without a method is passed
 * over.
 * @param device path of the controller: `\_SB.PCI0.LPCB.EC0`
 * @returns the numbers of the events
 * @throws AmlError of a query method, or AE_TIME of a controller that does not answer
 */
export const deliverControllerEvents = (
  interpreter: AmlInterpreter,
  device: string,
  ports: EmbeddedControllerPorts,
): number[] => {
  const events: number[] = [];
  while ((ports.readStatus() & EVENT_WAITING) !== 0 && events.length < PATIENCE) {
    command(ports, QUERY);
    const event = take(ports);
    if (event === 0) break;
    events.push(event);
    const method = `${device}._Q${event.toString(16).toUpperCase().padStart(2, '0')}`;
    if (interpreter.has(method)) interpreter.evaluate(method);
  }
  return events;
};

/** A controller that is made of nothing but its 256 bytes, for tests. */
export interface FakeEmbeddedController extends EmbeddedControllerPorts {
  readonly bytes: Uint8Array;
  /** Lets an event wait, 1 to 255. */
  raise(event: number): void;
}

/** An embedded controller for tests, with all bytes 0. */
export const fakeEmbeddedController = (): FakeEmbeddedController => {
  const bytes = new Uint8Array(256);
  const events: number[] = [];
  const output: number[] = [];
  let pending: { readonly command: number; address: number | undefined } | undefined;
  return {
    bytes,
    raise: (event) => void events.push(event),
    readStatus: () => (output.length > 0 ? OUTPUT_FULL : 0) | (events.length > 0 ? EVENT_WAITING : 0),
    writeCommand: (code) => {
      pending = { command: code, address: undefined };
      if (code === QUERY) output.push(events.shift() ?? 0);
    },
    readData: () => output.shift() ?? 0xff,
    writeData: (value) => {
      if (pending?.command === READ) output.push(bytes[value] ?? 0);
      else if (pending?.command === WRITE && pending.address === undefined) {
        pending.address = value;
        return;
      } else if (pending?.address !== undefined) bytes[pending.address] = value;
      pending = undefined;
    },
  };
};
