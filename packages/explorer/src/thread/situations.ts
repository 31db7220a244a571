/* oxlint-disable max-lines -- written by a tool */
import type { Situation } from '../model/situation.js';

/**
 * What the thread argued about, each danger on a stage of its own: the situations of examples/thread.yaml.
 * Written by tools/write-thread.mjs; edit the example.
 */
export const THREAD: readonly Situation[] = [
  {
    name: 'race',
    story: 'A kernel is loaded into a DIMM while the DIMM is taken out; then somebody executes it.',
    machine: {
      memory: 1073741824,
      maxMemory: 17179869184,
      slots: 8,
    },
    devices: {
      dimm1: {
        size: 268435456,
      },
    },
    before: [
      {
        plug: 'dimm1',
        online: 'online_movable',
      },
    ],
    actors: [
      {
        actor: 'loader',
        options: {
          within: 'dimm1',
        },
      },
      {
        actor: 'platform',
        options: {
          program: [
            {
              eject: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'hotplug',
      },
      {
        actor: 'udev',
      },
      {
        actor: 'exec',
      },
    ],
  },
  {
    name: 'never-executed',
    story: 'A kernel is loaded into a DIMM, nobody ever executes it, and the DIMM is asked for.',
    machine: {
      memory: 1073741824,
      maxMemory: 17179869184,
      slots: 8,
    },
    devices: {
      dimm1: {
        size: 268435456,
      },
    },
    before: [
      {
        plug: 'dimm1',
        online: 'online_movable',
      },
    ],
    actors: [
      {
        actor: 'loader',
        options: {
          within: 'dimm1',
        },
      },
      {
        actor: 'platform',
        options: {
          program: [
            {
              eject: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'hotplug',
      },
    ],
  },
  {
    name: 'offline-but-present',
    story: 'A DIMM is plugged and never brought online; kexec takes it, and it goes without a word.',
    machine: {
      memory: 1073741824,
      maxMemory: 17179869184,
      slots: 8,
    },
    devices: {
      dimm1: {
        size: 268435456,
      },
    },
    before: [
      {
        plug: 'dimm1',
      },
    ],
    actors: [
      {
        actor: 'loader',
        options: {
          within: 'dimm1',
        },
      },
      {
        actor: 'platform',
        options: {
          program: [
            {
              eject: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'hotplug',
      },
      {
        actor: 'udev',
      },
      {
        actor: 'exec',
      },
    ],
  },
  {
    name: 'stays',
    story: 'A kernel is loaded into a DIMM that stays; an administrator may take any block offline.',
    machine: {
      memory: 1073741824,
      maxMemory: 17179869184,
      slots: 8,
    },
    devices: {
      dimm1: {
        size: 268435456,
      },
    },
    before: [
      {
        plug: 'dimm1',
        online: 'online_movable',
      },
    ],
    actors: [
      {
        actor: 'loader',
        options: {
          within: 'dimm1',
        },
      },
      {
        actor: 'administrator',
        options: {
          program: [
            {
              'offline-any-of': 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'exec',
      },
    ],
  },
  {
    name: 'elsewhere',
    story: 'A kernel is loaded into boot memory, and a DIMM that it does not use is taken out.',
    machine: {
      memory: 1073741824,
      maxMemory: 17179869184,
      slots: 8,
    },
    devices: {
      dimm1: {
        size: 268435456,
      },
    },
    before: [
      {
        plug: 'dimm1',
        online: 'online_movable',
      },
    ],
    actors: [
      {
        actor: 'loader',
        options: {
          within: 'boot',
        },
      },
      {
        actor: 'platform',
        options: {
          program: [
            {
              eject: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'hotplug',
      },
      {
        actor: 'udev',
      },
      {
        actor: 'exec',
      },
    ],
  },
  {
    name: 'file-load',
    story: 'The kernel itself places the image with kexec_file_load, and a DIMM goes.',
    machine: {
      memory: 1073741824,
      maxMemory: 17179869184,
      slots: 8,
    },
    devices: {
      dimm1: {
        size: 268435456,
      },
    },
    before: [
      {
        plug: 'dimm1',
        online: 'online_movable',
      },
    ],
    actors: [
      {
        actor: 'loader',
        options: {
          path: 'kexec_file_load',
        },
      },
      {
        actor: 'platform',
        options: {
          program: [
            {
              eject: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'hotplug',
      },
      {
        actor: 'udev',
      },
      {
        actor: 'exec',
      },
    ],
  },
  {
    name: 'plug-after-load',
    story: 'A kernel is loaded, and a DIMM is plugged and brought online before it is executed.',
    machine: {
      memory: 1073741824,
      maxMemory: 17179869184,
      slots: 8,
    },
    devices: {
      dimm1: {
        size: 268435456,
      },
    },
    actors: [
      {
        actor: 'loader',
      },
      {
        actor: 'platform',
        options: {
          program: [
            {
              insert: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'hotplug',
      },
      {
        actor: 'administrator',
        options: {
          program: [
            {
              online: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'udev',
      },
      {
        actor: 'exec',
      },
    ],
  },
  {
    name: 'cover',
    story: 'One segment begins in boot memory and covers a DIMM to its last byte.',
    machine: {
      memory: 4294967296,
      maxMemory: 17179869184,
      slots: 8,
    },
    devices: {
      dimm1: {
        size: 268435456,
      },
    },
    before: [
      {
        plug: 'dimm1',
        online: 'online_movable',
      },
    ],
    actors: [
      {
        actor: 'raw-loader',
        options: {
          entry: 'dimm1-64M',
          segments: [
            {
              mem: 'dimm1-64M',
              memsz: '320M',
              bufsz: '4K',
            },
          ],
        },
      },
      {
        actor: 'platform',
        options: {
          program: [
            {
              eject: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'hotplug',
      },
      {
        actor: 'exec',
      },
    ],
  },
  {
    name: 'adjacent',
    story: 'One segment ends where a DIMM begins.',
    machine: {
      memory: 4294967296,
      maxMemory: 17179869184,
      slots: 8,
    },
    devices: {
      dimm1: {
        size: 268435456,
      },
    },
    before: [
      {
        plug: 'dimm1',
        online: 'online_movable',
      },
    ],
    actors: [
      {
        actor: 'raw-loader',
        options: {
          entry: 'dimm1-4M',
          segments: [
            {
              mem: 'dimm1-4M',
              memsz: '4M',
              bufsz: '4K',
            },
          ],
        },
      },
      {
        actor: 'platform',
        options: {
          program: [
            {
              eject: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'hotplug',
      },
    ],
  },
  {
    name: 'virtio-mem',
    story: 'The memory of a driver is a destination, and the driver takes it back.',
    machine: {
      memory: 1073741824,
      maxMemory: 17179869184,
      slots: 8,
    },
    devices: {
      dimm1: {
        size: 268435456,
        driver: 'virtio_mem',
      },
    },
    before: [
      {
        plug: 'dimm1',
        online: 'online_movable',
      },
    ],
    actors: [
      {
        actor: 'loader',
        options: {
          within: 'dimm1',
        },
      },
      {
        actor: 'platform',
        options: {
          program: [
            {
              eject: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'hotplug',
      },
      {
        actor: 'exec',
      },
    ],
  },
  {
    name: 'kdump',
    story: 'A crash image is loaded, memory comes, and the kernel panics.',
    machine: {
      memory: 1073741824,
      maxMemory: 17179869184,
      slots: 8,
      append: 'crashkernel=128M',
    },
    devices: {
      dimm1: {
        size: 268435456,
      },
    },
    actors: [
      {
        actor: 'kdump',
        options: {
          path: 'kexec_file_load',
        },
      },
      {
        actor: 'platform',
        options: {
          program: [
            {
              insert: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'hotplug',
      },
      {
        actor: 'administrator',
        options: {
          program: [
            {
              online: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'crash',
      },
    ],
  },
  {
    name: 'kdump-tools',
    story: 'The same with kexec_load, and memory that was there before.',
    machine: {
      memory: 1073741824,
      maxMemory: 17179869184,
      slots: 8,
      append: 'crashkernel=128M',
    },
    devices: {
      dimm1: {
        size: 268435456,
      },
    },
    before: [
      {
        plug: 'dimm1',
        online: 'online_movable',
      },
    ],
    actors: [
      {
        actor: 'kdump',
      },
      {
        actor: 'platform',
        options: {
          program: [
            {
              eject: 'dimm1',
            },
          ],
        },
      },
      {
        actor: 'hotplug',
      },
      {
        actor: 'crash',
      },
    ],
  },
];
