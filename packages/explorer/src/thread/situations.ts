import type { Situation } from '../campaign/situation.js';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** Two blocks of the usual 128 MiB: enough for one to go while the other stays. */
const DIMM = 256 * MiB;

const plugged = [{ plug: 'dimm1', online: 'online_movable' }] as const;
const takeOut = { actor: 'platform', options: { program: [{ eject: 'dimm1' }] } } as const;
const worker = { actor: 'hotplug' } as const;
const intoDimm = { actor: 'loader', options: { within: 'dimm1' } } as const;
const jump = { actor: 'exec' } as const;
const reload = { actor: 'udev', options: {} } as const;

/** What the thread argued about, each danger on a stage of its own. */
export const THREAD: readonly Situation[] = [
  {
    name: 'race',
    story: 'A kernel is loaded into a DIMM while the DIMM is taken out; then somebody executes it.',
    devices: { dimm1: { size: DIMM } },
    before: plugged,
    cast: [intoDimm, takeOut, worker, reload, jump],
  },
  {
    name: 'never-executed',
    story: 'A kernel is loaded into a DIMM, nobody ever executes it, and the DIMM is asked for.',
    devices: { dimm1: { size: DIMM } },
    before: plugged,
    cast: [intoDimm, takeOut, worker],
  },
  {
    name: 'offline-but-present',
    story: 'A DIMM is plugged and never brought online; kexec takes it, and it goes without a word.',
    devices: { dimm1: { size: DIMM } },
    before: [{ plug: 'dimm1' }],
    cast: [intoDimm, takeOut, worker, reload, jump],
  },
  {
    name: 'stays',
    story: 'A kernel is loaded into a DIMM that stays; an administrator may take any block offline.',
    devices: { dimm1: { size: DIMM } },
    before: plugged,
    cast: [intoDimm, { actor: 'administrator', options: { program: [{ 'offline-any-of': 'dimm1' }] } }, jump],
  },
  {
    name: 'elsewhere',
    story: 'A kernel is loaded into boot memory, and a DIMM that it does not use is taken out.',
    devices: { dimm1: { size: DIMM } },
    before: plugged,
    cast: [{ actor: 'loader', options: { within: 'boot' } }, takeOut, worker, reload, jump],
  },
  {
    name: 'file-load',
    story: 'The kernel itself places the image with kexec_file_load, and a DIMM comes and goes.',
    devices: { dimm1: { size: DIMM } },
    before: plugged,
    cast: [{ actor: 'loader', options: { path: 'kexec_file_load' } }, takeOut, worker, reload, jump],
  },
  {
    name: 'plug-after-load',
    story: 'A kernel is loaded, and a DIMM is plugged and brought online before it is executed.',
    devices: { dimm1: { size: DIMM } },
    cast: [
      { actor: 'loader', options: {} },
      { actor: 'platform', options: { program: [{ insert: 'dimm1' }] } },
      worker,
      { actor: 'administrator', options: { program: [{ online: 'dimm1' }] } },
      reload,
      jump,
    ],
  },
  {
    name: 'cover',
    story: 'One segment begins in boot memory and covers a DIMM to its last byte.',
    machine: { memory: 4 * GiB },
    devices: { dimm1: { size: DIMM } },
    before: plugged,
    cast: [{ actor: 'raw-loader', options: { at: 'dimm1-64M', size: '320M' } }, takeOut, worker, jump],
  },
  {
    name: 'adjacent',
    story: 'One segment ends where a DIMM begins.',
    machine: { memory: 4 * GiB },
    devices: { dimm1: { size: DIMM } },
    before: plugged,
    cast: [{ actor: 'raw-loader', options: { at: 'dimm1-4M', size: '4M' } }, takeOut, worker],
  },
  {
    name: 'virtio-mem',
    story: 'The memory of a driver is a destination, and the driver takes it back.',
    devices: { dimm1: { size: DIMM, driver: 'virtio_mem' } },
    before: plugged,
    cast: [intoDimm, takeOut, worker, jump],
  },
  {
    name: 'kdump',
    story: 'A crash image is loaded, memory comes, and the kernel panics.',
    machine: { append: 'crashkernel=128M' },
    devices: { dimm1: { size: DIMM } },
    cast: [
      { actor: 'kdump', options: { path: 'kexec_file_load' } },
      { actor: 'platform', options: { program: [{ insert: 'dimm1' }] } },
      worker,
      { actor: 'administrator', options: { program: [{ online: 'dimm1' }] } },
      { actor: 'crash' },
    ],
  },
  {
    name: 'kdump-tools',
    story: 'The same with kexec_load, and memory that was there before.',
    machine: { append: 'crashkernel=128M' },
    devices: { dimm1: { size: DIMM } },
    before: plugged,
    cast: [{ actor: 'kdump', options: {} }, takeOut, worker, { actor: 'crash' }],
  },
];
