import type { AddressText, LoadPath, security } from '@warmboot/core';
import type { LoadOptions } from '../written/verb.js';

/** A load as it is written. */
export interface LoadText {
  readonly call?: '-c' | '-s' | '-a';
  readonly panic?: boolean;
  readonly initrd?: boolean;
  readonly 'mem-min'?: AddressText;
  readonly 'mem-max'?: AddressText;
  readonly entry?: AddressText;
  readonly type?: string;
  readonly dtb?: string;
  readonly 'no-checks'?: boolean;
  readonly hotplug?: boolean;
  readonly 'preserve-context'?: boolean;
  readonly signature?: security.Signature;
  readonly 'ima-signed'?: boolean;
  readonly debug?: boolean;
  readonly 'reuse-cmdline'?: boolean;
  readonly append?: string;
  readonly 'command-line'?: string;
}

const LOAD_PATHS: Readonly<Record<NonNullable<LoadText['call']>, LoadPath>> = {
  '-c': 'kexec_load',
  '-s': 'kexec_file_load',
  '-a': 'auto',
};

/** The options of a load, with what is left out. */
export const readLoad = (load: LoadText): LoadOptions => {
  const { append, 'command-line': commandLine, 'mem-min': memMin, 'mem-max': memMax } = load;
  return {
    path: LOAD_PATHS[load.call ?? '-c'],
    image: load.panic === true ? 'crash' : 'normal',
    initrd: load.initrd ?? true,
    reuseCmdline: load['reuse-cmdline'] ?? (append === undefined && commandLine === undefined),
    ...(memMin === undefined ? {} : { memMin }),
    ...(memMax === undefined ? {} : { memMax }),
    ...(load.entry === undefined ? {} : { entry: load.entry }),
    ...(load.type === undefined ? {} : { fileType: load.type }),
    ...(load.dtb === undefined ? {} : { dtb: load.dtb }),
    ...(load['no-checks'] === undefined ? {} : { skipChecks: load['no-checks'] }),
    ...(load.hotplug === undefined ? {} : { hotplug: load.hotplug }),
    ...(load['preserve-context'] === undefined ? {} : { preserveContext: load['preserve-context'] }),
    ...(load.signature === undefined ? {} : { signature: load.signature }),
    ...(load['ima-signed'] === undefined ? {} : { imaSigned: load['ima-signed'] }),
    ...(load.debug === undefined ? {} : { debug: load.debug }),
    ...(append === undefined ? {} : { append }),
    ...(commandLine === undefined ? {} : { commandLine }),
  };
};
