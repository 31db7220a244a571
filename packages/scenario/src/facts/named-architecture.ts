import type { Architecture, Framework } from '@warmboot/core';
import { UnknownNameError } from '@warmboot/core';
import { FormatError } from '@warmboot/format';

/** Where the name of an architecture was read. */
export interface NamedIn {
  readonly format: string;
  readonly file?: string;
  readonly field: string;
}

/**
 * The architecture that a record names. One that nobody brought is asked for by the plugin that would.
 * @throws FormatError with the option that names such a plugin
 */
export const namedArchitecture = (
  { architectures }: Framework,
  name: string,
  where: NamedIn,
): Architecture => {
  try {
    return architectures.get(name);
  } catch (error) {
    if (!(error instanceof UnknownNameError)) throw error;
    const known = architectures.all().map((one) => one.name);
    throw new FormatError(
      {
        ...where,
        found: name,
        allowed: known.join(', '),
        advice: `Another architecture comes with a plugin: --plugin warmboot-arch-${name}, where its package is named as usual, or --plugin and its folder.`,
      },
      { cause: error },
    );
  }
};
