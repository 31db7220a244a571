import type { Policy } from '../contract/policy.js';

/** Linux before 5.8, as the thread began: what a driver brings is System RAM like any other. */
export const driversPlain: Policy = {
  name: 'drivers-plain',
  id: 'P10b',
  summary: 'memory of drivers is plain "System RAM", as before 5.8',
  origin: 'Linux when the thread began: virtio-mem was about to be merged',
  objection: 'David Hildenbrand: kexec puts images where the driver takes memory back',
  upstream: 'so until 5.8; P10 is what mainline does since',
  nameHotAdded: ({ driver }) => (driver === undefined ? undefined : 'System RAM'),
};
