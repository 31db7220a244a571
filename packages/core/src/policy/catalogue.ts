import { avoidMovable } from './avoid-movable.js';
import { blockHotplug } from './block-hotplug.js';
import { crashHeaderFollows } from './crash-header-follows.js';
import { crashRegionStays } from './crash-region-stays.js';
import { driverManaged } from './driver-managed.js';
import { driverManagedDimms } from './driver-managed-dimms.js';
import { driversPlain } from './drivers-plain.js';
import { hotpluggedSystemRam } from './hotplugged-system-ram.js';
import { loadAndExec } from './load-and-exec.js';
import { mapGenerationCheck } from './map-generation-check.js';
import { mapGenerationWarning } from './map-generation-warning.js';
import { noFirmwareMapEntry } from './no-firmware-map-entry.js';
import { none } from './none.js';
import { notifierAsPosted } from './notifier-as-posted.js';
import { notifierCorrected } from './notifier-corrected.js';
import { notifierTrylock } from './notifier-trylock.js';
import type { Policy } from '../contract/policy.js';
import { preferFileLoad } from './prefer-file-load.js';
import { providerFilter } from './provider-filter.js';
import { refuseWithHotAdded } from './refuse-with-hot-added.js';
import { reservedDestinations } from './reserved-destinations.js';
import { reservedStagingPages } from './reserved-staging-pages.js';
import { resourceName, resourceNameDriverManaged } from './resource-name.js';
import { searchAbove2G } from './search-above-2g.js';
import { searchTopDown } from './search-top-down.js';
import { udevReload } from './udev-reload.js';
import { unloadAndHold } from './unload-and-hold.js';
import { unloadOnHotplug } from './unload-on-hotplug.js';
import { unloadOnRemove } from './unload-on-remove.js';
import { updatedKexecMap } from './updated-kexec-map.js';
import { updatedMemoryMap } from './updated-memory-map.js';
import { validateAtCopy } from './validate-at-copy.js';
import { validateAtExec } from './validate-at-exec.js';
import { validateAtExecPresent } from './validate-at-exec-present.js';
import { validateAtLoad } from './validate-at-load.js';
import { vetoRemove } from './veto-remove.js';

/** The policies that come with the kernel model, in the order of the specification's list (core 8.3). */
export const POLICIES: readonly Policy[] = [
  none,
  notifierAsPosted,
  notifierCorrected,
  notifierTrylock,
  resourceName,
  resourceNameDriverManaged,
  hotpluggedSystemRam,
  reservedStagingPages,
  reservedDestinations,
  validateAtExec,
  validateAtExecPresent,
  validateAtCopy,
  validateAtLoad,
  udevReload,
  avoidMovable,
  providerFilter,
  unloadOnHotplug,
  unloadAndHold,
  unloadOnRemove,
  blockHotplug,
  driverManaged,
  driverManagedDimms,
  driversPlain,
  vetoRemove,
  loadAndExec,
  mapGenerationCheck,
  mapGenerationWarning,
  updatedMemoryMap,
  updatedKexecMap,
  noFirmwareMapEntry,
  refuseWithHotAdded,
  searchAbove2G,
  searchTopDown,
  preferFileLoad,
  crashHeaderFollows,
  crashRegionStays,
];
