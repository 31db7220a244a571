import { standardPlugins } from '@warmboot/answers';
import { Framework } from '@warmboot/core';

let made;

/** A framework of the plugins that come with the command. */
export const framework = () => (made ??= new Framework(standardPlugins, {}));
