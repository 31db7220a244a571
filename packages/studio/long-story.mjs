// A story as long as tests and measurements of the page want one.

/**
 * A story of one DIMM that goes online and offline.
 * @param {number} steps how many, from 1
 */
export const longStory = (steps) =>
  [
    'name: back and forth',
    'machine: { memory: 1G, maxmem: 8G, slots: 8 }',
    'steps:',
    '  - plug: { id: dimm1, size: 1G }',
    ...Array.from({ length: steps - 1 }, (_, index) =>
      index % 2 === 0 ? '  - online: online_movable' : '  - offline: dimm1',
    ),
    '',
  ].join('\n');
