import { plugin as arm64 } from '@warmboot/arch-arm64';
import type { Architecture, WarmbootPlugin } from '@warmboot/core';
import { Framework } from '@warmboot/core';

/** What is wrong, the plugin, and what the kit says to do. */
export type Fault = readonly [title: string, plugin: () => WarmbootPlugin, sentence: RegExp];

export const sound: Architecture = new Framework([arm64]).architectures.get('arm64');

/** arm64 with one fault. */
export const faulty = (change: (architecture: Architecture) => Partial<Architecture>): WarmbootPlugin => {
  const architecture = Object.freeze({ ...sound, ...change(sound) });
  return { ...arm64, name: 'faulty', register: (context) => context.architecture(architecture) };
};
