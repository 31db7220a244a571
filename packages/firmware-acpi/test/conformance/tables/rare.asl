DefinitionBlock ("", "DSDT", 2, "WARMBT", "RARE", 0x00000001)
{
  Name (INT, 7)
  Name (STR, "string")
  Name (BUF, Buffer () {1, 2, 3, 4})
  Name (PK, Package () {1, "two", 3})
  Device (DEV) { Name (INN, 0x1A) }
  Name (DPK, Package () {DEV, INT})
  Method (METH) { Return (0x4D) }
  Mutex (MTX, 0)
  Event (EVT)
  ThermalZone (TZ) {}
  OperationRegion (REGN, SystemMemory, 0x100, 64)
  Field (REGN, ByteAcc, NoLock, Preserve) { FLD, 16 }
  Method (TYPA, 1) { Return (ObjectType (Arg0)) }
  Method (IDEN, 1) { Return (Arg0) }
  Method (NTFY, 1) { Notify (Arg0, 1)  Return (1) }
  Method (RTRF, 0, Serialized) { Name (GONE, 8)  Return (RefOf (GONE)) }
  Method (RECN, 1) { Name (RCNM, 1)  If (Arg0) {Return (RECN (Arg0 - 1))}  Return (0xEE) }
  Method (M000, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (Concatenate (Local0, INT))
  }

  Method (M001, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (Concatenate (INT, Local0))
  }

  Method (M002, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (Concatenate (BUF, Local0))
  }

  Method (M003, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (Local0 + 1)
  }

  Method (M004, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (LNot (Local0))
  }

  Method (M005, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (ToBuffer (Local0))
  }

  Method (M006, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (ToHexString (Local0))
  }

  Method (M007, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (Mid (Local0, 1, 3))
  }

  Method (M008, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (Mid (Local0, 0, 100))
  }

  Method (M009, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (FromBCD (Local0))
  }

  Method (M00A, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (SizeOf (Local0))
  }

  Method (M00B, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (ConcatenateResTemplate (Local0, Local0))
  }

  Method (M00C, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (INT == Local0)
  }

  Method (M00D, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (STR > Local0)
  }

  Method (M00E, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (1 << Local0)
  }

  Method (M00F, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (100 / Local0)
  }

  Method (M010, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (Increment (Local0))
  }

  Method (M011, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (DerefOf (Index (Local0, 0)))
  }

  Method (M012, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (DerefOf (Local0))
  }

  Method (M013, 0, Serialized)
  {
    Local0 = 0x1122334455667788  Return (Match (PK, MEQ, Local0, MTR, 0, 0))
  }

  Method (M014, 0, Serialized)
  {
    Local0 = 0  Return (Concatenate (Local0, INT))
  }

  Method (M015, 0, Serialized)
  {
    Local0 = 0  Return (Concatenate (INT, Local0))
  }

  Method (M016, 0, Serialized)
  {
    Local0 = 0  Return (Concatenate (BUF, Local0))
  }

  Method (M017, 0, Serialized)
  {
    Local0 = 0  Return (Local0 + 1)
  }

  Method (M018, 0, Serialized)
  {
    Local0 = 0  Return (LNot (Local0))
  }

  Method (M019, 0, Serialized)
  {
    Local0 = 0  Return (ToBuffer (Local0))
  }

  Method (M01A, 0, Serialized)
  {
    Local0 = 0  Return (ToHexString (Local0))
  }

  Method (M01B, 0, Serialized)
  {
    Local0 = 0  Return (Mid (Local0, 1, 3))
  }

  Method (M01C, 0, Serialized)
  {
    Local0 = 0  Return (Mid (Local0, 0, 100))
  }

  Method (M01D, 0, Serialized)
  {
    Local0 = 0  Return (FromBCD (Local0))
  }

  Method (M01E, 0, Serialized)
  {
    Local0 = 0  Return (SizeOf (Local0))
  }

  Method (M01F, 0, Serialized)
  {
    Local0 = 0  Return (ConcatenateResTemplate (Local0, Local0))
  }

  Method (M020, 0, Serialized)
  {
    Local0 = 0  Return (INT == Local0)
  }

  Method (M021, 0, Serialized)
  {
    Local0 = 0  Return (STR > Local0)
  }

  Method (M022, 0, Serialized)
  {
    Local0 = 0  Return (1 << Local0)
  }

  Method (M023, 0, Serialized)
  {
    Local0 = 0  Return (100 / Local0)
  }

  Method (M024, 0, Serialized)
  {
    Local0 = 0  Return (Increment (Local0))
  }

  Method (M025, 0, Serialized)
  {
    Local0 = 0  Return (DerefOf (Index (Local0, 0)))
  }

  Method (M026, 0, Serialized)
  {
    Local0 = 0  Return (DerefOf (Local0))
  }

  Method (M027, 0, Serialized)
  {
    Local0 = 0  Return (Match (PK, MEQ, Local0, MTR, 0, 0))
  }

  Method (M028, 0, Serialized)
  {
    Local0 = "1A2B"  Return (Concatenate (Local0, INT))
  }

  Method (M029, 0, Serialized)
  {
    Local0 = "1A2B"  Return (Concatenate (INT, Local0))
  }

  Method (M02A, 0, Serialized)
  {
    Local0 = "1A2B"  Return (Concatenate (BUF, Local0))
  }

  Method (M02B, 0, Serialized)
  {
    Local0 = "1A2B"  Return (Local0 + 1)
  }

  Method (M02C, 0, Serialized)
  {
    Local0 = "1A2B"  Return (LNot (Local0))
  }

  Method (M02D, 0, Serialized)
  {
    Local0 = "1A2B"  Return (ToBuffer (Local0))
  }

  Method (M02E, 0, Serialized)
  {
    Local0 = "1A2B"  Return (ToHexString (Local0))
  }

  Method (M02F, 0, Serialized)
  {
    Local0 = "1A2B"  Return (Mid (Local0, 1, 3))
  }

  Method (M030, 0, Serialized)
  {
    Local0 = "1A2B"  Return (Mid (Local0, 0, 100))
  }

  Method (M031, 0, Serialized)
  {
    Local0 = "1A2B"  Return (FromBCD (Local0))
  }

  Method (M032, 0, Serialized)
  {
    Local0 = "1A2B"  Return (SizeOf (Local0))
  }

  Method (M033, 0, Serialized)
  {
    Local0 = "1A2B"  Return (ConcatenateResTemplate (Local0, Local0))
  }

  Method (M034, 0, Serialized)
  {
    Local0 = "1A2B"  Return (INT == Local0)
  }

  Method (M035, 0, Serialized)
  {
    Local0 = "1A2B"  Return (STR > Local0)
  }

  Method (M036, 0, Serialized)
  {
    Local0 = "1A2B"  Return (1 << Local0)
  }

  Method (M037, 0, Serialized)
  {
    Local0 = "1A2B"  Return (100 / Local0)
  }

  Method (M038, 0, Serialized)
  {
    Local0 = "1A2B"  Return (Increment (Local0))
  }

  Method (M039, 0, Serialized)
  {
    Local0 = "1A2B"  Return (DerefOf (Index (Local0, 0)))
  }

  Method (M03A, 0, Serialized)
  {
    Local0 = "1A2B"  Return (DerefOf (Local0))
  }

  Method (M03B, 0, Serialized)
  {
    Local0 = "1A2B"  Return (Match (PK, MEQ, Local0, MTR, 0, 0))
  }

  Method (M03C, 0, Serialized)
  {
    Local0 = "xyz"  Return (Concatenate (Local0, INT))
  }

  Method (M03D, 0, Serialized)
  {
    Local0 = "xyz"  Return (Concatenate (INT, Local0))
  }

  Method (M03E, 0, Serialized)
  {
    Local0 = "xyz"  Return (Concatenate (BUF, Local0))
  }

  Method (M03F, 0, Serialized)
  {
    Local0 = "xyz"  Return (Local0 + 1)
  }

  Method (M040, 0, Serialized)
  {
    Local0 = "xyz"  Return (LNot (Local0))
  }

  Method (M041, 0, Serialized)
  {
    Local0 = "xyz"  Return (ToBuffer (Local0))
  }

  Method (M042, 0, Serialized)
  {
    Local0 = "xyz"  Return (ToHexString (Local0))
  }

  Method (M043, 0, Serialized)
  {
    Local0 = "xyz"  Return (Mid (Local0, 1, 3))
  }

  Method (M044, 0, Serialized)
  {
    Local0 = "xyz"  Return (Mid (Local0, 0, 100))
  }

  Method (M045, 0, Serialized)
  {
    Local0 = "xyz"  Return (FromBCD (Local0))
  }

  Method (M046, 0, Serialized)
  {
    Local0 = "xyz"  Return (SizeOf (Local0))
  }

  Method (M047, 0, Serialized)
  {
    Local0 = "xyz"  Return (ConcatenateResTemplate (Local0, Local0))
  }

  Method (M048, 0, Serialized)
  {
    Local0 = "xyz"  Return (INT == Local0)
  }

  Method (M049, 0, Serialized)
  {
    Local0 = "xyz"  Return (STR > Local0)
  }

  Method (M04A, 0, Serialized)
  {
    Local0 = "xyz"  Return (1 << Local0)
  }

  Method (M04B, 0, Serialized)
  {
    Local0 = "xyz"  Return (100 / Local0)
  }

  Method (M04C, 0, Serialized)
  {
    Local0 = "xyz"  Return (Increment (Local0))
  }

  Method (M04D, 0, Serialized)
  {
    Local0 = "xyz"  Return (DerefOf (Index (Local0, 0)))
  }

  Method (M04E, 0, Serialized)
  {
    Local0 = "xyz"  Return (DerefOf (Local0))
  }

  Method (M04F, 0, Serialized)
  {
    Local0 = "xyz"  Return (Match (PK, MEQ, Local0, MTR, 0, 0))
  }

  Method (M050, 0, Serialized)
  {
    Local0 = ""  Return (Concatenate (Local0, INT))
  }

  Method (M051, 0, Serialized)
  {
    Local0 = ""  Return (Concatenate (INT, Local0))
  }

  Method (M052, 0, Serialized)
  {
    Local0 = ""  Return (Concatenate (BUF, Local0))
  }

  Method (M053, 0, Serialized)
  {
    Local0 = ""  Return (Local0 + 1)
  }

  Method (M054, 0, Serialized)
  {
    Local0 = ""  Return (LNot (Local0))
  }

  Method (M055, 0, Serialized)
  {
    Local0 = ""  Return (ToBuffer (Local0))
  }

  Method (M056, 0, Serialized)
  {
    Local0 = ""  Return (ToHexString (Local0))
  }

  Method (M057, 0, Serialized)
  {
    Local0 = ""  Return (Mid (Local0, 1, 3))
  }

  Method (M058, 0, Serialized)
  {
    Local0 = ""  Return (Mid (Local0, 0, 100))
  }

  Method (M059, 0, Serialized)
  {
    Local0 = ""  Return (FromBCD (Local0))
  }

  Method (M05A, 0, Serialized)
  {
    Local0 = ""  Return (SizeOf (Local0))
  }

  Method (M05B, 0, Serialized)
  {
    Local0 = ""  Return (ConcatenateResTemplate (Local0, Local0))
  }

  Method (M05C, 0, Serialized)
  {
    Local0 = ""  Return (INT == Local0)
  }

  Method (M05D, 0, Serialized)
  {
    Local0 = ""  Return (STR > Local0)
  }

  Method (M05E, 0, Serialized)
  {
    Local0 = ""  Return (1 << Local0)
  }

  Method (M05F, 0, Serialized)
  {
    Local0 = ""  Return (100 / Local0)
  }

  Method (M060, 0, Serialized)
  {
    Local0 = ""  Return (Increment (Local0))
  }

  Method (M061, 0, Serialized)
  {
    Local0 = ""  Return (DerefOf (Index (Local0, 0)))
  }

  Method (M062, 0, Serialized)
  {
    Local0 = ""  Return (DerefOf (Local0))
  }

  Method (M063, 0, Serialized)
  {
    Local0 = ""  Return (Match (PK, MEQ, Local0, MTR, 0, 0))
  }

  Method (M064, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (Concatenate (Local0, INT))
  }

  Method (M065, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (Concatenate (INT, Local0))
  }

  Method (M066, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (Concatenate (BUF, Local0))
  }

  Method (M067, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (Local0 + 1)
  }

  Method (M068, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (LNot (Local0))
  }

  Method (M069, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (ToBuffer (Local0))
  }

  Method (M06A, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (ToHexString (Local0))
  }

  Method (M06B, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (Mid (Local0, 1, 3))
  }

  Method (M06C, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (Mid (Local0, 0, 100))
  }

  Method (M06D, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (FromBCD (Local0))
  }

  Method (M06E, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (SizeOf (Local0))
  }

  Method (M06F, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (ConcatenateResTemplate (Local0, Local0))
  }

  Method (M070, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (INT == Local0)
  }

  Method (M071, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (STR > Local0)
  }

  Method (M072, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (1 << Local0)
  }

  Method (M073, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (100 / Local0)
  }

  Method (M074, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (Increment (Local0))
  }

  Method (M075, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (DerefOf (Index (Local0, 0)))
  }

  Method (M076, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (DerefOf (Local0))
  }

  Method (M077, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (Match (PK, MEQ, Local0, MTR, 0, 0))
  }

  Method (M078, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (Concatenate (Local0, INT))
  }

  Method (M079, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (Concatenate (INT, Local0))
  }

  Method (M07A, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (Concatenate (BUF, Local0))
  }

  Method (M07B, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (Local0 + 1)
  }

  Method (M07C, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (LNot (Local0))
  }

  Method (M07D, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ToBuffer (Local0))
  }

  Method (M07E, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ToHexString (Local0))
  }

  Method (M07F, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (Mid (Local0, 1, 3))
  }

  Method (M080, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (Mid (Local0, 0, 100))
  }

  Method (M081, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (FromBCD (Local0))
  }

  Method (M082, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (SizeOf (Local0))
  }

  Method (M083, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ConcatenateResTemplate (Local0, Local0))
  }

  Method (M084, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (INT == Local0)
  }

  Method (M085, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (STR > Local0)
  }

  Method (M086, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (1 << Local0)
  }

  Method (M087, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (100 / Local0)
  }

  Method (M088, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (Increment (Local0))
  }

  Method (M089, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (DerefOf (Index (Local0, 0)))
  }

  Method (M08A, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (DerefOf (Local0))
  }

  Method (M08B, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (Match (PK, MEQ, Local0, MTR, 0, 0))
  }

  Method (M08C, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (Concatenate (Local0, INT))
  }

  Method (M08D, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (Concatenate (INT, Local0))
  }

  Method (M08E, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (Concatenate (BUF, Local0))
  }

  Method (M08F, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (Local0 + 1)
  }

  Method (M090, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (LNot (Local0))
  }

  Method (M091, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (ToBuffer (Local0))
  }

  Method (M092, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (ToHexString (Local0))
  }

  Method (M093, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (Mid (Local0, 1, 3))
  }

  Method (M094, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (Mid (Local0, 0, 100))
  }

  Method (M095, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (FromBCD (Local0))
  }

  Method (M096, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (SizeOf (Local0))
  }

  Method (M097, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (ConcatenateResTemplate (Local0, Local0))
  }

  Method (M098, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (INT == Local0)
  }

  Method (M099, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (STR > Local0)
  }

  Method (M09A, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (1 << Local0)
  }

  Method (M09B, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (100 / Local0)
  }

  Method (M09C, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (Increment (Local0))
  }

  Method (M09D, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (DerefOf (Index (Local0, 0)))
  }

  Method (M09E, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (DerefOf (Local0))
  }

  Method (M09F, 0, Serialized)
  {
    Local0 = Package () {1, "two"}  Return (Match (PK, MEQ, Local0, MTR, 0, 0))
  }

  Method (M0A0, 0, Serialized)
  {
    Return (Concatenate ("|", INT))
  }

  Method (M0A1, 0, Serialized)
  {
    Return (Concatenate (BUF, INT))
  }

  Method (M0A2, 0, Serialized)
  {
    Return (INT + 1)
  }

  Method (M0A3, 0, Serialized)
  {
    Return (SizeOf (INT))
  }

  Method (M0A4, 0, Serialized)
  {
    Return (ToInteger (INT))
  }

  Method (M0A5, 0, Serialized)
  {
    Return (ObjectType (RefOf (INT)))
  }

  Method (M0A6, 0, Serialized)
  {
    Return (DerefOf (INT))
  }

  Method (M0A7, 0, Serialized)
  {
    Return (DerefOf (Index (INT, 0)))
  }

  Method (M0A8, 0, Serialized)
  {
    Return (TYPA (INT))
  }

  Method (M0A9, 0, Serialized)
  {
    Return (TYPA (RefOf (INT)))
  }

  Method (M0AA, 0, Serialized)
  {
    Return (IDEN (INT))
  }

  Method (M0AB, 0, Serialized)
  {
    Return (Concatenate ("|", STR))
  }

  Method (M0AC, 0, Serialized)
  {
    Return (Concatenate (BUF, STR))
  }

  Method (M0AD, 0, Serialized)
  {
    Return (STR + 1)
  }

  Method (M0AE, 0, Serialized)
  {
    Return (SizeOf (STR))
  }

  Method (M0AF, 0, Serialized)
  {
    Return (ToInteger (STR))
  }

  Method (M0B0, 0, Serialized)
  {
    Return (ObjectType (RefOf (STR)))
  }

  Method (M0B1, 0, Serialized)
  {
    Return (DerefOf (STR))
  }

  Method (M0B2, 0, Serialized)
  {
    Return (DerefOf (Index (STR, 0)))
  }

  Method (M0B3, 0, Serialized)
  {
    Return (TYPA (STR))
  }

  Method (M0B4, 0, Serialized)
  {
    Return (TYPA (RefOf (STR)))
  }

  Method (M0B5, 0, Serialized)
  {
    Return (IDEN (STR))
  }

  Method (M0B6, 0, Serialized)
  {
    Return (Concatenate ("|", BUF))
  }

  Method (M0B7, 0, Serialized)
  {
    Return (Concatenate (BUF, BUF))
  }

  Method (M0B8, 0, Serialized)
  {
    Return (BUF + 1)
  }

  Method (M0B9, 0, Serialized)
  {
    Return (SizeOf (BUF))
  }

  Method (M0BA, 0, Serialized)
  {
    Return (ToInteger (BUF))
  }

  Method (M0BB, 0, Serialized)
  {
    Return (ObjectType (RefOf (BUF)))
  }

  Method (M0BC, 0, Serialized)
  {
    Return (DerefOf (BUF))
  }

  Method (M0BD, 0, Serialized)
  {
    Return (DerefOf (Index (BUF, 0)))
  }

  Method (M0BE, 0, Serialized)
  {
    Return (TYPA (BUF))
  }

  Method (M0BF, 0, Serialized)
  {
    Return (TYPA (RefOf (BUF)))
  }

  Method (M0C0, 0, Serialized)
  {
    Return (IDEN (BUF))
  }

  Method (M0C1, 0, Serialized)
  {
    Return (Concatenate ("|", PK))
  }

  Method (M0C2, 0, Serialized)
  {
    Return (Concatenate (BUF, PK))
  }

  Method (M0C3, 0, Serialized)
  {
    Return (PK + 1)
  }

  Method (M0C4, 0, Serialized)
  {
    Return (SizeOf (PK))
  }

  Method (M0C5, 0, Serialized)
  {
    Return (ToInteger (PK))
  }

  Method (M0C6, 0, Serialized)
  {
    Return (ObjectType (RefOf (PK)))
  }

  Method (M0C7, 0, Serialized)
  {
    Return (DerefOf (PK))
  }

  Method (M0C8, 0, Serialized)
  {
    Return (DerefOf (Index (PK, 0)))
  }

  Method (M0C9, 0, Serialized)
  {
    Return (TYPA (PK))
  }

  Method (M0CA, 0, Serialized)
  {
    Return (TYPA (RefOf (PK)))
  }

  Method (M0CB, 0, Serialized)
  {
    Return (IDEN (PK))
  }

  Method (M0CC, 0, Serialized)
  {
    Return (Concatenate ("|", FLD))
  }

  Method (M0CD, 0, Serialized)
  {
    Return (Concatenate (BUF, FLD))
  }

  Method (M0CE, 0, Serialized)
  {
    Return (FLD + 1)
  }

  Method (M0CF, 0, Serialized)
  {
    Return (SizeOf (FLD))
  }

  Method (M0D0, 0, Serialized)
  {
    Return (ToInteger (FLD))
  }

  Method (M0D1, 0, Serialized)
  {
    Return (ObjectType (RefOf (FLD)))
  }

  Method (M0D2, 0, Serialized)
  {
    Return (DerefOf (FLD))
  }

  Method (M0D3, 0, Serialized)
  {
    Return (DerefOf (Index (FLD, 0)))
  }

  Method (M0D4, 0, Serialized)
  {
    Return (TYPA (FLD))
  }

  Method (M0D5, 0, Serialized)
  {
    Return (TYPA (RefOf (FLD)))
  }

  Method (M0D6, 0, Serialized)
  {
    Return (IDEN (FLD))
  }

  Method (M0D7, 0, Serialized)
  {
    Return (Concatenate ("|", DEV))
  }

  Method (M0D8, 0, Serialized)
  {
    Return (Concatenate (BUF, DEV))
  }

  Method (M0D9, 0, Serialized)
  {
    Return (DEV + 1)
  }

  Method (M0DA, 0, Serialized)
  {
    Return (SizeOf (DEV))
  }

  Method (M0DB, 0, Serialized)
  {
    Return (ToInteger (DEV))
  }

  Method (M0DC, 0, Serialized)
  {
    Return (ObjectType (RefOf (DEV)))
  }

  Method (M0DD, 0, Serialized)
  {
    Return (DerefOf (DEV))
  }

  Method (M0DE, 0, Serialized)
  {
    Return (DerefOf (Index (DEV, 0)))
  }

  Method (M0DF, 0, Serialized)
  {
    Return (TYPA (DEV))
  }

  Method (M0E0, 0, Serialized)
  {
    Return (TYPA (RefOf (DEV)))
  }

  Method (M0E1, 0, Serialized)
  {
    Return (IDEN (DEV))
  }

  Method (M0E2, 0, Serialized)
  {
    Return (Concatenate ("|", METH))
  }

  Method (M0E3, 0, Serialized)
  {
    Return (Concatenate (BUF, METH))
  }

  Method (M0E4, 0, Serialized)
  {
    Return (METH + 1)
  }

  Method (M0E5, 0, Serialized)
  {
    Return (SizeOf (METH))
  }

  Method (M0E6, 0, Serialized)
  {
    Return (ToInteger (METH))
  }

  Method (M0E7, 0, Serialized)
  {
    Return (ObjectType (RefOf (METH)))
  }

  Method (M0E8, 0, Serialized)
  {
    Return (DerefOf (METH))
  }

  Method (M0E9, 0, Serialized)
  {
    Return (DerefOf (Index (METH, 0)))
  }

  Method (M0EA, 0, Serialized)
  {
    Return (TYPA (METH))
  }

  Method (M0EB, 0, Serialized)
  {
    Return (TYPA (RefOf (METH)))
  }

  Method (M0EC, 0, Serialized)
  {
    Return (IDEN (METH))
  }

  Method (M0ED, 0, Serialized)
  {
    Return (Concatenate ("|", MTX))
  }

  Method (M0EE, 0, Serialized)
  {
    Return (Concatenate (BUF, MTX))
  }

  Method (M0EF, 0, Serialized)
  {
    Return (MTX + 1)
  }

  Method (M0F0, 0, Serialized)
  {
    Return (SizeOf (MTX))
  }

  Method (M0F1, 0, Serialized)
  {
    Return (ToInteger (MTX))
  }

  Method (M0F2, 0, Serialized)
  {
    Return (ObjectType (RefOf (MTX)))
  }

  Method (M0F3, 0, Serialized)
  {
    Return (DerefOf (MTX))
  }

  Method (M0F4, 0, Serialized)
  {
    Return (DerefOf (Index (MTX, 0)))
  }

  Method (M0F5, 0, Serialized)
  {
    Return (TYPA (MTX))
  }

  Method (M0F6, 0, Serialized)
  {
    Return (TYPA (RefOf (MTX)))
  }

  Method (M0F7, 0, Serialized)
  {
    Return (IDEN (MTX))
  }

  Method (M0F8, 0, Serialized)
  {
    Return (Concatenate ("|", EVT))
  }

  Method (M0F9, 0, Serialized)
  {
    Return (Concatenate (BUF, EVT))
  }

  Method (M0FA, 0, Serialized)
  {
    Return (EVT + 1)
  }

  Method (M0FB, 0, Serialized)
  {
    Return (SizeOf (EVT))
  }

  Method (M0FC, 0, Serialized)
  {
    Return (ToInteger (EVT))
  }

  Method (M0FD, 0, Serialized)
  {
    Return (ObjectType (RefOf (EVT)))
  }

  Method (M0FE, 0, Serialized)
  {
    Return (DerefOf (EVT))
  }

  Method (M0FF, 0, Serialized)
  {
    Return (DerefOf (Index (EVT, 0)))
  }

  Method (M100, 0, Serialized)
  {
    Return (TYPA (EVT))
  }

  Method (M101, 0, Serialized)
  {
    Return (TYPA (RefOf (EVT)))
  }

  Method (M102, 0, Serialized)
  {
    Return (IDEN (EVT))
  }

  Method (M103, 0, Serialized)
  {
    Return (Concatenate ("|", REGN))
  }

  Method (M104, 0, Serialized)
  {
    Return (Concatenate (BUF, REGN))
  }

  Method (M105, 0, Serialized)
  {
    Return (REGN + 1)
  }

  Method (M106, 0, Serialized)
  {
    Return (SizeOf (REGN))
  }

  Method (M107, 0, Serialized)
  {
    Return (ToInteger (REGN))
  }

  Method (M108, 0, Serialized)
  {
    Return (ObjectType (RefOf (REGN)))
  }

  Method (M109, 0, Serialized)
  {
    Return (DerefOf (REGN))
  }

  Method (M10A, 0, Serialized)
  {
    Return (DerefOf (Index (REGN, 0)))
  }

  Method (M10B, 0, Serialized)
  {
    Return (TYPA (REGN))
  }

  Method (M10C, 0, Serialized)
  {
    Return (TYPA (RefOf (REGN)))
  }

  Method (M10D, 0, Serialized)
  {
    Return (IDEN (REGN))
  }

  Method (M10E, 0, Serialized)
  {
    Return (Concatenate ("|", TZ))
  }

  Method (M10F, 0, Serialized)
  {
    Return (Concatenate (BUF, TZ))
  }

  Method (M110, 0, Serialized)
  {
    Return (TZ + 1)
  }

  Method (M111, 0, Serialized)
  {
    Return (SizeOf (TZ))
  }

  Method (M112, 0, Serialized)
  {
    Return (ToInteger (TZ))
  }

  Method (M113, 0, Serialized)
  {
    Return (ObjectType (RefOf (TZ)))
  }

  Method (M114, 0, Serialized)
  {
    Return (DerefOf (TZ))
  }

  Method (M115, 0, Serialized)
  {
    Return (DerefOf (Index (TZ, 0)))
  }

  Method (M116, 0, Serialized)
  {
    Return (TYPA (TZ))
  }

  Method (M117, 0, Serialized)
  {
    Return (TYPA (RefOf (TZ)))
  }

  Method (M118, 0, Serialized)
  {
    Return (IDEN (TZ))
  }

  Method (M119, 0, Serialized)
  {
    Local0 = "int"  Return (DerefOf (Local0))
  }

  Method (M11A, 0, Serialized)
  {
    Local0 = "INT_"  Return (DerefOf (Local0))
  }

  Method (M11B, 0, Serialized)
  {
    Local0 = "^INT"  Return (DerefOf (Local0))
  }

  Method (M11C, 0, Serialized)
  {
    Local0 = "INT "  Return (DerefOf (Local0))
  }

  Method (M11D, 0, Serialized)
  {
    Local0 = "I T"  Return (DerefOf (Local0))
  }

  Method (M11E, 0, Serialized)
  {
    Local0 = "ABCDE"  Return (DerefOf (Local0))
  }

  Method (M11F, 0, Serialized)
  {
    Local0 = "DEV"  Return (DerefOf (Local0))
  }

  Method (M120, 0, Serialized)
  {
    Local0 = "METH"  Return (DerefOf (Local0))
  }

  Method (M121, 0, Serialized)
  {
    Local0 = "A.B"  Return (DerefOf (Local0))
  }

  Method (M122, 0, Serialized)
  {
    Local0 = "DEV."  Return (DerefOf (Local0))
  }

  Method (M123, 0, Serialized)
  {
    Local0 = ".INT"  Return (DerefOf (Local0))
  }

  Method (M124, 0, Serialized)
  {
    Local0 = "IN!"  Return (DerefOf (Local0))
  }

  Method (M125, 0, Serialized)
  {
    Local0 = "^"  Return (DerefOf (Local0))
  }

  Method (M126, 0, Serialized)
  {
    Notify (DEV, 1)  Return (1)
  }

  Method (M127, 0, Serialized)
  {
    Notify (TZ, 1)  Return (1)
  }

  Method (M128, 0, Serialized)
  {
    Notify (INT, 1)  Return (1)
  }

  Method (M129, 0, Serialized)
  {
    Notify (MTX, 1)  Return (1)
  }

  Method (M12A, 0, Serialized)
  {
    Notify (RefOf (DEV), 1)  Return (1)
  }

  Method (M12B, 0, Serialized)
  {
    Notify (DPK [0], 1)  Return (1)
  }

  Method (M12C, 0, Serialized)
  {
    Notify (DerefOf (DPK [0]), 1)  Return (1)
  }

  Method (M12D, 0, Serialized)
  {
    Notify (DerefOf (RefOf (DEV)), 1)  Return (1)
  }

  Method (M12E, 0, Serialized)
  {
    Notify (IDEN (DEV), 1)  Return (1)
  }

  Method (M12F, 0, Serialized)
  {
    Return (NTFY (DEV))
  }

  Method (M130, 0, Serialized)
  {
    Return (NTFY (RefOf (DEV)))
  }

  Method (M131, 0, Serialized)
  {
    Return (NTFY (DPK [0]))
  }

  Method (M132, 0, Serialized)
  {
    Local0 = RefOf (DEV)  Notify (Local0, 1)  Return (1)
  }

  Method (M133, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x79, 0}, Buffer () {0x79, 0}))
  }

  Method (M134, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x79}, Buffer () {0x79, 0}))
  }

  Method (M135, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x2A, 1, 2, 0x79, 0}, Buffer () {0x79, 0}))
  }

  Method (M136, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x2A, 1, 2}, Buffer () {0x79, 0}))
  }

  Method (M137, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x2B, 1, 2, 3, 0x79, 0}, Buffer () {0x79, 0}))
  }

  Method (M138, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x22, 1, 0, 0x79, 0}, Buffer () {0x79, 0}))
  }

  Method (M139, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x23, 1, 0, 1, 0x79, 0}, Buffer () {0x79, 0}))
  }

  Method (M13A, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x21, 1, 0x79, 0}, Buffer () {0x79, 0}))
  }

  Method (M13B, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x30, 0x31, 1, 0x38, 0x79, 0}, Buffer () {0x79, 0}))
  }

  Method (M13C, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x32, 1, 2, 0x79, 0}, Buffer () {0x79, 0}))
  }

  Method (M13D, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x86, 9, 0, 1, 0, 0, 0, 0, 4, 0, 0, 0, 0x79, 0}, Buffer () {0x79, 0}))
  }

  Method (M13E, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x86, 8, 0, 1, 0, 0, 0, 0, 4, 0, 0, 0x79, 0}, Buffer () {0x79, 0}))
  }

  Method (M13F, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x84, 1, 0, 7, 0x79, 0}, Buffer () {0x79, 0}))
  }

  Method (M140, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x83, 1, 0, 7, 0x79, 0}, Buffer () {0x79, 0}))
  }

  Method (M141, 0, Serialized)
  {
    Return (ConcatenateResTemplate (Buffer () {0x78}, Buffer () {0x79, 0}))
  }

  Method (M142, 0, Serialized)
  {
    Local0 = PK [0]  Return (Local0 + 1)
  }

  Method (M143, 0, Serialized)
  {
    Local0 = PK [0]  Return (Local0 == 1)
  }

  Method (M144, 0, Serialized)
  {
    Local0 = PK [0]  Return (ToInteger (Local0))
  }

  Method (M145, 0, Serialized)
  {
    Local0 = PK [0]  Return (Concatenate (Local0, "x"))
  }

  Method (M146, 0, Serialized)
  {
    Local0 = PK [0]  Return (PK [0] + 1)
  }

  Method (M147, 0, Serialized)
  {
    Local0 = RefOf (INT)  Return (Local0 + 1)
  }

  Method (M148, 0, Serialized)
  {
    Local0 = RefOf (INT)  Return (Local0 == 7)
  }

  Method (M149, 0, Serialized)
  {
    Local0 = RefOf (INT)  Return (ToInteger (Local0))
  }

  Method (M14A, 0, Serialized)
  {
    Local0 = RefOf (INT)  Return (Mid ("abc", Local0, 1))
  }

  Method (M14B, 0, Serialized)
  {
    Local0 = PK [0]  If (Local0) {Return (1)}  Return (2)
  }

  Method (M14C, 0, Serialized)
  {
    Local0 = PK [0]  Local0++  Return (PK)
  }

  Method (M14D, 0, Serialized)
  {
    Local0 = RTRF ()  Return (DerefOf (Local0))
  }

  Method (M14E, 0, Serialized)
  {
    Return (RECN (0))
  }

  Method (M14F, 0, Serialized)
  {
    Return (RECN (2))
  }

  Method (M150, 0, Serialized)
  {
    Return (RECN (0))
  }
}
