import { ERRNO, ONLINE_TYPES } from '@warmboot/core';
import { LOAD_PROPERTIES } from './load-schema.js';
import { address, bare, block, count, identifier, object, runName, size, text } from './schema-parts.js';

/** A memory device. */
export const DEVICE = (description: string) =>
  object(
    description,
    {
      id: identifier('Its name.'),
      size: size('Its size.'),
      at: address('Where the board puts it. Default: the next free place, as QEMU chooses it.'),
      node: count('Its NUMA node. Default 0.', 1023),
      slot: count('Its slot. Default: the lowest free one.', 255),
      driver: text('The driver that brings its memory, such as virtio_mem. Default: ACPI, as for a DIMM.'),
    },
    ['id', 'size'],
  );

export const ONLINE_TYPE = {
  type: 'string',
  enum: ONLINE_TYPES.filter((word) => word !== 'offline'),
  description: 'The word written to the state of the blocks.',
} as const;

/**
 * Verbs for the pieces of plug, unplug, online, offline, load and exec: what other programs do may come between two of them.
 * Who writes such a file tells an order of events exactly.
 */
export const PHASE_PROPERTIES = {
  insert: DEVICE('The first half of plug: a memory device answers on the bus, and nobody was told.'),
  attach: identifier('The second half of plug: the kernel hears of the device and adds its memory.'),
  'request-eject': identifier('The platform asks for a device back; the kernel has not begun to answer.'),
  'eject-begin': identifier(
    'The kernel begins to eject a device, and holds device_hotplug_lock until the end.',
  ),
  'eject-remove': identifier('It removes the memory of the device, all of which is offline by now.'),
  'eject-finish': identifier('It evaluates _EJ0: the device is gone, and the lock is free.'),
  'eject-refuse': object(
    'A block refused a second time: the kernel says so, and puts back what it took offline before it gives up.',
    { id: identifier('The device.'), block: block('The block that stays.') },
    ['id', 'block'],
  ),
  'eject-abandon': object(
    'It gives up because of a block that stays, and the lock is free.',
    {
      id: identifier('The device.'),
      block: block('The block that stays.'),
      errno: { type: 'string', enum: Object.keys(ERRNO), description: 'Why it stays.' },
    },
    ['id', 'block', 'errno'],
  ),
  'offline-lock': block(
    'The first half of offline-begin: a block takes its locks and its pages are isolated, and no notifier was asked.',
  ),
  'offline-ask': block(
    'The second half of offline-begin: the notifiers are asked. One that sleeps for a lock makes it wait.',
  ),
  'offline-begin': block('A block begins to go offline: the notifiers are asked.'),
  'offline-finish': block('The block is offline, and the notifiers are told.'),
  'online-lock': block('The first half of online-begin: a block takes its locks, and no notifier was asked.'),
  'online-ask': block(
    'The second half of online-begin: the notifiers are asked. One that sleeps for a lock makes it wait.',
  ),
  'online-begin': block('A block begins to go online: the notifiers are asked.'),
  'online-finish': object(
    'The block is online, and the notifiers are told.',
    { block: block('The block.'), type: ONLINE_TYPE },
    ['block'],
  ),
  'device-online': block('Write 1 to the `online` of a block, as the kernel does to put one back.'),
  'load-begin': object(
    'kexec -l -c reads what memory there is; load-finish makes the system call with what follows from that.',
    { as: runName('The name of this run.'), ...LOAD_PROPERTIES },
    ['as'],
  ),
  'load-choose': runName('It chooses where the segments go. The name of the run.'),
  'load-enter': {
    ...runName(
      'The system call begins and takes the kexec lock. The name of the run, or of one by kexec_file_load.',
    ),
    type: ['string', 'object'],
    properties: {
      as: runName('The name of this run.'),
      call: { type: 'string', enum: ['-s'], description: 'kexec_file_load, which reads nothing beforehand.' },
      ...LOAD_PROPERTIES,
    },
    required: ['as', 'call'],
    additionalProperties: false,
  },
  'load-finish': runName('It makes the system call, or ends the one that it began. The name of the run.'),
  'reboot-begin': bare(
    'The first piece of exec: reboot() takes the kexec lock, and checks what can be checked.',
  ),
  'reboot-shutdown': bare(
    'The second piece of exec: devices are shut down, for which the lock of each is needed: whoever holds one makes it wait.',
  ),
  'reboot-jump': bare('The last piece of exec: the image is copied to where it goes, and jumped into.'),
  'check-loaded': {
    type: ['null', 'string'],
    enum: [null, 'normal', 'crash'],
    description: 'Somebody looks whether an image is loaded. Default: a normal one.',
  },
} as const;
