DefinitionBlock ("", "DSDT", 2, "WARMBT", "FIELDS", 0x00000001)
{
  Name (BUF, Buffer (24) {})
  CreateBitField (BUF, 3, BIT3)
  CreateByteField (BUF, 1, BYT1)
  CreateWordField (BUF, 2, WRD2)
  CreateDWordField (BUF, 4, DWD4)
  CreateQWordField (BUF, 8, QWD8)
  CreateField (BUF, 130, 11, ODDF)
  CreateField (BUF, 144, 48, LONG)
  OperationRegion (IXR, SystemIO, 0x70, 2)
  Field (IXR, ByteAcc, NoLock, Preserve) { IDX, 8, DAT, 8 }
  IndexField (IDX, DAT, ByteAcc, NoLock, Preserve) { IX0, 8, IX1, 4, IX2, 4, Offset (0x10), IX3, 16 }
  OperationRegion (BKR, SystemMemory, 0x5000, 0x10)
  Field (BKR, ByteAcc, NoLock, Preserve) { BNK, 4, , 4, RAWB, 56 }
  BankField (BKR, BNK, 3, ByteAcc, NoLock, Preserve) { Offset (4), BK0, 8, BK1, 16 }
  BankField (BKR, BNK, 0x12, ByteAcc, NoLock, Preserve) { Offset (4), BK2, 8 }
  OperationRegion (SMAL, SystemMemory, 0x6000, 3)
  Field (SMAL, DWordAcc, NoLock, Preserve) { OVR0, 8 }
  Field (SMAL, ByteAcc, NoLock, Preserve) { Offset (2), OVR1, 8, OVR2, 8, Offset (8), OVR3, 8 }
  OperationRegion (LRG, SystemMemory, 0x7000, 0x40)
  Field (LRG, ByteAcc, NoLock, Preserve) { BIGF, 128, , 4, ODD2, 72 }
  Field (LRG, DWordAcc, Lock, Preserve) { LKD, 32, AccessAs (ByteAcc, 0), LKB, 8 }
  Method (DYNR, 2, Serialized) { OperationRegion (DYN, SystemMemory, Arg0, Arg1)  Field (DYN, ByteAcc, NoLock, Preserve) { DY0, 8 }  DY0 = 0x3C  Return (DY0) }
  Method (M000, 0, Serialized)
  {
    BIT3 = 0  Return (BUF)
  }

  Method (M001, 0, Serialized)
  {
    BIT3 = 0x5  Return (BUF)
  }

  Method (M002, 0, Serialized)
  {
    BIT3 = 0xFF  Return (BUF)
  }

  Method (M003, 0, Serialized)
  {
    BIT3 = 0x12345678  Return (BUF)
  }

  Method (M004, 0, Serialized)
  {
    BIT3 = 0x123456789ABCDEF0  Return (BUF)
  }

  Method (M005, 0, Serialized)
  {
    BIT3 = "7"  Return (BUF)
  }

  Method (M006, 0, Serialized)
  {
    BIT3 = Buffer () {0x11, 0x22, 0x33}  Return (BUF)
  }

  Method (M007, 0, Serialized)
  {
    BIT3 = Buffer (20) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}  Return (BUF)
  }

  Method (M008, 0, Serialized)
  {
    BYT1 = 0  Return (BUF)
  }

  Method (M009, 0, Serialized)
  {
    BYT1 = 0x5  Return (BUF)
  }

  Method (M00A, 0, Serialized)
  {
    BYT1 = 0xFF  Return (BUF)
  }

  Method (M00B, 0, Serialized)
  {
    BYT1 = 0x12345678  Return (BUF)
  }

  Method (M00C, 0, Serialized)
  {
    BYT1 = 0x123456789ABCDEF0  Return (BUF)
  }

  Method (M00D, 0, Serialized)
  {
    BYT1 = "7"  Return (BUF)
  }

  Method (M00E, 0, Serialized)
  {
    BYT1 = Buffer () {0x11, 0x22, 0x33}  Return (BUF)
  }

  Method (M00F, 0, Serialized)
  {
    BYT1 = Buffer (20) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}  Return (BUF)
  }

  Method (M010, 0, Serialized)
  {
    WRD2 = 0  Return (BUF)
  }

  Method (M011, 0, Serialized)
  {
    WRD2 = 0x5  Return (BUF)
  }

  Method (M012, 0, Serialized)
  {
    WRD2 = 0xFF  Return (BUF)
  }

  Method (M013, 0, Serialized)
  {
    WRD2 = 0x12345678  Return (BUF)
  }

  Method (M014, 0, Serialized)
  {
    WRD2 = 0x123456789ABCDEF0  Return (BUF)
  }

  Method (M015, 0, Serialized)
  {
    WRD2 = "7"  Return (BUF)
  }

  Method (M016, 0, Serialized)
  {
    WRD2 = Buffer () {0x11, 0x22, 0x33}  Return (BUF)
  }

  Method (M017, 0, Serialized)
  {
    WRD2 = Buffer (20) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}  Return (BUF)
  }

  Method (M018, 0, Serialized)
  {
    DWD4 = 0  Return (BUF)
  }

  Method (M019, 0, Serialized)
  {
    DWD4 = 0x5  Return (BUF)
  }

  Method (M01A, 0, Serialized)
  {
    DWD4 = 0xFF  Return (BUF)
  }

  Method (M01B, 0, Serialized)
  {
    DWD4 = 0x12345678  Return (BUF)
  }

  Method (M01C, 0, Serialized)
  {
    DWD4 = 0x123456789ABCDEF0  Return (BUF)
  }

  Method (M01D, 0, Serialized)
  {
    DWD4 = "7"  Return (BUF)
  }

  Method (M01E, 0, Serialized)
  {
    DWD4 = Buffer () {0x11, 0x22, 0x33}  Return (BUF)
  }

  Method (M01F, 0, Serialized)
  {
    DWD4 = Buffer (20) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}  Return (BUF)
  }

  Method (M020, 0, Serialized)
  {
    QWD8 = 0  Return (BUF)
  }

  Method (M021, 0, Serialized)
  {
    QWD8 = 0x5  Return (BUF)
  }

  Method (M022, 0, Serialized)
  {
    QWD8 = 0xFF  Return (BUF)
  }

  Method (M023, 0, Serialized)
  {
    QWD8 = 0x12345678  Return (BUF)
  }

  Method (M024, 0, Serialized)
  {
    QWD8 = 0x123456789ABCDEF0  Return (BUF)
  }

  Method (M025, 0, Serialized)
  {
    QWD8 = "7"  Return (BUF)
  }

  Method (M026, 0, Serialized)
  {
    QWD8 = Buffer () {0x11, 0x22, 0x33}  Return (BUF)
  }

  Method (M027, 0, Serialized)
  {
    QWD8 = Buffer (20) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}  Return (BUF)
  }

  Method (M028, 0, Serialized)
  {
    ODDF = 0  Return (BUF)
  }

  Method (M029, 0, Serialized)
  {
    ODDF = 0x5  Return (BUF)
  }

  Method (M02A, 0, Serialized)
  {
    ODDF = 0xFF  Return (BUF)
  }

  Method (M02B, 0, Serialized)
  {
    ODDF = 0x12345678  Return (BUF)
  }

  Method (M02C, 0, Serialized)
  {
    ODDF = 0x123456789ABCDEF0  Return (BUF)
  }

  Method (M02D, 0, Serialized)
  {
    ODDF = "7"  Return (BUF)
  }

  Method (M02E, 0, Serialized)
  {
    ODDF = Buffer () {0x11, 0x22, 0x33}  Return (BUF)
  }

  Method (M02F, 0, Serialized)
  {
    ODDF = Buffer (20) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}  Return (BUF)
  }

  Method (M030, 0, Serialized)
  {
    LONG = 0  Return (BUF)
  }

  Method (M031, 0, Serialized)
  {
    LONG = 0x5  Return (BUF)
  }

  Method (M032, 0, Serialized)
  {
    LONG = 0xFF  Return (BUF)
  }

  Method (M033, 0, Serialized)
  {
    LONG = 0x12345678  Return (BUF)
  }

  Method (M034, 0, Serialized)
  {
    LONG = 0x123456789ABCDEF0  Return (BUF)
  }

  Method (M035, 0, Serialized)
  {
    LONG = "7"  Return (BUF)
  }

  Method (M036, 0, Serialized)
  {
    LONG = Buffer () {0x11, 0x22, 0x33}  Return (BUF)
  }

  Method (M037, 0, Serialized)
  {
    LONG = Buffer (20) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}  Return (BUF)
  }

  Method (M038, 0, Serialized)
  {
    Return (BIT3)
  }

  Method (M039, 0, Serialized)
  {
    Return (BYT1)
  }

  Method (M03A, 0, Serialized)
  {
    Return (WRD2)
  }

  Method (M03B, 0, Serialized)
  {
    Return (DWD4)
  }

  Method (M03C, 0, Serialized)
  {
    Return (QWD8)
  }

  Method (M03D, 0, Serialized)
  {
    Return (ODDF)
  }

  Method (M03E, 0, Serialized)
  {
    Return (LONG)
  }

  Method (M03F, 0, Serialized)
  {
    BIGF = 0  Return (BIGF)
  }

  Method (M040, 0, Serialized)
  {
    BIGF = 0x5  Return (BIGF)
  }

  Method (M041, 0, Serialized)
  {
    BIGF = 0xFF  Return (BIGF)
  }

  Method (M042, 0, Serialized)
  {
    BIGF = 0x12345678  Return (BIGF)
  }

  Method (M043, 0, Serialized)
  {
    BIGF = 0x123456789ABCDEF0  Return (BIGF)
  }

  Method (M044, 0, Serialized)
  {
    BIGF = "7"  Return (BIGF)
  }

  Method (M045, 0, Serialized)
  {
    BIGF = Buffer () {0x11, 0x22, 0x33}  Return (BIGF)
  }

  Method (M046, 0, Serialized)
  {
    BIGF = Buffer (20) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}  Return (BIGF)
  }

  Method (M047, 0, Serialized)
  {
    ODD2 = 0  Return (ODD2)
  }

  Method (M048, 0, Serialized)
  {
    ODD2 = 0x5  Return (ODD2)
  }

  Method (M049, 0, Serialized)
  {
    ODD2 = 0xFF  Return (ODD2)
  }

  Method (M04A, 0, Serialized)
  {
    ODD2 = 0x12345678  Return (ODD2)
  }

  Method (M04B, 0, Serialized)
  {
    ODD2 = 0x123456789ABCDEF0  Return (ODD2)
  }

  Method (M04C, 0, Serialized)
  {
    ODD2 = "7"  Return (ODD2)
  }

  Method (M04D, 0, Serialized)
  {
    ODD2 = Buffer () {0x11, 0x22, 0x33}  Return (ODD2)
  }

  Method (M04E, 0, Serialized)
  {
    ODD2 = Buffer (20) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}  Return (ODD2)
  }

  Method (M04F, 0, Serialized)
  {
    LKD = 0  Return (LKD)
  }

  Method (M050, 0, Serialized)
  {
    LKD = 0x5  Return (LKD)
  }

  Method (M051, 0, Serialized)
  {
    LKD = 0xFF  Return (LKD)
  }

  Method (M052, 0, Serialized)
  {
    LKD = 0x12345678  Return (LKD)
  }

  Method (M053, 0, Serialized)
  {
    LKD = 0x123456789ABCDEF0  Return (LKD)
  }

  Method (M054, 0, Serialized)
  {
    LKD = "7"  Return (LKD)
  }

  Method (M055, 0, Serialized)
  {
    LKD = Buffer () {0x11, 0x22, 0x33}  Return (LKD)
  }

  Method (M056, 0, Serialized)
  {
    LKD = Buffer (20) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}  Return (LKD)
  }

  Method (M057, 0, Serialized)
  {
    LKB = 0  Return (LKB)
  }

  Method (M058, 0, Serialized)
  {
    LKB = 0x5  Return (LKB)
  }

  Method (M059, 0, Serialized)
  {
    LKB = 0xFF  Return (LKB)
  }

  Method (M05A, 0, Serialized)
  {
    LKB = 0x12345678  Return (LKB)
  }

  Method (M05B, 0, Serialized)
  {
    LKB = 0x123456789ABCDEF0  Return (LKB)
  }

  Method (M05C, 0, Serialized)
  {
    LKB = "7"  Return (LKB)
  }

  Method (M05D, 0, Serialized)
  {
    LKB = Buffer () {0x11, 0x22, 0x33}  Return (LKB)
  }

  Method (M05E, 0, Serialized)
  {
    LKB = Buffer (20) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}  Return (LKB)
  }

  Method (M05F, 0, Serialized)
  {
    IX0 = 0x5A  Return (Package () {IDX, DAT})
  }

  Method (M060, 0, Serialized)
  {
    IX1 = 0x5A  Return (Package () {IDX, DAT})
  }

  Method (M061, 0, Serialized)
  {
    IX2 = 0x5A  Return (Package () {IDX, DAT})
  }

  Method (M062, 0, Serialized)
  {
    IX3 = 0x5A  Return (Package () {IDX, DAT})
  }

  Method (M063, 0, Serialized)
  {
    Local0 = IX0  Return (IDX)
  }

  Method (M064, 0, Serialized)
  {
    Local0 = IX3  Return (IDX)
  }

  Method (M065, 0, Serialized)
  {
    BK0 = 0x1234  Return (RAWB)
  }

  Method (M066, 0, Serialized)
  {
    BK1 = 0x1234  Return (RAWB)
  }

  Method (M067, 0, Serialized)
  {
    BK2 = 0x1234  Return (RAWB)
  }

  Method (M068, 0, Serialized)
  {
    Local0 = BK0  Return (BNK)
  }

  Method (M069, 0, Serialized)
  {
    Local0 = BK1  Return (BNK)
  }

  Method (M06A, 0, Serialized)
  {
    Local0 = BK2  Return (BNK)
  }

  Method (M06B, 0, Serialized)
  {
    Return (OVR0)
  }

  Method (M06C, 0, Serialized)
  {
    Return (OVR1)
  }

  Method (M06D, 0, Serialized)
  {
    Return (OVR2)
  }

  Method (M06E, 0, Serialized)
  {
    Return (OVR3)
  }

  Method (M06F, 0, Serialized)
  {
    Return (DYNR (0x8000, 4))
  }

  Method (M070, 0, Serialized)
  {
    Return (DYNR (0x8000, 0))
  }

  Method (M071, 0, Serialized)
  {
    CreateByteField (BUF, 23, LAST)  LAST = 1  Return (LAST)
  }

  Method (M072, 0, Serialized)
  {
    CreateByteField (BUF, 24, PAST)  Return (PAST)
  }

  Method (M073, 0, Serialized)
  {
    CreateDWordField (BUF, 21, PASD)  Return (PASD)
  }

  Method (M074, 0, Serialized)
  {
    CreateField (BUF, 0, 192, WHOL)  Return (WHOL)
  }

  Method (M075, 0, Serialized)
  {
    CreateField (BUF, 1, 192, PASF)  Return (PASF)
  }

  Method (M076, 0, Serialized)
  {
    Local0 = 0  CreateField (BUF, 0, Local0, ZERF)  Return (ZERF)
  }

  Method (M077, 0, Serialized)
  {
    Local0 = Buffer (4) {1, 2, 3, 4}  CreateWordField (Local0, 1, LW)  LW = 0xFFFF  Return (Local0)
  }

  Method (M078, 0, Serialized)
  {
    BYT1++  Return (BYT1)
  }

  Method (M079, 0, Serialized)
  {
    CopyObject (5, BYT1)  Return (BYT1)
  }

  Method (M07A, 0, Serialized)
  {
    Return (ObjectType (BK0))
  }

  Method (M07B, 0, Serialized)
  {
    Return (ObjectType (IX0))
  }
}
