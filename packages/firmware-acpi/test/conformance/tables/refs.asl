DefinitionBlock ("", "DSDT", 2, "WARMBT", "REFS", 0x00000001)
{
  Name (INT, 7)
  Name (STR, "string")
  Name (BUF, Buffer () {1, 2, 3, 4})
  Name (PK, Package () {1, 2, 3})
  Name (REF, 0)
  Device (DEV) { Name (INN, 0x1A) Method (GETI) { Return (^INN) } }
  Method (SETA, 1) { Arg0 = 0x99 }
  Method (SETC, 2) { Arg0 = Arg1 }
  Method (CPYA, 2) { CopyObject (Arg1, Arg0) }
  Method (GETR) { Return (RefOf (INT)) }
  Method (IDX0, 1) { Arg0 [0] = 0x77 }
  Method (INCA, 1) { Arg0++  Return (Arg0) }
  Method (TYPA, 1) { Return (ObjectType (Arg0)) }
  Method (DERA, 1) { Return (DerefOf (Arg0)) }
  OperationRegion (REGN, SystemMemory, 0x100, 16)
  Field (REGN, ByteAcc, NoLock, Preserve) { FLD, 8 }
  Method (M000, 0, Serialized)
  {
    Return (DerefOf (RefOf (INT)))
  }

  Method (M001, 0, Serialized)
  {
    Return (DerefOf (RefOf (STR)))
  }

  Method (M002, 0, Serialized)
  {
    Local0 = "INT"  Return (DerefOf (Local0))
  }

  Method (M003, 0, Serialized)
  {
    Local0 = "\\DEV.INN"  Return (DerefOf (Local0))
  }

  Method (M004, 0, Serialized)
  {
    Local0 = "NONE"  Return (DerefOf (Local0))
  }

  Method (M005, 0, Serialized)
  {
    Return (DerefOf (RefOf (FLD)))
  }

  Method (M006, 0, Serialized)
  {
    FLD = 0x42  Return (DerefOf (RefOf (FLD)))
  }

  Method (M007, 0, Serialized)
  {
    Local0 = RefOf (INT)  Return (DerefOf (Local0))
  }

  Method (M008, 0, Serialized)
  {
    Local0 = RefOf (INT)  Local0 = 5  Return (INT)
  }

  Method (M009, 0, Serialized)
  {
    Local0 = RefOf (INT)  Local0 = 5  Return (Local0)
  }

  Method (M00A, 0, Serialized)
  {
    Local0 = RefOf (INT)  Return (Local0 + 1)
  }

  Method (M00B, 0, Serialized)
  {
    Local0 = RefOf (PK)  Return (DerefOf (DerefOf (Local0) [1]))
  }

  Method (M00C, 0, Serialized)
  {
    Local0 = RefOf (Local1)  Local1 = 3  Return (DerefOf (Local0))
  }

  Method (M00D, 0, Serialized)
  {
    SETA (INT)  Return (INT)
  }

  Method (M00E, 0, Serialized)
  {
    SETA (RefOf (INT))  Return (INT)
  }

  Method (M00F, 0, Serialized)
  {
    SETA (RefOf (STR))  Return (STR)
  }

  Method (M010, 0, Serialized)
  {
    CopyObject ("string", STR)  Return (STR)
  }

  Method (M011, 0, Serialized)
  {
    SETC (RefOf (BUF), "new")  Return (BUF)
  }

  Method (M012, 0, Serialized)
  {
    CopyObject (Buffer () {1, 2, 3, 4}, BUF)  Return (BUF)
  }

  Method (M013, 0, Serialized)
  {
    CPYA (RefOf (INT), "copied")  Return (INT)
  }

  Method (M014, 0, Serialized)
  {
    CopyObject (7, INT)  Return (INT)
  }

  Method (M015, 0, Serialized)
  {
    Local0 = 1  SETA (RefOf (Local0))  Return (Local0)
  }

  Method (M016, 0, Serialized)
  {
    Local0 = 1  SETA (Local0)  Return (Local0)
  }

  Method (M017, 0, Serialized)
  {
    IDX0 (BUF)  Return (BUF)
  }

  Method (M018, 0, Serialized)
  {
    IDX0 (PK)  Return (PK)
  }

  Method (M019, 0, Serialized)
  {
    IDX0 (STR)  Return (STR)
  }

  Method (M01A, 0, Serialized)
  {
    Local0 = Buffer () {1, 2}  IDX0 (Local0)  Return (Local0)
  }

  Method (M01B, 0, Serialized)
  {
    Return (INCA (INT))
  }

  Method (M01C, 0, Serialized)
  {
    INCA (INT)  Return (INT)
  }

  Method (M01D, 0, Serialized)
  {
    SETA (RefOf (FLD))  Return (FLD)
  }

  Method (M01E, 0, Serialized)
  {
    Return (TYPA (INT))
  }

  Method (M01F, 0, Serialized)
  {
    Return (TYPA (RefOf (INT)))
  }

  Method (M020, 0, Serialized)
  {
    Return (TYPA (PK))
  }

  Method (M021, 0, Serialized)
  {
    Return (TYPA (PK [1]))
  }

  Method (M022, 0, Serialized)
  {
    Return (TYPA ("s"))
  }

  Method (M023, 0, Serialized)
  {
    Return (TYPA (DEV))
  }

  Method (M024, 0, Serialized)
  {
    Return (TYPA (FLD))
  }

  Method (M025, 0, Serialized)
  {
    Return (DERA (RefOf (INT)))
  }

  Method (M026, 0, Serialized)
  {
    Return (DERA (PK [1]))
  }

  Method (M027, 0, Serialized)
  {
    Return (DERA ("INT"))
  }

  Method (M028, 0, Serialized)
  {
    Return (DERA (RefOf (PK)))
  }

  Method (M029, 0, Serialized)
  {
    Return (DerefOf (GETR ()))
  }

  Method (M02A, 0, Serialized)
  {
    Return (\DEV.GETI ())
  }

  Method (M02B, 0, Serialized)
  {
    Return (CondRefOf (INT))
  }

  Method (M02C, 0, Serialized)
  {
    Return (CondRefOf (\DEV.INN, Local0))
  }

  Method (M02D, 0, Serialized)
  {
    CondRefOf (INT, Local0)  Return (DerefOf (Local0))
  }

  External (\NOPE)
  Method (M02E, 0, Serialized)
  {
    If (CondRefOf (\NOPE)) {Return (1)}  Return (2)
  }

  External (NOPF)
  Method (M02F, 0, Serialized)
  {
    Return (NOPF)
  }

  External (\DEV.NOPG)
  Method (M030, 0, Serialized)
  {
    Return (\DEV.NOPG)
  }

  Method (M031, 0, Serialized)
  {
    Return (DerefOf (INT))
  }

  Method (M032, 0, Serialized)
  {
    Local0 = 5  Return (DerefOf (Local0))
  }

  Method (M033, 0, Serialized)
  {
    Local0 = Local1  Return (Local0)
  }

  Method (M034, 0, Serialized)
  {
    Return (Local3)
  }

  Method (M035, 0, Serialized)
  {
    Local0 = DEV  Return (ObjectType (Local0))
  }

  Method (M036, 0, Serialized)
  {
    DEV = 5  Return (1)
  }

  Method (M037, 0, Serialized)
  {
    Local0 = PK [0]  Local1 = Local0  Return (DerefOf (Local1))
  }

  Method (M038, 0, Serialized)
  {
    Local0 = PK  PK [0] = 42  Return (Local0)
  }

  Method (M039, 0, Serialized)
  {
    Name (LN, 3)  Local0 = RefOf (LN)  LN = 4  Return (DerefOf (Local0))
  }

  Method (M03A, 0, Serialized)
  {
    Local0 = BUF  BUF [1] = 0x55  Return (Local0)
  }

  Method (M03B, 0, Serialized)
  {
    CopyObject (RefOf (INT), REF)  Return (DerefOf (REF))
  }

  Method (M03C, 0, Serialized)
  {
    CopyObject (PK [1], REF)  Return (DerefOf (REF))
  }

  Method (M03D, 0, Serialized)
  {
    Return (RefOf (INT))
  }

  Method (M03E, 0, Serialized)
  {
    Return (PK [2])
  }
}
