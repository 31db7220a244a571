import { standardPlugins } from '@warmboot/answers';
import { Framework } from '@warmboot/core';

/** A framework of the plugins that come with the command. */
export const pageFramework = (): Framework => new Framework(standardPlugins);
