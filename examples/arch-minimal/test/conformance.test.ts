import { describeArchitecture } from '@warmboot/conformance';
import { plugin } from '../src/index.js';

describeArchitecture(plugin);
