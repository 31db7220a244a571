import type { KexecImage } from '@warmboot/core';
import type { StepRecord } from './step-record.js';

/** The image that a step loaded, if it loaded one. */
export const imageLoadedAt = ({
  events,
  machine,
}: Pick<StepRecord, 'events' | 'machine'>): KexecImage | undefined => {
  const loaded = events.find((event) => event.type === 'kexec:loaded');
  return loaded && machine.kexec[loaded.image];
};
