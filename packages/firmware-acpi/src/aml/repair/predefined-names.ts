/** What an answer may be. `reference` is an object that is known by its name. */
export type AnswerType = 'integer' | 'string' | 'buffer' | 'package' | 'reference' | 'none';

/** So many elements in a row, each of one of these types. */
export interface ElementRun {
  readonly count: number;
  readonly types: readonly AnswerType[];
}

/** What stands in a package that is an answer. */
export type PackageShape =
  /** Any number of elements of the same types. */
  | { readonly kind: 'any-number'; readonly types: readonly AnswerType[] }
  /** A fixed number of elements. */
  | { readonly kind: 'fixed'; readonly runs: readonly ElementRun[] }
  /** Packages, behind so many integers; an element that is not said has any type. */
  | { readonly kind: 'packages'; readonly behind: 0 | 1; readonly runs: readonly ElementRun[] };

/** What a predefined name answers. */
export interface ExpectedAnswer {
  readonly types: readonly AnswerType[];
  readonly shape?: PackageShape;
}

const INTEGER: readonly AnswerType[] = ['integer'];
const STRING: readonly AnswerType[] = ['string'];
const BUFFER: readonly AnswerType[] = ['buffer'];
const PACKAGE: readonly AnswerType[] = ['package'];

const names = new Map<string, ExpectedAnswer>();

const answering = (list: string, types: readonly AnswerType[], shape?: PackageShape): void => {
  for (const name of list.split(' ')) names.set(name, shape === undefined ? { types } : { types, shape });
};
const runs = (...parts: readonly (readonly [number, readonly AnswerType[]])[]): readonly ElementRun[] =>
  parts.map(([count, types]) => ({ count, types }));
const fixed = (...parts: readonly (readonly [number, readonly AnswerType[]])[]): PackageShape => ({
  kind: 'fixed',
  runs: runs(...parts),
});
const anyNumber = (types: readonly AnswerType[]): PackageShape => ({ kind: 'any-number', types });
const packages = (
  behind: 0 | 1,
  ...parts: readonly (readonly [number, readonly AnswerType[]])[]
): PackageShape => ({ kind: 'packages', behind, runs: runs(...parts) });

// ACPI 6.4 section 5.6.8 (table 5.156), in the groups of ACPICA's acpredef.h.
answering(
  '_AC0 _AC1 _AC2 _AC3 _AC4 _AC5 _AC6 _AC7 _AC8 _AC9 _ADR _ALC _ALI _ALP _ALT _BBN _BCT _BDN _BMA _BMS _BPT _BQC _BTM ' +
    '_CBA _CCA _CDM _CRT _CWS _DCK _DCS _DGS _EC_ _GAI _GCP _GHL _GLK _GPD _GPE _GSB _GWS _HOT _HRV _IFT _LID _LSW _MSM ' +
    '_NTT _PAI _PDL _PMM _PPC _PPE _PSC _PSR _PSV _PTP _PXM _REV _RMV _RTV _S0W _S1D _S1W _S2D _S2W _S3D _S3W _S4D _S4W ' +
    '_SBS _SEG _SHL _SPD _SRT _SRV _STA _STP _STV _SUN _SWS _TC1 _TC2 _TDL _TIP _TIV _TMP _TPC _TSP _TST _TZP _UPD _UPP ' +
    '_VDM _VPO _WPC _WPP',
  INTEGER,
);
answering('_DDN _EJD _OS_ _SUB', STRING);
answering('_AEI _CRS _DMA _FDE _FIT _GRT _GTF _GTM _HMA _MAT _OSC _PRS _ROM _SLI _STR _WDG', BUFFER);
answering('_HID _UID', ['integer', 'string']);
answering('_CID', ['integer', 'string', 'package'], anyNumber(['integer', 'string']));
answering('_DDC', ['integer', 'buffer']);
answering('_TZM', ['reference']);
answering(
  '_AL0 _AL1 _AL2 _AL3 _AL4 _AL5 _AL6 _AL7 _AL8 _AL9 _DEP _EDL _PCL _PMD _PR0 _PR1 _PR2 _PR3 _PRE _PRL _PSL _TZD',
  PACKAGE,
  anyNumber(['reference']),
);
answering('_BCL _DOD _FIX _S0_ _S1_ _S2_ _S3_ _S4_ _S5_', PACKAGE, anyNumber(INTEGER));
answering('_PLD', PACKAGE, anyNumber(BUFFER));
answering('_CPC', PACKAGE, anyNumber(['integer', 'buffer', 'package']));
answering('_PUR', PACKAGE, fixed([2, INTEGER]));
answering('_CBR _CLS _FST _LSI', PACKAGE, fixed([3, INTEGER]));
answering('_BPC _BST _FIF _HPP _SBA _UPC', PACKAGE, fixed([4, INTEGER]));
answering('_BMD _BPS', PACKAGE, fixed([5, INTEGER]));
answering('_MBM', PACKAGE, fixed([8, INTEGER]));
answering('_FDI', PACKAGE, fixed([16, INTEGER]));
answering('_PCT _PTC', PACKAGE, fixed([2, BUFFER]));
answering('_LSR _SBI', PACKAGE, fixed([1, INTEGER], [1, BUFFER]));
answering('_SBR _SBT', PACKAGE, fixed([2, INTEGER], [1, ['integer', 'buffer']]));
answering('_SBW', PACKAGE, fixed([1, ['integer', 'buffer']]));
answering('_BIF', PACKAGE, fixed([9, INTEGER], [4, STRING]));
answering('_BIX', PACKAGE, fixed([16, INTEGER], [4, STRING]));
answering('_PIF', PACKAGE, fixed([3, INTEGER], [3, STRING]));
answering('_PMC', PACKAGE, fixed([11, INTEGER], [3, STRING]));
answering('_WAK', ['integer', 'package', 'none'], fixed([2, INTEGER]));
answering('_ALR', PACKAGE, packages(0, [2, INTEGER]));
answering('_CSD _PSD', PACKAGE, packages(0, [1, INTEGER]));
answering('_TSD', PACKAGE, packages(0, [5, INTEGER]));
answering('_HPX', PACKAGE, packages(0, [5, INTEGER]));
answering('_MLS', PACKAGE, packages(0, [1, STRING], [1, ['string', 'buffer']]));
answering('_PRT', PACKAGE, packages(0, [2, INTEGER], [1, ['integer', 'reference', 'string']], [1, INTEGER]));
answering('_PSS', PACKAGE, packages(0, [6, INTEGER]));
answering('_TSS', PACKAGE, packages(0, [5, INTEGER]));
answering('_TRT', PACKAGE, packages(0, [2, ['reference']], [6, INTEGER]));
answering('_CST', PACKAGE, packages(1, [1, BUFFER], [3, INTEGER]));
answering('_ART', PACKAGE, packages(1, [2, ['reference']], [11, INTEGER]));
answering('_FPS', PACKAGE, packages(1, [5, INTEGER]));
answering('_LPD', PACKAGE, packages(1, [2, INTEGER]));

/** What predefined names answer, by their four characters. Names that may answer anything are not here. */
export const PREDEFINED_ANSWERS: ReadonlyMap<string, ExpectedAnswer> = names;
