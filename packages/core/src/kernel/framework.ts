import type { DependencyContainer } from 'tsyringe';
import { container as root } from './container.js';
import type { HotplugFirmware } from '../contract/hotplug-firmware.js';
import { HOTPLUG_PROVIDER } from '../contract/hotplug-provider.js';
import { PLUGIN_ACTION } from '../contract/plugin-action.js';
import { crashHotplugNotifier } from '../kexec/crash-hotplug.js';
import { KexecExecutor } from '../kexec/executor.js';
import { KexecLoader } from '../kexec/loader.js';
import { FreePages } from '../kexec/free-pages.js';
import type { OpenPageAllocator } from '../contract/page-allocator.js';
import type { NewSha256 } from '../contract/sha256.js';
import { portableSha256 } from '../kexec/sha256.js';
import { KnownAnswers } from '../answer/known-answers.js';
import { Kernel } from './kernel.js';
import { AcpiMemory } from '../drivers/acpi-memory.js';
import { MemoryDevices } from '../drivers/memory-devices.js';
import { KernelMemory } from '../drivers/memory-services.js';
import { PluginProvider } from '../drivers/plugin-provider.js';
import { virtioMemNotifier } from '../drivers/virtio-mem/notifier.js';
import { virtioMemOnlinePages } from '../drivers/virtio-mem/online-pages.js';
import { BlockDevices } from '../hotplug/block-devices.js';
import { DeviceEject } from '../hotplug/eject.js';
import { MemoryHotplug } from '../hotplug/memory-hotplug.js';
import type { MemoryNotifier } from '../contract/memory-notifier.js';
import { NotifierChain } from '../hotplug/notifier-chain.js';
import { OnlinePageSlot } from '../hotplug/online-page.js';
import { POLICIES } from '../policy/catalogue.js';
import type { Policy } from '../contract/policy.js';
import type { Architecture } from '../contract/architecture.js';
import { checkPlugin, checkedContext } from './check-plugin.js';
import { PluginError } from './plugin-error.js';
import type { SourcedPlugin, WarmbootPlugin } from '../contract/plugin.js';
import type { ExtensionPoint } from '../contract/extension-point.js';
import type { KernelBuild, ToldFacts } from '../contract/kernel-build.js';
import { kernelBuild } from '../contract/kernel-build.js';
import type { KernelProfile } from '../contract/profile.js';
import { KERNEL_PROFILES } from '../contract/profile.js';
import { Registry } from './registry.js';
import {
  ARCHITECTURE,
  BLOCK_DEVICES,
  HOTPLUG_FIRMWARE,
  HOTPLUG_PROVIDERS,
  KERNEL_BUILD,
  KERNEL_PROFILE,
  KEXEC_EXECUTOR,
  KEXEC_LOADER,
  MEMORY_DEVICES,
  MEMORY_HOTPLUG,
  MEMORY_SERVICES,
  NOTIFIER_CHAIN,
  PAGE_ALLOCATOR,
  PLUGIN_ACTIONS,
  POLICIES_IN_FORCE,
  SHA256,
} from './tokens.js';

/** Which kernel a machine runs. */
export interface KernelChoice {
  readonly architecture: string;
  /** Policies put into the kernel, in order. `none` is the empty list. */
  readonly policies?: readonly string[];
  /** A kernel profile; that of the release that {@link facts} tell where absent, and Linux 6.1 where nobody tells one. */
  readonly profile?: string;
  /** What is known of the kernel binary, and who told it. */
  readonly facts?: readonly ToldFacts[];
}

/** Parts of a kernel that a program may replace by its own. */
export interface KernelPorts {
  /** Pages for images, in an order of the program's choice; boot memory first where absent. */
  readonly openPages?: OpenPageAllocator;
  /** The platform's SHA-256; a portable one where absent. */
  readonly sha256?: NewSha256;
}

/** Kernels kept of one framework: more than the stories of a sweep ask for in turn. */
const MOST_KERNELS = 64;

/** The plugins of one program, and the kernels that can be put together from them. */
export class Framework {
  readonly architectures = new Registry<Architecture>('architecture');
  readonly policies = new Registry<Policy>('policy');
  readonly profiles = new Registry<KernelProfile>('kernel profile');
  readonly hotplugFirmware = new Registry<HotplugFirmware>('hotplug firmware');
  readonly plugins = new Registry<WarmbootPlugin>('plugin');
  readonly #parts = new Map<string, unknown>();
  readonly #kernels = new KnownAnswers<Kernel>(MOST_KERNELS);
  readonly #ports: KernelPorts;

  /**
   * @param plugins in the order in which they register
   * @throws PluginError for one that is not of this version, that lacks something, whose registration fails, or that
   *   registers a name which is taken
   */
  constructor(plugins: readonly (WarmbootPlugin | SourcedPlugin)[], ports: KernelPorts = {}) {
    this.#ports = ports;
    for (const policy of POLICIES) this.policies.add(policy, '@warmboot/core');
    for (const profile of KERNEL_PROFILES) this.profiles.add(profile, '@warmboot/core');
    for (const entry of plugins) {
      const { plugin, source } = 'plugin' in entry ? entry : { plugin: entry, source: undefined };
      this.#add(plugin, source);
    }
  }

  #add(value: WarmbootPlugin, source: string | undefined): void {
    const subject = `plugin ${value.name}${source === undefined ? '' : ` (${source})`}`;
    const plugin = checkPlugin(value, subject);
    const { name } = plugin;
    this.plugins.add(plugin, name, source);
    const context = checkedContext(name, {
      architecture: (architecture) => this.architectures.add(architecture, name, source),
      policy: (policy) => this.policies.add(policy, name, source),
      profile: (profile) => this.profiles.add(profile, name, source),
      hotplugFirmware: (firmware) => this.hotplugFirmware.add(firmware, name, source),
      part: (point, part) => this.parts(point).add(part, name, source),
    });
    try {
      plugin.register(context);
    } catch (error) {
      if (error instanceof PluginError) throw error;
      throw new PluginError(`${subject} fails when it registers: ${String(error)}`, { cause: error });
    }
  }

  /** The parts of one kind: those that are always there, then those of the plugins. */
  parts<T extends { readonly name: string }>(point: ExtensionPoint<T>): Registry<T> {
    // A kind has one extension point, which says what its parts are.
    let registry = this.#parts.get(point.kind) as Registry<T> | undefined;
    if (registry === undefined) {
      registry = new Registry<T>(point.kind);
      for (const part of point.own.parts) registry.add(part, point.own.from);
      this.#parts.set(point.kind, registry);
    }
    return registry;
  }

  /** The kernel binary that a choice comes to. */
  #build({ architecture, profile, facts = [] }: Omit<KernelChoice, 'policies'>): KernelBuild {
    const named: readonly ToldFacts[] =
      profile === undefined ? [] : [{ source: 'user', facts: { profile: this.profiles.get(profile).name } }];
    return kernelBuild(this.architectures.get(architecture), [...named, ...facts], this.profiles.all());
  }

  /**
   * The kernel of a choice, in a container of its own: kernels share nothing. A kernel is stateless, so the same choice gives
   * the same one.
   * @throws UnknownNameError for a name that is not registered
   * @throws FormatError for facts that no kernel of the architecture has
   */
  kernel(choice: KernelChoice): Kernel {
    const { architecture, policies, profile, facts } = choice;
    const question = { architecture, policies, profile, facts };
    return this.#kernels.once(question, () => this.#made(choice));
  }

  #made(choice: KernelChoice): Kernel {
    const { architecture: name, policies = [] } = choice;
    const container = root.createChildContainer();
    const build = this.#build(choice);
    const architecture = this.architectures.get(name);
    container.register(ARCHITECTURE, { useValue: asBuilt(architecture, build) });
    container.register(KERNEL_BUILD, { useValue: build });
    container.register(KERNEL_PROFILE, { useValue: build.profile });
    container.register(POLICIES_IN_FORCE, { useValue: policies.map((name) => this.policies.get(name)) });
    container.register(HOTPLUG_FIRMWARE, { useValue: this.hotplugFirmware.all() });
    container.register(HOTPLUG_PROVIDERS, { useValue: this.parts(HOTPLUG_PROVIDER).all() });
    container.register(PLUGIN_ACTIONS, { useValue: this.parts(PLUGIN_ACTION).all() });
    const { openPages = (machine, beside) => new FreePages(machine, beside), sha256 = portableSha256 } =
      this.#ports;
    container.register(PAGE_ALLOCATOR, { useValue: openPages });
    container.register(SHA256, { useValue: sha256 });
    registerServices(container);
    return container.resolve(Kernel);
  }
}

/** The architecture's record of a build; a kernel without KEXEC_FILE has no loader of files (core R5.1). */
const asBuilt = (architecture: Architecture, build: KernelBuild): Architecture => {
  const built = architecture.forBuild?.(build) ?? architecture;
  if (build.config.kexecFile) return built;
  const { fileLoader: _, ...others } = built;
  return others;
};

/** virtio-mem takes the slot when its driver is loaded; no other driver of the model wants it (core R2.11). */
const onlinePagesOf = ({ memory }: Architecture): OnlinePageSlot => {
  const slot = new OnlinePageSlot();
  slot.set(virtioMemOnlinePages(memory.pageSize));
  return slot;
};

/** In-kernel updates of crash images, where the architecture and the version have them (core 6.3). */
const crashHotplugOf = (
  { kexec }: Architecture,
  { crashHotplug }: KernelProfile,
): readonly MemoryNotifier[] =>
  crashHotplug === undefined || kexec.crashHotplug === undefined
    ? []
    : [
        crashHotplugNotifier(
          ({ followsHotplug }) => followsHotplug === true,
          crashHotplug.inaccurate,
          kexec.crashHotplug.leavesOut,
        ),
      ];

/** The services of the kernel model, each made from the values above it. */
const registerServices = (container: DependencyContainer): void => {
  container.register(NOTIFIER_CHAIN, {
    useFactory: (c) =>
      new NotifierChain([
        ...c.resolve(ARCHITECTURE).notifiers,
        ...crashHotplugOf(c.resolve(ARCHITECTURE), c.resolve(KERNEL_PROFILE)),
        ...c.resolve(POLICIES_IN_FORCE).flatMap(({ notifiers = [] }) => notifiers),
        // Drivers find their devices after the core has registered what it has.
        virtioMemNotifier,
      ]),
  });
  container.register(BLOCK_DEVICES, {
    useFactory: (c) =>
      new BlockDevices(
        c.resolve(ARCHITECTURE).memory,
        c.resolve(NOTIFIER_CHAIN),
        c.resolve(POLICIES_IN_FORCE),
        onlinePagesOf(c.resolve(ARCHITECTURE)),
        c.resolve(KERNEL_PROFILE),
      ),
  });
  container.register(MEMORY_HOTPLUG, {
    useFactory: (c) =>
      new MemoryHotplug(
        c.resolve(ARCHITECTURE).memory,
        c.resolve(BLOCK_DEVICES),
        { architecture: c.resolve(ARCHITECTURE).name, profile: c.resolve(KERNEL_PROFILE) },
        c.resolve(POLICIES_IN_FORCE),
      ),
  });
  container.register(MEMORY_SERVICES, {
    useFactory: (c) =>
      new KernelMemory(c.resolve(MEMORY_HOTPLUG), c.resolve(BLOCK_DEVICES), c.resolve(POLICIES_IN_FORCE)),
  });
  container.register(MEMORY_DEVICES, {
    useFactory: (c) => {
      const hotplug = c.resolve(MEMORY_HOTPLUG);
      const acpi = new AcpiMemory(
        hotplug,
        new DeviceEject(c.resolve(BLOCK_DEVICES), hotplug),
        c.resolve(POLICIES_IN_FORCE),
        c.resolve(HOTPLUG_FIRMWARE),
        c.resolve(ARCHITECTURE).memory.pageSize,
        c.resolve(KERNEL_PROFILE),
        c.resolve(KERNEL_BUILD).config,
      );
      const memory = c.resolve(MEMORY_SERVICES);
      const providers = c.resolve(HOTPLUG_PROVIDERS).map((provider) => new PluginProvider(provider, memory));
      return new MemoryDevices(hotplug, acpi, providers);
    },
  });
  container.register(KEXEC_LOADER, {
    useFactory: (c) =>
      new KexecLoader(
        c.resolve(ARCHITECTURE),
        c.resolve(KERNEL_PROFILE),
        c.resolve(POLICIES_IN_FORCE),
        c.resolve(PAGE_ALLOCATOR),
        c.resolve(KERNEL_BUILD).config,
      ),
  });
  container.register(KEXEC_EXECUTOR, {
    useFactory: (c) =>
      new KexecExecutor(
        c.resolve(ARCHITECTURE),
        c.resolve(POLICIES_IN_FORCE),
        c.resolve(MEMORY_DEVICES),
        c.resolve(SHA256),
        c.resolve(KERNEL_PROFILE),
        c.resolve(KERNEL_BUILD).config,
      ),
  });
};
