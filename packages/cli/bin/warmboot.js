#!/usr/bin/env node
import nodeModule from 'node:module';
import { BUNDLE, bundleIsCurrent } from './built.js';

// What V8 made of the command is kept for the next time, where Node can (22.8, in its own folder for temporary files).
nodeModule.enableCompileCache?.();

const folder = bundleIsCurrent() ? BUNDLE : new URL('../dist/', import.meta.url);
const { main } = await import(new URL('main.js', folder).href);

process.exitCode = await main(process.argv.slice(2));
