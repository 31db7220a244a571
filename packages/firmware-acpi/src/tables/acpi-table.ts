import { parseBert, serialiseBert, type Bert } from './bert.js';
import { parseBgrt, serialiseBgrt, type Bgrt } from './bgrt.js';
import { parseCedt, serialiseCedt, type Cedt } from './cedt.js';
import { parseDbg2, serialiseDbg2, type Dbg2 } from './dbg2.js';
import { parseDmar, serialiseDmar, type Dmar } from './dmar.js';
import { parseEcdt, serialiseEcdt, type Ecdt } from './ecdt.js';
import { parseEinj, serialiseEinj, type Einj } from './einj.js';
import { parseErst, serialiseErst, type Erst } from './erst.js';
import { parseHest, serialiseHest, type Hest } from './hest.js';
import { parseHpet, serialiseHpet, type Hpet } from './hpet.js';
import { parseIort, serialiseIort, type Iort } from './iort.js';
import { parseLpit, serialiseLpit, type Lpit } from './lpit.js';
import { parseMpam, serialiseMpam, type Mpam } from './mpam.js';
import { parseNfit, serialiseNfit, type Nfit } from './nfit.js';
import { parsePptt, serialisePptt, type Pptt } from './pptt.js';
import { parseSpcr, serialiseSpcr, type Spcr } from './spcr.js';
import { parseTpm2, serialiseTpm2, type Tpm2 } from './tpm2.js';
import { parseWaet, serialiseWaet, type Waet } from './waet.js';
import { ByteReader, type FormatError } from '@warmboot/format';
import { withRightChecksum } from './table-header.js';
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
  | Bert
  | Bgrt
  | Cedt
  | Dbg2
  | Dmar
  | Ecdt
  | Einj
  | Erst
  | Hest
  | Hpet
  | Iort
  | Lpit
  | Mpam
  | Nfit
  | Pptt
  | Spcr
  | Tpm2
  | Waet
  | DefinitionBlock
  | Facs
  | Fadt
  | Gtdt
  | Hmat
  | Madt
  | Mcfg
  | Rsdp
  | Rsdt
  | Slit
  | Srat
  | UnknownTable
  | Xsdt;

const parsers: Readonly<Record<string, (bytes: Uint8Array) => AcpiTable>> = {
  APIC: parseMadt,
  BERT: parseBert,
  BGRT: parseBgrt,
  CEDT: parseCedt,
  DBG2: parseDbg2,
  DMAR: parseDmar,
  ECDT: parseEcdt,
  EINJ: parseEinj,
  ERST: parseErst,
  HEST: parseHest,
  HPET: parseHpet,
  IORT: parseIort,
  LPIT: parseLpit,
  MPAM: parseMpam,
  NFIT: parseNfit,
  PPTT: parsePptt,
  SPCR: parseSpcr,
  TPM2: parseTpm2,
  WAET: parseWaet,
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
export const parseAcpiTable = (bytes: Uint8Array, { onWrongChecksum }: ParseOptions = {}): AcpiTable => {
  const reader = new ByteReader(bytes, 'ACPI table', 'little');
  const signature = String.fromCharCode(...reader.slice(0, 4, 'signature'));
  const parse = Object.hasOwn(parsers, signature) ? parsers[signature] : undefined;
  const summed = SUMMED_OTHERWISE.has(signature) ? bytes : withRightChecksum(bytes, onWrongChecksum);
  return (parse ?? parseUnknownTable)(summed);
};

/** Structures that the sum of the common header is not for. */
const SUMMED_OTHERWISE: ReadonlySet<string> = new Set(['FACS', 'RSD ']);

/** What is taken for a fault in a table, and what for a remark. */
export interface ParseOptions {
  /** When given, a table whose bytes do not sum to zero is reported here and read all the same. */
  readonly onWrongChecksum?: (fault: FormatError) => void;
}

/** Writes any table that {@link parseAcpiTable} gives back, byte for byte. */
export const serialiseAcpiTable = (table: AcpiTable): Uint8Array => {
  switch (table.kind) {
    case 'APIC':
      return serialiseMadt(table);
    case 'BERT':
      return serialiseBert(table);
    case 'BGRT':
      return serialiseBgrt(table);
    case 'CEDT':
      return serialiseCedt(table);
    case 'DBG2':
      return serialiseDbg2(table);
    case 'DMAR':
      return serialiseDmar(table);
    case 'ECDT':
      return serialiseEcdt(table);
    case 'EINJ':
      return serialiseEinj(table);
    case 'ERST':
      return serialiseErst(table);
    case 'HEST':
      return serialiseHest(table);
    case 'HPET':
      return serialiseHpet(table);
    case 'IORT':
      return serialiseIort(table);
    case 'LPIT':
      return serialiseLpit(table);
    case 'MPAM':
      return serialiseMpam(table);
    case 'NFIT':
      return serialiseNfit(table);
    case 'PPTT':
      return serialisePptt(table);
    case 'SPCR':
      return serialiseSpcr(table);
    case 'TPM2':
      return serialiseTpm2(table);
    case 'WAET':
      return serialiseWaet(table);
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
