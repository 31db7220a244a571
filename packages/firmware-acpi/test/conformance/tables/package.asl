DefinitionBlock ("", "DSDT", 2, "WARMBT", "PACKAGE", 0x00000001)
{
  Name (PK, Package () {0x10, "20", Buffer () {0x30}, Package () {1, 2}, 0x50})
  Name (SP, Package (6) {1, 2})
  Name (NM, Package () {0, 10, 20, 20, 30, "40", Buffer () {50}})
  Name (LATE, Package () {AFTR, \DEV, INT, METH})
  Name (INT, 7)
  Name (AFTR, "declared later")
  Name (BUF, Buffer () {1, 2, 3, 4})
  Name (STR, "string")
  Device (DEV) {}
  Method (METH) { Return (3) }
  Mutex (MTX, 0)
  Event (EVT)
  OperationRegion (REGN, SystemMemory, 0, 16)
  Field (REGN, ByteAcc, NoLock, Preserve) { FLD, 8 }
  CreateByteField (BUF, 0, BFLD)
  ThermalZone (TZ) {}
  PowerResource (PWR, 0, 0) { Method (_STA) {Return (1)} }
  Method (M000, 0, Serialized)
  {
    Return (PK)
  }

  Method (M001, 0, Serialized)
  {
    Return (SP)
  }

  Method (M002, 0, Serialized)
  {
    Return (LATE)
  }

  Method (M003, 0, Serialized)
  {
    INT = 8  Return (LATE)
  }

  Method (M004, 0, Serialized)
  {
    Return (DerefOf (PK [0]))
  }

  Method (M005, 0, Serialized)
  {
    Return (DerefOf (PK [1]))
  }

  Method (M006, 0, Serialized)
  {
    Return (DerefOf (PK [2]))
  }

  Method (M007, 0, Serialized)
  {
    Return (DerefOf (PK [3]))
  }

  Method (M008, 0, Serialized)
  {
    Return (DerefOf (PK [4]))
  }

  Method (M009, 0, Serialized)
  {
    Return (DerefOf (PK [5]))
  }

  Method (M00A, 0, Serialized)
  {
    Return (DerefOf (PK [100]))
  }

  Method (M00B, 0, Serialized)
  {
    Return (DerefOf (SP [1]))
  }

  Method (M00C, 0, Serialized)
  {
    Return (DerefOf (SP [2]))
  }

  Method (M00D, 0, Serialized)
  {
    Return (DerefOf (SP [5]))
  }

  Method (M00E, 0, Serialized)
  {
    Return (DerefOf (LATE [0]))
  }

  Method (M00F, 0, Serialized)
  {
    Return (DerefOf (LATE [1]))
  }

  Method (M010, 0, Serialized)
  {
    Return (DerefOf (LATE [2]))
  }

  Method (M011, 0, Serialized)
  {
    Return (DerefOf (LATE [3]))
  }

  Method (M012, 0, Serialized)
  {
    Local0 = Index (PK, 1)  Return (DerefOf (Local0))
  }

  Method (M013, 0, Serialized)
  {
    Index (PK, 1, Local0)  Return (DerefOf (Local0))
  }

  Method (M014, 0, Serialized)
  {
    Local0 = Index (PK, 1)  Return (ObjectType (Local0))
  }

  Method (M015, 0, Serialized)
  {
    Local0 = Index (PK, 3)  Return (SizeOf (Local0))
  }

  Method (M016, 0, Serialized)
  {
    Local0 = PK [3]  Return (DerefOf (DerefOf (Local0) [1]))
  }

  Method (M017, 0, Serialized)
  {
    Return (DerefOf (DerefOf (PK [3]) [0]))
  }

  Method (M018, 0, Serialized)
  {
    PK [0] = "changed"  Return (PK)
  }

  Method (M019, 0, Serialized)
  {
    PK [3] = 4  Return (PK)
  }

  Method (M01A, 0, Serialized)
  {
    SP [5] = Package () {9}  Return (SP)
  }

  Method (M01B, 0, Serialized)
  {
    SP [5] = Buffer () {9}  Return (SP)
  }

  Method (M01C, 0, Serialized)
  {
    Local0 = PK  Local0 [0] = 0x99  Return (PK)
  }

  Method (M01D, 0, Serialized)
  {
    Local0 = PK  Local0 [0] = 0x99  Return (Local0)
  }

  Method (M01E, 0, Serialized)
  {
    Local0 = Index (PK, 0)  Local0 = 5  Return (PK)
  }

  Method (M01F, 0, Serialized)
  {
    PK = Package () {1}  Return (PK)
  }

  Method (M020, 0, Serialized)
  {
    PK = 5  Return (PK)
  }

  Method (M021, 0, Serialized)
  {
    PK = "text"  Return (PK)
  }

  Method (M022, 0, Serialized)
  {
    Return (DerefOf (BUF [0]))
  }

  Method (M023, 0, Serialized)
  {
    Return (DerefOf (BUF [3]))
  }

  Method (M024, 0, Serialized)
  {
    Return (DerefOf (BUF [4]))
  }

  Method (M025, 0, Serialized)
  {
    Return (DerefOf (STR [0]))
  }

  Method (M026, 0, Serialized)
  {
    Return (DerefOf (STR [5]))
  }

  Method (M027, 0, Serialized)
  {
    Return (DerefOf (STR [6]))
  }

  Method (M028, 0, Serialized)
  {
    BUF [1] = 0x1FF  Return (BUF)
  }

  Method (M029, 0, Serialized)
  {
    BUF [2] = "AB"  Return (BUF)
  }

  Method (M02A, 0, Serialized)
  {
    BUF [3] = Buffer () {7, 8}  Return (BUF)
  }

  Method (M02B, 0, Serialized)
  {
    STR [0] = 0x53  Return (STR)
  }

  Method (M02C, 0, Serialized)
  {
    STR [5] = "z"  Return (STR)
  }

  Method (M02D, 0, Serialized)
  {
    Return (INT [0])
  }

  Method (M02E, 0, Serialized)
  {
    Return (Match (NM, MTR, 0, MTR, 0, 0))
  }

  Method (M02F, 0, Serialized)
  {
    Return (Match (NM, MTR, 10, MTR, 0, 0))
  }

  Method (M030, 0, Serialized)
  {
    Return (Match (NM, MTR, 20, MTR, 0, 0))
  }

  Method (M031, 0, Serialized)
  {
    Return (Match (NM, MTR, 25, MTR, 0, 0))
  }

  Method (M032, 0, Serialized)
  {
    Return (Match (NM, MTR, 40, MTR, 0, 0))
  }

  Method (M033, 0, Serialized)
  {
    Return (Match (NM, MTR, 50, MTR, 0, 0))
  }

  Method (M034, 0, Serialized)
  {
    Return (Match (NM, MTR, 99, MTR, 0, 0))
  }

  Method (M035, 0, Serialized)
  {
    Return (Match (NM, MEQ, 0, MTR, 0, 0))
  }

  Method (M036, 0, Serialized)
  {
    Return (Match (NM, MEQ, 10, MTR, 0, 0))
  }

  Method (M037, 0, Serialized)
  {
    Return (Match (NM, MEQ, 20, MTR, 0, 0))
  }

  Method (M038, 0, Serialized)
  {
    Return (Match (NM, MEQ, 25, MTR, 0, 0))
  }

  Method (M039, 0, Serialized)
  {
    Return (Match (NM, MEQ, 40, MTR, 0, 0))
  }

  Method (M03A, 0, Serialized)
  {
    Return (Match (NM, MEQ, 50, MTR, 0, 0))
  }

  Method (M03B, 0, Serialized)
  {
    Return (Match (NM, MEQ, 99, MTR, 0, 0))
  }

  Method (M03C, 0, Serialized)
  {
    Return (Match (NM, MLE, 0, MTR, 0, 0))
  }

  Method (M03D, 0, Serialized)
  {
    Return (Match (NM, MLE, 10, MTR, 0, 0))
  }

  Method (M03E, 0, Serialized)
  {
    Return (Match (NM, MLE, 20, MTR, 0, 0))
  }

  Method (M03F, 0, Serialized)
  {
    Return (Match (NM, MLE, 25, MTR, 0, 0))
  }

  Method (M040, 0, Serialized)
  {
    Return (Match (NM, MLE, 40, MTR, 0, 0))
  }

  Method (M041, 0, Serialized)
  {
    Return (Match (NM, MLE, 50, MTR, 0, 0))
  }

  Method (M042, 0, Serialized)
  {
    Return (Match (NM, MLE, 99, MTR, 0, 0))
  }

  Method (M043, 0, Serialized)
  {
    Return (Match (NM, MLT, 0, MTR, 0, 0))
  }

  Method (M044, 0, Serialized)
  {
    Return (Match (NM, MLT, 10, MTR, 0, 0))
  }

  Method (M045, 0, Serialized)
  {
    Return (Match (NM, MLT, 20, MTR, 0, 0))
  }

  Method (M046, 0, Serialized)
  {
    Return (Match (NM, MLT, 25, MTR, 0, 0))
  }

  Method (M047, 0, Serialized)
  {
    Return (Match (NM, MLT, 40, MTR, 0, 0))
  }

  Method (M048, 0, Serialized)
  {
    Return (Match (NM, MLT, 50, MTR, 0, 0))
  }

  Method (M049, 0, Serialized)
  {
    Return (Match (NM, MLT, 99, MTR, 0, 0))
  }

  Method (M04A, 0, Serialized)
  {
    Return (Match (NM, MGE, 0, MTR, 0, 0))
  }

  Method (M04B, 0, Serialized)
  {
    Return (Match (NM, MGE, 10, MTR, 0, 0))
  }

  Method (M04C, 0, Serialized)
  {
    Return (Match (NM, MGE, 20, MTR, 0, 0))
  }

  Method (M04D, 0, Serialized)
  {
    Return (Match (NM, MGE, 25, MTR, 0, 0))
  }

  Method (M04E, 0, Serialized)
  {
    Return (Match (NM, MGE, 40, MTR, 0, 0))
  }

  Method (M04F, 0, Serialized)
  {
    Return (Match (NM, MGE, 50, MTR, 0, 0))
  }

  Method (M050, 0, Serialized)
  {
    Return (Match (NM, MGE, 99, MTR, 0, 0))
  }

  Method (M051, 0, Serialized)
  {
    Return (Match (NM, MGT, 0, MTR, 0, 0))
  }

  Method (M052, 0, Serialized)
  {
    Return (Match (NM, MGT, 10, MTR, 0, 0))
  }

  Method (M053, 0, Serialized)
  {
    Return (Match (NM, MGT, 20, MTR, 0, 0))
  }

  Method (M054, 0, Serialized)
  {
    Return (Match (NM, MGT, 25, MTR, 0, 0))
  }

  Method (M055, 0, Serialized)
  {
    Return (Match (NM, MGT, 40, MTR, 0, 0))
  }

  Method (M056, 0, Serialized)
  {
    Return (Match (NM, MGT, 50, MTR, 0, 0))
  }

  Method (M057, 0, Serialized)
  {
    Return (Match (NM, MGT, 99, MTR, 0, 0))
  }

  Method (M058, 0, Serialized)
  {
    Return (Match (NM, MGT, 20, MTR, 0, 0))
  }

  Method (M059, 0, Serialized)
  {
    Return (Match (NM, MGT, 20, MTR, 0, 2))
  }

  Method (M05A, 0, Serialized)
  {
    Return (Match (NM, MGT, 20, MTR, 0, 3))
  }

  Method (M05B, 0, Serialized)
  {
    Return (Match (NM, MGT, 20, MTR, 0, 6))
  }

  Method (M05C, 0, Serialized)
  {
    Return (Match (NM, MEQ, 20, MTR, 0, 0))
  }

  Method (M05D, 0, Serialized)
  {
    Return (Match (NM, MEQ, 20, MTR, 0, 2))
  }

  Method (M05E, 0, Serialized)
  {
    Return (Match (NM, MEQ, 20, MTR, 0, 3))
  }

  Method (M05F, 0, Serialized)
  {
    Return (Match (NM, MEQ, 20, MTR, 0, 6))
  }

  Method (M060, 0, Serialized)
  {
    Return (Match (NM, MGE, 10, MLT, 20, 0))
  }

  Method (M061, 0, Serialized)
  {
    Return (Match (NM, MGT, 20, MLT, 30, 0))
  }

  Method (M062, 0, Serialized)
  {
    Return (Match (NM, MEQ, "0000000000000014", MTR, 0, 0))
  }

  Method (M063, 0, Serialized)
  {
    Return (Match (NM, MEQ, Buffer () {50}, MTR, 0, 0))
  }

  Method (M064, 0, Serialized)
  {
    Return (Match (NM, MEQ, 1, MTR, 0, 7))
  }

  Method (M065, 0, Serialized)
  {
    Return (Match (SP, MEQ, 0, MTR, 0, 0))
  }

  Method (M066, 0, Serialized)
  {
    Return (ObjectType (INT))
  }

  Method (M067, 0, Serialized)
  {
    Return (ObjectType (STR))
  }

  Method (M068, 0, Serialized)
  {
    Return (ObjectType (BUF))
  }

  Method (M069, 0, Serialized)
  {
    Return (ObjectType (PK))
  }

  Method (M06A, 0, Serialized)
  {
    Return (ObjectType (DEV))
  }

  Method (M06B, 0, Serialized)
  {
    Return (ObjectType (METH))
  }

  Method (M06C, 0, Serialized)
  {
    Return (ObjectType (MTX))
  }

  Method (M06D, 0, Serialized)
  {
    Return (ObjectType (EVT))
  }

  Method (M06E, 0, Serialized)
  {
    Return (ObjectType (REGN))
  }

  Method (M06F, 0, Serialized)
  {
    Return (ObjectType (FLD))
  }

  Method (M070, 0, Serialized)
  {
    Return (ObjectType (BFLD))
  }

  Method (M071, 0, Serialized)
  {
    Return (ObjectType (TZ))
  }

  Method (M072, 0, Serialized)
  {
    Return (ObjectType (PWR))
  }

  Method (M073, 0, Serialized)
  {
    Return (ObjectType (Debug))
  }

  Method (M074, 0, Serialized)
  {
    Return (ObjectType (\_SB))
  }

  Method (M075, 0, Serialized)
  {
    Return (ObjectType (\_GPE))
  }

  Method (M076, 0, Serialized)
  {
    Return (SizeOf (INT))
  }

  Method (M077, 0, Serialized)
  {
    Return (SizeOf (STR))
  }

  Method (M078, 0, Serialized)
  {
    Return (SizeOf (BUF))
  }

  Method (M079, 0, Serialized)
  {
    Return (SizeOf (PK))
  }

  Method (M07A, 0, Serialized)
  {
    Return (SizeOf (SP))
  }

  Method (M07B, 0, Serialized)
  {
    Return (SizeOf (DEV))
  }

  Method (M07C, 0, Serialized)
  {
    Return (SizeOf (METH))
  }

  Method (M07D, 0, Serialized)
  {
    Return (SizeOf (FLD))
  }

  Method (M07E, 0, Serialized)
  {
    Return (SizeOf (BFLD))
  }

  Method (M07F, 0, Serialized)
  {
    Return (ObjectType (Local5))
  }

  Method (M080, 0, Serialized)
  {
    Return (ObjectType (RefOf (INT)))
  }

  Method (M081, 0, Serialized)
  {
    Return (ObjectType (PK [2]))
  }

  Method (M082, 0, Serialized)
  {
    Return (SizeOf (PK [3]))
  }

  Method (M083, 0, Serialized)
  {
    Local0 = 3  Name (VP, Package (Local0) {1})  Return (VP)
  }

  Method (M084, 0, Serialized)
  {
    Local0 = 1  Return (Package (Local0) {1, 2, 3})
  }

  Method (M085, 0, Serialized)
  {
    Return (Package () {Package () {Package () {1}}})
  }
}
