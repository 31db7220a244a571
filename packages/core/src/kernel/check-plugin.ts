import type { Architecture } from '../contract/architecture.js';
import { checkShape } from './check-shape.js';
import type { Shape } from '../contract/extension-point.js';
import { PluginError } from './plugin-error.js';
import type { PluginContext, WarmbootPlugin } from '../contract/plugin.js';
import { PLUGIN_INTERFACE_VERSION } from '../contract/plugin.js';
import {
  ARCHITECTURE_SHAPE,
  HOTPLUG_FIRMWARE_SHAPE,
  IMAGE_FORMAT_SHAPE,
  NOTIFIER_SHAPE,
  PLUGIN_SHAPE,
  POLICY_SHAPE,
  PROFILE_SHAPE,
} from './plugin-shapes.js';

/**
 * That a value is a plugin, and one of this version.
 * @param value what a module exports as `plugin`
 * @param subject what to call it: `plugin ./mine`
 * @throws PluginError
 */
export const checkPlugin = (value: unknown, subject: string): WarmbootPlugin => {
  checkShape(subject, value, PLUGIN_SHAPE);
  const plugin = value as WarmbootPlugin;
  const version: unknown = plugin.interfaceVersion;
  if (version !== PLUGIN_INTERFACE_VERSION) throw new PluginError(versionMismatch(subject, version));
  return plugin;
};

const versionMismatch = (subject: string, version: unknown): string => {
  const ours = `this Warmboot has version ${PLUGIN_INTERFACE_VERSION} of the plugin interface`;
  if (version === undefined) {
    return `${subject} does not say which version of the plugin interface it was written for, and ${ours}: add interfaceVersion: ${PLUGIN_INTERFACE_VERSION} to the plugin`;
  }
  const remedy =
    typeof version === 'number' && version > PLUGIN_INTERFACE_VERSION
      ? 'use a newer Warmboot, or an older release of the plugin'
      : 'use a newer release of the plugin, or an older Warmboot';
  return `${subject} was written for version ${String(version)} of the plugin interface, and ${ours}: ${remedy}`;
};

/** What plugins register, each thing looked at before it is taken. */
export const checkedContext = (plugin: string, context: PluginContext): PluginContext => {
  const checked =
    <T extends { readonly name: string }>(kind: string, shape: Shape, take: (value: T) => void) =>
    (value: T): void => {
      checkShape(subjectOf(plugin, kind, value), value, shape);
      take(value);
    };
  return {
    architecture: checked('architecture', ARCHITECTURE_SHAPE, (architecture) => {
      checkParts(plugin, architecture);
      context.architecture(architecture);
    }),
    policy: checked('policy', POLICY_SHAPE, (policy) => context.policy(policy)),
    profile: checked('kernel profile', PROFILE_SHAPE, (profile) => context.profile(profile)),
    hotplugFirmware: checked('hotplug firmware', HOTPLUG_FIRMWARE_SHAPE, (firmware) =>
      context.hotplugFirmware(firmware),
    ),
    part: (point, part) =>
      checked(point.kind, point.shape, (value: typeof part) => {
        checkFormer(subjectOf(plugin, point.kind, value), value, point.former);
        context.part(point, value);
      })(part),
  };
};

/** A member under a name that it had before would never be asked for. @throws PluginError */
const checkFormer = (subject: string, part: object, former: Readonly<Record<string, string>> = {}): void => {
  const old = Object.keys(former).find((member) => member in part);
  if (old !== undefined)
    throw new PluginError(`${subject} has ${old}, which nothing calls: it is ${former[old]!} now`);
};

const checkParts = (plugin: string, architecture: Architecture): void => {
  const whose = subjectOf(plugin, 'architecture', architecture);
  for (const image of architecture.images) checkShape(`${whose}: an image format`, image, IMAGE_FORMAT_SHAPE);
  for (const member of architecture.notifiers) checkShape(`${whose}: a notifier`, member, NOTIFIER_SHAPE);
  const { userSpaceLoader, fileLoader, earlyBoot } = architecture;
  if (userSpaceLoader !== undefined)
    checkShape(`${whose}: userSpaceLoader`, userSpaceLoader, { load: 'function' });
  if (fileLoader !== undefined) {
    checkShape(`${whose}: fileLoader`, fileLoader, {
      probe: 'function',
      load: 'function',
      verifiesDigest: 'boolean',
    });
  }
  if (earlyBoot !== undefined) {
    checkShape(`${whose}: earlyBoot`, earlyBoot, {
      jump: 'function',
      boot: 'function',
      'coldStart?': 'function',
    });
  }
};

const subjectOf = (plugin: string, kind: string, value: unknown): string => {
  const name = (value as { readonly name?: unknown } | undefined | null)?.name;
  return `plugin ${plugin}: ${kind}${typeof name === 'string' ? ` ${name}` : ''}`;
};
