import type { InjectionToken } from 'tsyringe';
import type { HotplugFirmware } from '../contract/hotplug-firmware.js';
import type { OpenPageAllocator } from '../contract/page-allocator.js';
import type { NewSha256 } from '../contract/sha256.js';
import type { HotplugProvider } from '../contract/hotplug-provider.js';
import type { MemoryServices } from '../contract/memory-services.js';
import type { PluginAction } from '../contract/plugin-action.js';
import type { KexecExecutor } from '../kexec/executor.js';
import type { KexecLoader } from '../kexec/loader.js';
import type { MemoryDevices } from '../drivers/memory-devices.js';
import type { BlockDevices } from '../hotplug/block-devices.js';
import type { MemoryHotplug } from '../hotplug/memory-hotplug.js';
import type { NotifierChain } from '../hotplug/notifier-chain.js';
import type { Policy } from '../contract/policy.js';
import type { Architecture } from '../contract/architecture.js';
import type { KernelBuild } from '../contract/kernel-build.js';
import type { KernelProfile } from '../contract/profile.js';

/** The architecture of the machine that a container is for. */
export const ARCHITECTURE: InjectionToken<Architecture> = Symbol('Architecture');
/** The kernel binary that the machine runs. */
export const KERNEL_BUILD: InjectionToken<KernelBuild> = Symbol('KernelBuild');
/** The kernel version of that machine. */
export const KERNEL_PROFILE: InjectionToken<KernelProfile> = Symbol('KernelProfile');
/** The policies that were put into its kernel, in order. */
export const POLICIES_IN_FORCE: InjectionToken<readonly Policy[]> = Symbol('PoliciesInForce');
/** Firmware that machines may have, in the order of registration. */
export const HOTPLUG_FIRMWARE: InjectionToken<readonly HotplugFirmware[]> = Symbol('HotplugFirmware');
/** How memory comes and goes beside ACPI, in the order of registration. */
export const HOTPLUG_PROVIDERS: InjectionToken<readonly HotplugProvider[]> = Symbol('HotplugProviders');
/** Actions that plugins brought. */
export const PLUGIN_ACTIONS: InjectionToken<readonly PluginAction[]> = Symbol('PluginActions');
/** What drivers of plugins do to memory. */
export const MEMORY_SERVICES: InjectionToken<MemoryServices> = Symbol('MemoryServices');
/** The page allocator that a load takes its pages from. */
export const PAGE_ALLOCATOR: InjectionToken<OpenPageAllocator> = Symbol('PageAllocator');
/** SHA-256, as purgatories compute it. */
export const SHA256: InjectionToken<NewSha256> = Symbol('Sha256');
/** The ordered memory notifier chain: the architecture's members, then the policies'. */
export const NOTIFIER_CHAIN: InjectionToken<NotifierChain> = Symbol('NotifierChain');
/** drivers/base/memory.c: the state of memory blocks. */
export const BLOCK_DEVICES: InjectionToken<BlockDevices> = Symbol('BlockDevices');
/** mm/memory_hotplug.c: adding and removing memory. */
export const MEMORY_HOTPLUG: InjectionToken<MemoryHotplug> = Symbol('MemoryHotplug');
/** Plugging and unplugging, from the firmware's event to the answer. */
export const MEMORY_DEVICES: InjectionToken<MemoryDevices> = Symbol('MemoryDevices');
/** The loading system calls. */
export const KEXEC_LOADER: InjectionToken<KexecLoader> = Symbol('KexecLoader');
/** The jump, and what it finds. */
export const KEXEC_EXECUTOR: InjectionToken<KexecExecutor> = Symbol('KexecExecutor');
