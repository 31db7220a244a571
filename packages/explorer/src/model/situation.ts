import type { MachineByDescription, OnlineType, ToldFacts } from '@warmboot/core';
import type { ActorOptions } from './actor.js';

/** A device that may be plugged. */
export type DeviceDescription = DeviceSize & {
  /** The driver that brings its memory; a DIMM behind ACPI where absent. */
  readonly driver?: string;
};

/** How large a device is: in bytes, or in memory blocks of whatever kernel plugs it. */
export type DeviceSize = { readonly size: number } | { readonly blocks: number };

/** One actor of a situation: of which kind, under which name, with which options. */
export interface ActorDeclaration {
  readonly actor: string;
  /** The kind's own name where absent. */
  readonly name?: string;
  readonly options?: ActorOptions;
}

/**
 * A machine, and people who do things to it at the same time. Plain data: it can be sent to a worker and written down.
 * What is left out is the architecture's ordinary machine.
 */
export interface Situation {
  readonly name: string;
  /** What it is about, in a sentence. */
  readonly story: string;
  readonly machine?: MachineByDescription;
  /** What differs on single architectures. */
  readonly machineOn?: Readonly<Record<string, MachineByDescription>>;
  /** What is known of the kernel's build, by architecture, and who told it. */
  readonly facts?: Readonly<Record<string, readonly ToldFacts[]>>;
  /** By name, in the order of their addresses. */
  readonly devices: Readonly<Record<string, DeviceDescription>>;
  /** Devices that are plugged, and perhaps online, before anybody acts. */
  readonly before?: readonly { readonly plug: string; readonly online?: OnlineType }[];
  readonly actors: readonly ActorDeclaration[];
  /** Only on these architectures; on all where absent. */
  readonly only?: readonly string[];
}
