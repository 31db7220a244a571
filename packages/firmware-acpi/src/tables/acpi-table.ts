import { ByteReader } from '@warmboot/format';
import { parseDefinitionBlock, serialiseDefinitionBlock, type DefinitionBlock } from './definition-block.js';
import { parseFacs, serialiseFacs, type Facs } from './facs.js';
import { parseFadt, serialiseFadt, type Fadt } from './fadt.js';
import { parseGtdt, serialiseGtdt, type Gtdt } from './gtdt.js';
import { parseHmat, serialiseHmat, type Hmat } from './hmat.js';
import { parseMadt, serialiseMadt, type Madt } from './madt.js';
import { parseMcfg, serialiseMcfg, type Mcfg } from './mcfg.js';
import { parseRsdt, parseXsdt, serialiseRsdt, serialiseXsdt, type Rsdt, type Xsdt } from './root-table.js';
import { parseRsdp, serialiseRsdp, type Rsdp } from './rsdp.js';
import { parseSlit, serialiseSlit, type Slit } from './slit.js';
import { parseSrat, serialiseSrat, type Srat } from './srat.js';
import { parseUnknownTable, serialiseUnknownTable, type UnknownTable } from './unknown-table.js';

/** Any ACPI structure; `kind` is its signature, or `unknown`. */
export type AcpiTable =
  DefinitionBlock | Facs | Fadt | Gtdt | Hmat | Madt | Mcfg | Rsdp | Rsdt | Slit | Srat | UnknownTable | Xsdt;

const parsers: Readonly<Record<string, (bytes: Uint8Array) => AcpiTable>> = {
  APIC: parseMadt,
  DSDT: parseDefinitionBlock,
  FACP: parseFadt,
  FACS: parseFacs,
  GTDT: parseGtdt,
  HMAT: parseHmat,
  MCFG: parseMcfg,
  'RSD ': parseRsdp,
  RSDT: parseRsdt,
  SLIT: parseSlit,
  SRAT: parseSrat,
  SSDT: parseDefinitionBlock,
  XSDT: parseXsdt,
};

/**
 * Reads a table by its signature; one without a parser becomes an {@link UnknownTable}.
 * @throws FormatError for broken input
 */
export const parseAcpiTable = (bytes: Uint8Array): AcpiTable => {
  const reader = new ByteReader(bytes, 'ACPI table', 'little');
  const signature = String.fromCharCode(...reader.slice(0, 4, 'signature'));
  const parse = Object.hasOwn(parsers, signature) ? parsers[signature] : undefined;
  return (parse ?? parseUnknownTable)(bytes);
};

/** Writes any table that {@link parseAcpiTable} gives back, byte for byte. */
export const serialiseAcpiTable = (table: AcpiTable): Uint8Array => {
  switch (table.kind) {
    case 'APIC':
      return serialiseMadt(table);
    case 'DSDT':
    case 'SSDT':
      return serialiseDefinitionBlock(table);
    case 'FACP':
      return serialiseFadt(table);
    case 'FACS':
      return serialiseFacs(table);
    case 'GTDT':
      return serialiseGtdt(table);
    case 'HMAT':
      return serialiseHmat(table);
    case 'MCFG':
      return serialiseMcfg(table);
    case 'RSDP':
      return serialiseRsdp(table);
    case 'RSDT':
      return serialiseRsdt(table);
    case 'SLIT':
      return serialiseSlit(table);
    case 'SRAT':
      return serialiseSrat(table);
    case 'XSDT':
      return serialiseXsdt(table);
    case 'unknown':
      return serialiseUnknownTable(table);
  }
};
