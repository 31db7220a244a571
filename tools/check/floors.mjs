/*
 * The rooms of packages, from the ground up. A room is a folder of `src`, or a file beside the folders. It imports itself
 * and rooms of lower floors, types included; rooms on one floor do not know each other.
 */

/** By package: its floors, each with its rooms. The index is above them all. */
const FLOORS = {
  core: [
    ['address'],
    ['answer'],
    ['resource', 'physical'],
    ['device', 'memory', 'image'],
    ['machine'],
    ['contract'],
    ['hotplug', 'crash'],
    ['drivers'],
    ['boot'],
    ['kexec'],
    ['userspace'],
    ['policy'],
    ['observation'],
    ['kernel'],
    ['entry'],
    ['plugin'],
  ],
  'arch-arm64': [
    ['formats'],
    ['facts'],
    ['handover'],
    ['load', 'cold-start'],
    ['boot'],
    ['architecture'],
    ['plugin'],
  ],
  'arch-x86': [
    ['formats'],
    ['facts'],
    ['handover'],
    ['load', 'cold-start'],
    ['boot'],
    ['architecture'],
    ['plugin'],
  ],
  scenario: [
    ['words'],
    ['written'],
    ['facts'],
    ['qemu', 'capture'],
    ['trace'],
    ['scenario'],
    ['load', 'comparison'],
  ],
  explorer: [
    ['model'],
    ['actors', 'state'],
    ['properties'],
    ['search'],
    ['counterexample'],
    ['campaign'],
    ['report'],
    ['explore'],
  ],
  lab: [
    ['failure'],
    ['board'],
    ['initramfs', 'qemu'],
    ['cache', 'guest'],
    ['memory', 'observe'],
    ['steps'],
    ['record'],
    ['verify', 'fidelity'],
    ['confirm'],
  ],
  answers: [
    ['text', 'framework'],
    ['capture', 'crashkernel', 'explain', 'explore', 'load'],
    ['inspect'],
    ['bytes'],
  ],
  studio: [
    ['link', 'vite-env.d'],
    ['worker', 'page'],
    ['player'],
    ['editor'],
    ['story', 'verdicts', 'bring'],
    ['app'],
  ],
  picture: [['map'], ['story'], ['draw'], ['page']],
  conformance: [
    ['check'],
    ['architecture'],
    ['part-subject'],
    ['actor', 'firmware', 'policy', 'property'],
    ['describe'],
  ],
  cli: [
    ['print'],
    ['capture', 'plugins'],
    ['session'],
    ['lab'],
    ['compare', 'completion', 'explore', 'inspect', 'load', 'new', 'studio'],
    ['command'],
    ['program'],
    ['main'],
  ],
};

const rooms = (names) => `(${names.join('|')})(/|\\.ts$)`;

/** One rule a floor, and one by which every room has a floor. */
const rulesOf = (name, floors) => {
  const sources = `^packages/${name}/src/`;
  const listed = [...floors.flat(), 'index'];
  return [
    ...floors.map((floor, index) => ({
      name: `${name}-floor-${index}`,
      comment: `${floor.join(', ')}: imports lower floors alone`,
      severity: 'error',
      from: { path: `${sources}${rooms(floor)}` },
      to: { path: sources, pathNot: `${sources}${rooms([...floors.slice(0, index).flat(), '$1'])}` },
    })),
    {
      name: `${name}-rooms-have-floors`,
      comment: 'A new room takes its place in tools/check/floors.mjs.',
      severity: 'error',
      from: { path: sources, pathNot: `${sources}${rooms(listed)}` },
      to: {},
    },
  ];
};

/** Rules for dependency-cruiser. */
export const FLOOR_RULES = Object.entries(FLOORS).flatMap(([name, floors]) => rulesOf(name, floors));
