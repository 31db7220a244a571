import { namedValue } from '../../aml-writer/declarations.js';
import { bufferTerm, integerTerm, nameString, type Aml } from '../../aml-writer/encoding.js';
import { operation } from '../../aml-writer/terms.js';
import type { ResourceDescriptor } from '../../resources/descriptor.js';
import { eisaId } from '../../resources/eisa-id.js';
import { serialiseResourceTemplate } from '../../resources/resource-template.js';

/** Hardware identifier of a container that is not itself hot-pluggable. */
export const CONTAINER_ID = 'PNP0A06';

export const zero = integerTerm(0);
export const one = integerTerm(1);

export const store = (value: Aml, target: Aml): Aml => operation('Store', value, target);

/** `_HID`, compressed. */
export const hardware = (id: string): Aml => namedValue('_HID', integerTerm(eisaId(id)));

export const resources = (...descriptors: readonly ResourceDescriptor[]): Aml =>
  bufferTerm(serialiseResourceTemplate(descriptors));

/** Whether a field of one bit is set. */
export const isOne = (name: string): Aml => operation('LEqual', nameString(name), one);
