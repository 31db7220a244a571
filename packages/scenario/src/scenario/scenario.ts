import type { MachineDescription, ToolSizes, PerArchitecture } from '../written/machine-description.js';
import type { Verb } from '../written/verb.js';
import type { Expectation } from '../written/expectation.js';
import type { BootDevice } from '../written/verb.js';
import type { BlockText, KernelRecord, SizeText } from '@warmboot/core';
import type { ExploreSection } from './explore-section.js';

/** One thing that happens. */
export interface ScenarioStep {
  readonly verb: Verb;
  /** Why it happens, for people. */
  readonly note?: string;
  /** Who does it, for people. */
  readonly by?: string;
  /**
   * Blocks in which the kernel has a page of its own from this step on, in a kernel zone: they cannot leave. Absent where
   * nobody says, and the empty list says that it has none where it matters.
   */
  readonly unmovable?: readonly BlockText[];
  /** Only on these architectures; everywhere where absent. */
  readonly only?: readonly string[];
  readonly expect: readonly Expectation[];
  /** Line of the file. */
  readonly line: number;
}

/** A story about one machine, read and checked. */
export interface Scenario {
  readonly name: string;
  readonly story?: string;
  /** The file it came from, for messages and for what is relative to it. */
  readonly file: string;
  /** Plugins that it needs beside those that are always there: package names, or paths relative to its file. */
  readonly plugins: readonly string[];
  readonly machine: MachineDescription;
  /** What differs on single architectures. */
  readonly machineOn: Readonly<Record<string, MachineDescription>>;
  /** Memory devices that are there when the machine is switched on. */
  readonly bootDevices: readonly BootDevice[];
  /** The architectures that its board is of; undefined when the machine can be of any. */
  readonly boardOf: readonly string[] | undefined;
  readonly kernel: Readonly<Record<string, KernelRecord>>;
  /** Bytes of the initrd; `false` for none. */
  readonly initrd?: PerArchitecture<SizeText | false>;
  readonly tools: Readonly<Record<string, ToolSizes>>;
  /** The kernel profile; that of the release where absent. */
  readonly profile?: string;
  /** The release of the kernel, as `uname -r` prints it; it picks the profile where none is named. */
  readonly release?: string;
  /** Architectures on which it is played, unless the player chooses others; all where absent. */
  readonly arch?: readonly string[];
  /** Policies in force, in order, unless the player chooses others. */
  readonly policy: readonly string[];
  /** Whether the udev rule of a policy in force acts by itself after each step. */
  readonly udev: boolean;
  /** What `warmboot explore` tries; all orders of the steps where absent. */
  readonly explore?: ExploreSection;
  readonly steps: readonly ScenarioStep[];
  /** What holds at the end. */
  readonly expect: readonly Expectation[];
}
