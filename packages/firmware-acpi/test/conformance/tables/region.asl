DefinitionBlock ("", "DSDT", 2, "WARMBT", "REGION", 0x00000001)
{
  OperationRegion (RG00, SystemMemory, 0x1000, 0x20)
  Field (RG00, AnyAcc, NoLock, Preserve) { A00, 3, B00, 5, C00, 12, , 4, D00, 32, Offset (0x10), E00, 64 }
  Field (RG00, ByteAcc, NoLock, Preserve) { W00, 192 }
  OperationRegion (RG01, SystemMemory, 0x1040, 0x20)
  Field (RG01, AnyAcc, NoLock, WriteAsOnes) { A01, 3, B01, 5, C01, 12, , 4, D01, 32, Offset (0x10), E01, 64 }
  Field (RG01, ByteAcc, NoLock, Preserve) { W01, 192 }
  OperationRegion (RG02, SystemMemory, 0x1080, 0x20)
  Field (RG02, AnyAcc, NoLock, WriteAsZeros) { A02, 3, B02, 5, C02, 12, , 4, D02, 32, Offset (0x10), E02, 64 }
  Field (RG02, ByteAcc, NoLock, Preserve) { W02, 192 }
  OperationRegion (RG03, SystemMemory, 0x10c0, 0x20)
  Field (RG03, ByteAcc, NoLock, Preserve) { A03, 3, B03, 5, C03, 12, , 4, D03, 32, Offset (0x10), E03, 64 }
  Field (RG03, ByteAcc, NoLock, Preserve) { W03, 192 }
  OperationRegion (RG04, SystemMemory, 0x1100, 0x20)
  Field (RG04, ByteAcc, NoLock, WriteAsOnes) { A04, 3, B04, 5, C04, 12, , 4, D04, 32, Offset (0x10), E04, 64 }
  Field (RG04, ByteAcc, NoLock, Preserve) { W04, 192 }
  OperationRegion (RG05, SystemMemory, 0x1140, 0x20)
  Field (RG05, ByteAcc, NoLock, WriteAsZeros) { A05, 3, B05, 5, C05, 12, , 4, D05, 32, Offset (0x10), E05, 64 }
  Field (RG05, ByteAcc, NoLock, Preserve) { W05, 192 }
  OperationRegion (RG06, SystemMemory, 0x1180, 0x20)
  Field (RG06, WordAcc, NoLock, Preserve) { A06, 3, B06, 5, C06, 12, , 4, D06, 32, Offset (0x10), E06, 64 }
  Field (RG06, ByteAcc, NoLock, Preserve) { W06, 192 }
  OperationRegion (RG07, SystemMemory, 0x11c0, 0x20)
  Field (RG07, WordAcc, NoLock, WriteAsOnes) { A07, 3, B07, 5, C07, 12, , 4, D07, 32, Offset (0x10), E07, 64 }
  Field (RG07, ByteAcc, NoLock, Preserve) { W07, 192 }
  OperationRegion (RG08, SystemMemory, 0x1200, 0x20)
  Field (RG08, WordAcc, NoLock, WriteAsZeros) { A08, 3, B08, 5, C08, 12, , 4, D08, 32, Offset (0x10), E08, 64 }
  Field (RG08, ByteAcc, NoLock, Preserve) { W08, 192 }
  OperationRegion (RG09, SystemMemory, 0x1240, 0x20)
  Field (RG09, DWordAcc, NoLock, Preserve) { A09, 3, B09, 5, C09, 12, , 4, D09, 32, Offset (0x10), E09, 64 }
  Field (RG09, ByteAcc, NoLock, Preserve) { W09, 192 }
  OperationRegion (RG0A, SystemMemory, 0x1280, 0x20)
  Field (RG0A, DWordAcc, NoLock, WriteAsOnes) { A0A, 3, B0A, 5, C0A, 12, , 4, D0A, 32, Offset (0x10), E0A, 64 }
  Field (RG0A, ByteAcc, NoLock, Preserve) { W0A, 192 }
  OperationRegion (RG0B, SystemMemory, 0x12c0, 0x20)
  Field (RG0B, DWordAcc, NoLock, WriteAsZeros) { A0B, 3, B0B, 5, C0B, 12, , 4, D0B, 32, Offset (0x10), E0B, 64 }
  Field (RG0B, ByteAcc, NoLock, Preserve) { W0B, 192 }
  OperationRegion (RG0C, SystemMemory, 0x1300, 0x20)
  Field (RG0C, QWordAcc, NoLock, Preserve) { A0C, 3, B0C, 5, C0C, 12, , 4, D0C, 32, Offset (0x10), E0C, 64 }
  Field (RG0C, ByteAcc, NoLock, Preserve) { W0C, 192 }
  OperationRegion (RG0D, SystemMemory, 0x1340, 0x20)
  Field (RG0D, QWordAcc, NoLock, WriteAsOnes) { A0D, 3, B0D, 5, C0D, 12, , 4, D0D, 32, Offset (0x10), E0D, 64 }
  Field (RG0D, ByteAcc, NoLock, Preserve) { W0D, 192 }
  OperationRegion (RG0E, SystemMemory, 0x1380, 0x20)
  Field (RG0E, QWordAcc, NoLock, WriteAsZeros) { A0E, 3, B0E, 5, C0E, 12, , 4, D0E, 32, Offset (0x10), E0E, 64 }
  Field (RG0E, ByteAcc, NoLock, Preserve) { W0E, 192 }
  OperationRegion (RG0F, SystemIO, 0x13c0, 0x20)
  Field (RG0F, AnyAcc, NoLock, Preserve) { A0F, 3, B0F, 5, C0F, 12, , 4, D0F, 32, Offset (0x10), E0F, 64 }
  Field (RG0F, ByteAcc, NoLock, Preserve) { W0F, 192 }
  OperationRegion (RG10, SystemIO, 0x1400, 0x20)
  Field (RG10, AnyAcc, NoLock, WriteAsOnes) { A10, 3, B10, 5, C10, 12, , 4, D10, 32, Offset (0x10), E10, 64 }
  Field (RG10, ByteAcc, NoLock, Preserve) { W10, 192 }
  OperationRegion (RG11, SystemIO, 0x1440, 0x20)
  Field (RG11, AnyAcc, NoLock, WriteAsZeros) { A11, 3, B11, 5, C11, 12, , 4, D11, 32, Offset (0x10), E11, 64 }
  Field (RG11, ByteAcc, NoLock, Preserve) { W11, 192 }
  OperationRegion (RG12, SystemIO, 0x1480, 0x20)
  Field (RG12, ByteAcc, NoLock, Preserve) { A12, 3, B12, 5, C12, 12, , 4, D12, 32, Offset (0x10), E12, 64 }
  Field (RG12, ByteAcc, NoLock, Preserve) { W12, 192 }
  OperationRegion (RG13, SystemIO, 0x14c0, 0x20)
  Field (RG13, ByteAcc, NoLock, WriteAsOnes) { A13, 3, B13, 5, C13, 12, , 4, D13, 32, Offset (0x10), E13, 64 }
  Field (RG13, ByteAcc, NoLock, Preserve) { W13, 192 }
  OperationRegion (RG14, SystemIO, 0x1500, 0x20)
  Field (RG14, ByteAcc, NoLock, WriteAsZeros) { A14, 3, B14, 5, C14, 12, , 4, D14, 32, Offset (0x10), E14, 64 }
  Field (RG14, ByteAcc, NoLock, Preserve) { W14, 192 }
  OperationRegion (RG15, SystemIO, 0x1540, 0x20)
  Field (RG15, WordAcc, NoLock, Preserve) { A15, 3, B15, 5, C15, 12, , 4, D15, 32, Offset (0x10), E15, 64 }
  Field (RG15, ByteAcc, NoLock, Preserve) { W15, 192 }
  OperationRegion (RG16, SystemIO, 0x1580, 0x20)
  Field (RG16, WordAcc, NoLock, WriteAsOnes) { A16, 3, B16, 5, C16, 12, , 4, D16, 32, Offset (0x10), E16, 64 }
  Field (RG16, ByteAcc, NoLock, Preserve) { W16, 192 }
  OperationRegion (RG17, SystemIO, 0x15c0, 0x20)
  Field (RG17, WordAcc, NoLock, WriteAsZeros) { A17, 3, B17, 5, C17, 12, , 4, D17, 32, Offset (0x10), E17, 64 }
  Field (RG17, ByteAcc, NoLock, Preserve) { W17, 192 }
  OperationRegion (RG18, SystemIO, 0x1600, 0x20)
  Field (RG18, DWordAcc, NoLock, Preserve) { A18, 3, B18, 5, C18, 12, , 4, D18, 32, Offset (0x10), E18, 64 }
  Field (RG18, ByteAcc, NoLock, Preserve) { W18, 192 }
  OperationRegion (RG19, SystemIO, 0x1640, 0x20)
  Field (RG19, DWordAcc, NoLock, WriteAsOnes) { A19, 3, B19, 5, C19, 12, , 4, D19, 32, Offset (0x10), E19, 64 }
  Field (RG19, ByteAcc, NoLock, Preserve) { W19, 192 }
  OperationRegion (RG1A, SystemIO, 0x1680, 0x20)
  Field (RG1A, DWordAcc, NoLock, WriteAsZeros) { A1A, 3, B1A, 5, C1A, 12, , 4, D1A, 32, Offset (0x10), E1A, 64 }
  Field (RG1A, ByteAcc, NoLock, Preserve) { W1A, 192 }
  OperationRegion (RG1B, SystemIO, 0x16c0, 0x20)
  Field (RG1B, QWordAcc, NoLock, Preserve) { A1B, 3, B1B, 5, C1B, 12, , 4, D1B, 32, Offset (0x10), E1B, 64 }
  Field (RG1B, ByteAcc, NoLock, Preserve) { W1B, 192 }
  OperationRegion (RG1C, SystemIO, 0x1700, 0x20)
  Field (RG1C, QWordAcc, NoLock, WriteAsOnes) { A1C, 3, B1C, 5, C1C, 12, , 4, D1C, 32, Offset (0x10), E1C, 64 }
  Field (RG1C, ByteAcc, NoLock, Preserve) { W1C, 192 }
  OperationRegion (RG1D, SystemIO, 0x1740, 0x20)
  Field (RG1D, QWordAcc, NoLock, WriteAsZeros) { A1D, 3, B1D, 5, C1D, 12, , 4, D1D, 32, Offset (0x10), E1D, 64 }
  Field (RG1D, ByteAcc, NoLock, Preserve) { W1D, 192 }
  Method (M000, 0, Serialized)
  {
    A00 = 5  Return (W00)
  }

  Method (M001, 0, Serialized)
  {
    B00 = 0x1A  Return (W00)
  }

  Method (M002, 0, Serialized)
  {
    C00 = 0xABC  Return (W00)
  }

  Method (M003, 0, Serialized)
  {
    D00 = 0xDEADBEEF  Return (W00)
  }

  Method (M004, 0, Serialized)
  {
    E00 = 0x1122334455667788  Return (W00)
  }

  Method (M005, 0, Serialized)
  {
    Return (A00)
  }

  Method (M006, 0, Serialized)
  {
    Return (C00)
  }

  Method (M007, 0, Serialized)
  {
    Return (D00)
  }

  Method (M008, 0, Serialized)
  {
    Return (E00)
  }

  Method (M009, 0, Serialized)
  {
    A01 = 5  Return (W01)
  }

  Method (M00A, 0, Serialized)
  {
    B01 = 0x1A  Return (W01)
  }

  Method (M00B, 0, Serialized)
  {
    C01 = 0xABC  Return (W01)
  }

  Method (M00C, 0, Serialized)
  {
    D01 = 0xDEADBEEF  Return (W01)
  }

  Method (M00D, 0, Serialized)
  {
    E01 = 0x1122334455667788  Return (W01)
  }

  Method (M00E, 0, Serialized)
  {
    Return (A01)
  }

  Method (M00F, 0, Serialized)
  {
    Return (C01)
  }

  Method (M010, 0, Serialized)
  {
    Return (D01)
  }

  Method (M011, 0, Serialized)
  {
    Return (E01)
  }

  Method (M012, 0, Serialized)
  {
    A02 = 5  Return (W02)
  }

  Method (M013, 0, Serialized)
  {
    B02 = 0x1A  Return (W02)
  }

  Method (M014, 0, Serialized)
  {
    C02 = 0xABC  Return (W02)
  }

  Method (M015, 0, Serialized)
  {
    D02 = 0xDEADBEEF  Return (W02)
  }

  Method (M016, 0, Serialized)
  {
    E02 = 0x1122334455667788  Return (W02)
  }

  Method (M017, 0, Serialized)
  {
    Return (A02)
  }

  Method (M018, 0, Serialized)
  {
    Return (C02)
  }

  Method (M019, 0, Serialized)
  {
    Return (D02)
  }

  Method (M01A, 0, Serialized)
  {
    Return (E02)
  }

  Method (M01B, 0, Serialized)
  {
    A03 = 5  Return (W03)
  }

  Method (M01C, 0, Serialized)
  {
    B03 = 0x1A  Return (W03)
  }

  Method (M01D, 0, Serialized)
  {
    C03 = 0xABC  Return (W03)
  }

  Method (M01E, 0, Serialized)
  {
    D03 = 0xDEADBEEF  Return (W03)
  }

  Method (M01F, 0, Serialized)
  {
    E03 = 0x1122334455667788  Return (W03)
  }

  Method (M020, 0, Serialized)
  {
    Return (A03)
  }

  Method (M021, 0, Serialized)
  {
    Return (C03)
  }

  Method (M022, 0, Serialized)
  {
    Return (D03)
  }

  Method (M023, 0, Serialized)
  {
    Return (E03)
  }

  Method (M024, 0, Serialized)
  {
    A04 = 5  Return (W04)
  }

  Method (M025, 0, Serialized)
  {
    B04 = 0x1A  Return (W04)
  }

  Method (M026, 0, Serialized)
  {
    C04 = 0xABC  Return (W04)
  }

  Method (M027, 0, Serialized)
  {
    D04 = 0xDEADBEEF  Return (W04)
  }

  Method (M028, 0, Serialized)
  {
    E04 = 0x1122334455667788  Return (W04)
  }

  Method (M029, 0, Serialized)
  {
    Return (A04)
  }

  Method (M02A, 0, Serialized)
  {
    Return (C04)
  }

  Method (M02B, 0, Serialized)
  {
    Return (D04)
  }

  Method (M02C, 0, Serialized)
  {
    Return (E04)
  }

  Method (M02D, 0, Serialized)
  {
    A05 = 5  Return (W05)
  }

  Method (M02E, 0, Serialized)
  {
    B05 = 0x1A  Return (W05)
  }

  Method (M02F, 0, Serialized)
  {
    C05 = 0xABC  Return (W05)
  }

  Method (M030, 0, Serialized)
  {
    D05 = 0xDEADBEEF  Return (W05)
  }

  Method (M031, 0, Serialized)
  {
    E05 = 0x1122334455667788  Return (W05)
  }

  Method (M032, 0, Serialized)
  {
    Return (A05)
  }

  Method (M033, 0, Serialized)
  {
    Return (C05)
  }

  Method (M034, 0, Serialized)
  {
    Return (D05)
  }

  Method (M035, 0, Serialized)
  {
    Return (E05)
  }

  Method (M036, 0, Serialized)
  {
    A06 = 5  Return (W06)
  }

  Method (M037, 0, Serialized)
  {
    B06 = 0x1A  Return (W06)
  }

  Method (M038, 0, Serialized)
  {
    C06 = 0xABC  Return (W06)
  }

  Method (M039, 0, Serialized)
  {
    D06 = 0xDEADBEEF  Return (W06)
  }

  Method (M03A, 0, Serialized)
  {
    E06 = 0x1122334455667788  Return (W06)
  }

  Method (M03B, 0, Serialized)
  {
    Return (A06)
  }

  Method (M03C, 0, Serialized)
  {
    Return (C06)
  }

  Method (M03D, 0, Serialized)
  {
    Return (D06)
  }

  Method (M03E, 0, Serialized)
  {
    Return (E06)
  }

  Method (M03F, 0, Serialized)
  {
    A07 = 5  Return (W07)
  }

  Method (M040, 0, Serialized)
  {
    B07 = 0x1A  Return (W07)
  }

  Method (M041, 0, Serialized)
  {
    C07 = 0xABC  Return (W07)
  }

  Method (M042, 0, Serialized)
  {
    D07 = 0xDEADBEEF  Return (W07)
  }

  Method (M043, 0, Serialized)
  {
    E07 = 0x1122334455667788  Return (W07)
  }

  Method (M044, 0, Serialized)
  {
    Return (A07)
  }

  Method (M045, 0, Serialized)
  {
    Return (C07)
  }

  Method (M046, 0, Serialized)
  {
    Return (D07)
  }

  Method (M047, 0, Serialized)
  {
    Return (E07)
  }

  Method (M048, 0, Serialized)
  {
    A08 = 5  Return (W08)
  }

  Method (M049, 0, Serialized)
  {
    B08 = 0x1A  Return (W08)
  }

  Method (M04A, 0, Serialized)
  {
    C08 = 0xABC  Return (W08)
  }

  Method (M04B, 0, Serialized)
  {
    D08 = 0xDEADBEEF  Return (W08)
  }

  Method (M04C, 0, Serialized)
  {
    E08 = 0x1122334455667788  Return (W08)
  }

  Method (M04D, 0, Serialized)
  {
    Return (A08)
  }

  Method (M04E, 0, Serialized)
  {
    Return (C08)
  }

  Method (M04F, 0, Serialized)
  {
    Return (D08)
  }

  Method (M050, 0, Serialized)
  {
    Return (E08)
  }

  Method (M051, 0, Serialized)
  {
    A09 = 5  Return (W09)
  }

  Method (M052, 0, Serialized)
  {
    B09 = 0x1A  Return (W09)
  }

  Method (M053, 0, Serialized)
  {
    C09 = 0xABC  Return (W09)
  }

  Method (M054, 0, Serialized)
  {
    D09 = 0xDEADBEEF  Return (W09)
  }

  Method (M055, 0, Serialized)
  {
    E09 = 0x1122334455667788  Return (W09)
  }

  Method (M056, 0, Serialized)
  {
    Return (A09)
  }

  Method (M057, 0, Serialized)
  {
    Return (C09)
  }

  Method (M058, 0, Serialized)
  {
    Return (D09)
  }

  Method (M059, 0, Serialized)
  {
    Return (E09)
  }

  Method (M05A, 0, Serialized)
  {
    A0A = 5  Return (W0A)
  }

  Method (M05B, 0, Serialized)
  {
    B0A = 0x1A  Return (W0A)
  }

  Method (M05C, 0, Serialized)
  {
    C0A = 0xABC  Return (W0A)
  }

  Method (M05D, 0, Serialized)
  {
    D0A = 0xDEADBEEF  Return (W0A)
  }

  Method (M05E, 0, Serialized)
  {
    E0A = 0x1122334455667788  Return (W0A)
  }

  Method (M05F, 0, Serialized)
  {
    Return (A0A)
  }

  Method (M060, 0, Serialized)
  {
    Return (C0A)
  }

  Method (M061, 0, Serialized)
  {
    Return (D0A)
  }

  Method (M062, 0, Serialized)
  {
    Return (E0A)
  }

  Method (M063, 0, Serialized)
  {
    A0B = 5  Return (W0B)
  }

  Method (M064, 0, Serialized)
  {
    B0B = 0x1A  Return (W0B)
  }

  Method (M065, 0, Serialized)
  {
    C0B = 0xABC  Return (W0B)
  }

  Method (M066, 0, Serialized)
  {
    D0B = 0xDEADBEEF  Return (W0B)
  }

  Method (M067, 0, Serialized)
  {
    E0B = 0x1122334455667788  Return (W0B)
  }

  Method (M068, 0, Serialized)
  {
    Return (A0B)
  }

  Method (M069, 0, Serialized)
  {
    Return (C0B)
  }

  Method (M06A, 0, Serialized)
  {
    Return (D0B)
  }

  Method (M06B, 0, Serialized)
  {
    Return (E0B)
  }

  Method (M06C, 0, Serialized)
  {
    A0C = 5  Return (W0C)
  }

  Method (M06D, 0, Serialized)
  {
    B0C = 0x1A  Return (W0C)
  }

  Method (M06E, 0, Serialized)
  {
    C0C = 0xABC  Return (W0C)
  }

  Method (M06F, 0, Serialized)
  {
    D0C = 0xDEADBEEF  Return (W0C)
  }

  Method (M070, 0, Serialized)
  {
    E0C = 0x1122334455667788  Return (W0C)
  }

  Method (M071, 0, Serialized)
  {
    Return (A0C)
  }

  Method (M072, 0, Serialized)
  {
    Return (C0C)
  }

  Method (M073, 0, Serialized)
  {
    Return (D0C)
  }

  Method (M074, 0, Serialized)
  {
    Return (E0C)
  }

  Method (M075, 0, Serialized)
  {
    A0D = 5  Return (W0D)
  }

  Method (M076, 0, Serialized)
  {
    B0D = 0x1A  Return (W0D)
  }

  Method (M077, 0, Serialized)
  {
    C0D = 0xABC  Return (W0D)
  }

  Method (M078, 0, Serialized)
  {
    D0D = 0xDEADBEEF  Return (W0D)
  }

  Method (M079, 0, Serialized)
  {
    E0D = 0x1122334455667788  Return (W0D)
  }

  Method (M07A, 0, Serialized)
  {
    Return (A0D)
  }

  Method (M07B, 0, Serialized)
  {
    Return (C0D)
  }

  Method (M07C, 0, Serialized)
  {
    Return (D0D)
  }

  Method (M07D, 0, Serialized)
  {
    Return (E0D)
  }

  Method (M07E, 0, Serialized)
  {
    A0E = 5  Return (W0E)
  }

  Method (M07F, 0, Serialized)
  {
    B0E = 0x1A  Return (W0E)
  }

  Method (M080, 0, Serialized)
  {
    C0E = 0xABC  Return (W0E)
  }

  Method (M081, 0, Serialized)
  {
    D0E = 0xDEADBEEF  Return (W0E)
  }

  Method (M082, 0, Serialized)
  {
    E0E = 0x1122334455667788  Return (W0E)
  }

  Method (M083, 0, Serialized)
  {
    Return (A0E)
  }

  Method (M084, 0, Serialized)
  {
    Return (C0E)
  }

  Method (M085, 0, Serialized)
  {
    Return (D0E)
  }

  Method (M086, 0, Serialized)
  {
    Return (E0E)
  }

  Method (M087, 0, Serialized)
  {
    A0F = 5  Return (W0F)
  }

  Method (M088, 0, Serialized)
  {
    B0F = 0x1A  Return (W0F)
  }

  Method (M089, 0, Serialized)
  {
    C0F = 0xABC  Return (W0F)
  }

  Method (M08A, 0, Serialized)
  {
    D0F = 0xDEADBEEF  Return (W0F)
  }

  Method (M08B, 0, Serialized)
  {
    E0F = 0x1122334455667788  Return (W0F)
  }

  Method (M08C, 0, Serialized)
  {
    Return (A0F)
  }

  Method (M08D, 0, Serialized)
  {
    Return (C0F)
  }

  Method (M08E, 0, Serialized)
  {
    Return (D0F)
  }

  Method (M08F, 0, Serialized)
  {
    Return (E0F)
  }

  Method (M090, 0, Serialized)
  {
    A10 = 5  Return (W10)
  }

  Method (M091, 0, Serialized)
  {
    B10 = 0x1A  Return (W10)
  }

  Method (M092, 0, Serialized)
  {
    C10 = 0xABC  Return (W10)
  }

  Method (M093, 0, Serialized)
  {
    D10 = 0xDEADBEEF  Return (W10)
  }

  Method (M094, 0, Serialized)
  {
    E10 = 0x1122334455667788  Return (W10)
  }

  Method (M095, 0, Serialized)
  {
    Return (A10)
  }

  Method (M096, 0, Serialized)
  {
    Return (C10)
  }

  Method (M097, 0, Serialized)
  {
    Return (D10)
  }

  Method (M098, 0, Serialized)
  {
    Return (E10)
  }

  Method (M099, 0, Serialized)
  {
    A11 = 5  Return (W11)
  }

  Method (M09A, 0, Serialized)
  {
    B11 = 0x1A  Return (W11)
  }

  Method (M09B, 0, Serialized)
  {
    C11 = 0xABC  Return (W11)
  }

  Method (M09C, 0, Serialized)
  {
    D11 = 0xDEADBEEF  Return (W11)
  }

  Method (M09D, 0, Serialized)
  {
    E11 = 0x1122334455667788  Return (W11)
  }

  Method (M09E, 0, Serialized)
  {
    Return (A11)
  }

  Method (M09F, 0, Serialized)
  {
    Return (C11)
  }

  Method (M0A0, 0, Serialized)
  {
    Return (D11)
  }

  Method (M0A1, 0, Serialized)
  {
    Return (E11)
  }

  Method (M0A2, 0, Serialized)
  {
    A12 = 5  Return (W12)
  }

  Method (M0A3, 0, Serialized)
  {
    B12 = 0x1A  Return (W12)
  }

  Method (M0A4, 0, Serialized)
  {
    C12 = 0xABC  Return (W12)
  }

  Method (M0A5, 0, Serialized)
  {
    D12 = 0xDEADBEEF  Return (W12)
  }

  Method (M0A6, 0, Serialized)
  {
    E12 = 0x1122334455667788  Return (W12)
  }

  Method (M0A7, 0, Serialized)
  {
    Return (A12)
  }

  Method (M0A8, 0, Serialized)
  {
    Return (C12)
  }

  Method (M0A9, 0, Serialized)
  {
    Return (D12)
  }

  Method (M0AA, 0, Serialized)
  {
    Return (E12)
  }

  Method (M0AB, 0, Serialized)
  {
    A13 = 5  Return (W13)
  }

  Method (M0AC, 0, Serialized)
  {
    B13 = 0x1A  Return (W13)
  }

  Method (M0AD, 0, Serialized)
  {
    C13 = 0xABC  Return (W13)
  }

  Method (M0AE, 0, Serialized)
  {
    D13 = 0xDEADBEEF  Return (W13)
  }

  Method (M0AF, 0, Serialized)
  {
    E13 = 0x1122334455667788  Return (W13)
  }

  Method (M0B0, 0, Serialized)
  {
    Return (A13)
  }

  Method (M0B1, 0, Serialized)
  {
    Return (C13)
  }

  Method (M0B2, 0, Serialized)
  {
    Return (D13)
  }

  Method (M0B3, 0, Serialized)
  {
    Return (E13)
  }

  Method (M0B4, 0, Serialized)
  {
    A14 = 5  Return (W14)
  }

  Method (M0B5, 0, Serialized)
  {
    B14 = 0x1A  Return (W14)
  }

  Method (M0B6, 0, Serialized)
  {
    C14 = 0xABC  Return (W14)
  }

  Method (M0B7, 0, Serialized)
  {
    D14 = 0xDEADBEEF  Return (W14)
  }

  Method (M0B8, 0, Serialized)
  {
    E14 = 0x1122334455667788  Return (W14)
  }

  Method (M0B9, 0, Serialized)
  {
    Return (A14)
  }

  Method (M0BA, 0, Serialized)
  {
    Return (C14)
  }

  Method (M0BB, 0, Serialized)
  {
    Return (D14)
  }

  Method (M0BC, 0, Serialized)
  {
    Return (E14)
  }

  Method (M0BD, 0, Serialized)
  {
    A15 = 5  Return (W15)
  }

  Method (M0BE, 0, Serialized)
  {
    B15 = 0x1A  Return (W15)
  }

  Method (M0BF, 0, Serialized)
  {
    C15 = 0xABC  Return (W15)
  }

  Method (M0C0, 0, Serialized)
  {
    D15 = 0xDEADBEEF  Return (W15)
  }

  Method (M0C1, 0, Serialized)
  {
    E15 = 0x1122334455667788  Return (W15)
  }

  Method (M0C2, 0, Serialized)
  {
    Return (A15)
  }

  Method (M0C3, 0, Serialized)
  {
    Return (C15)
  }

  Method (M0C4, 0, Serialized)
  {
    Return (D15)
  }

  Method (M0C5, 0, Serialized)
  {
    Return (E15)
  }

  Method (M0C6, 0, Serialized)
  {
    A16 = 5  Return (W16)
  }

  Method (M0C7, 0, Serialized)
  {
    B16 = 0x1A  Return (W16)
  }

  Method (M0C8, 0, Serialized)
  {
    C16 = 0xABC  Return (W16)
  }

  Method (M0C9, 0, Serialized)
  {
    D16 = 0xDEADBEEF  Return (W16)
  }

  Method (M0CA, 0, Serialized)
  {
    E16 = 0x1122334455667788  Return (W16)
  }

  Method (M0CB, 0, Serialized)
  {
    Return (A16)
  }

  Method (M0CC, 0, Serialized)
  {
    Return (C16)
  }

  Method (M0CD, 0, Serialized)
  {
    Return (D16)
  }

  Method (M0CE, 0, Serialized)
  {
    Return (E16)
  }

  Method (M0CF, 0, Serialized)
  {
    A17 = 5  Return (W17)
  }

  Method (M0D0, 0, Serialized)
  {
    B17 = 0x1A  Return (W17)
  }

  Method (M0D1, 0, Serialized)
  {
    C17 = 0xABC  Return (W17)
  }

  Method (M0D2, 0, Serialized)
  {
    D17 = 0xDEADBEEF  Return (W17)
  }

  Method (M0D3, 0, Serialized)
  {
    E17 = 0x1122334455667788  Return (W17)
  }

  Method (M0D4, 0, Serialized)
  {
    Return (A17)
  }

  Method (M0D5, 0, Serialized)
  {
    Return (C17)
  }

  Method (M0D6, 0, Serialized)
  {
    Return (D17)
  }

  Method (M0D7, 0, Serialized)
  {
    Return (E17)
  }

  Method (M0D8, 0, Serialized)
  {
    A18 = 5  Return (W18)
  }

  Method (M0D9, 0, Serialized)
  {
    B18 = 0x1A  Return (W18)
  }

  Method (M0DA, 0, Serialized)
  {
    C18 = 0xABC  Return (W18)
  }

  Method (M0DB, 0, Serialized)
  {
    D18 = 0xDEADBEEF  Return (W18)
  }

  Method (M0DC, 0, Serialized)
  {
    E18 = 0x1122334455667788  Return (W18)
  }

  Method (M0DD, 0, Serialized)
  {
    Return (A18)
  }

  Method (M0DE, 0, Serialized)
  {
    Return (C18)
  }

  Method (M0DF, 0, Serialized)
  {
    Return (D18)
  }

  Method (M0E0, 0, Serialized)
  {
    Return (E18)
  }

  Method (M0E1, 0, Serialized)
  {
    A19 = 5  Return (W19)
  }

  Method (M0E2, 0, Serialized)
  {
    B19 = 0x1A  Return (W19)
  }

  Method (M0E3, 0, Serialized)
  {
    C19 = 0xABC  Return (W19)
  }

  Method (M0E4, 0, Serialized)
  {
    D19 = 0xDEADBEEF  Return (W19)
  }

  Method (M0E5, 0, Serialized)
  {
    E19 = 0x1122334455667788  Return (W19)
  }

  Method (M0E6, 0, Serialized)
  {
    Return (A19)
  }

  Method (M0E7, 0, Serialized)
  {
    Return (C19)
  }

  Method (M0E8, 0, Serialized)
  {
    Return (D19)
  }

  Method (M0E9, 0, Serialized)
  {
    Return (E19)
  }

  Method (M0EA, 0, Serialized)
  {
    A1A = 5  Return (W1A)
  }

  Method (M0EB, 0, Serialized)
  {
    B1A = 0x1A  Return (W1A)
  }

  Method (M0EC, 0, Serialized)
  {
    C1A = 0xABC  Return (W1A)
  }

  Method (M0ED, 0, Serialized)
  {
    D1A = 0xDEADBEEF  Return (W1A)
  }

  Method (M0EE, 0, Serialized)
  {
    E1A = 0x1122334455667788  Return (W1A)
  }

  Method (M0EF, 0, Serialized)
  {
    Return (A1A)
  }

  Method (M0F0, 0, Serialized)
  {
    Return (C1A)
  }

  Method (M0F1, 0, Serialized)
  {
    Return (D1A)
  }

  Method (M0F2, 0, Serialized)
  {
    Return (E1A)
  }

  Method (M0F3, 0, Serialized)
  {
    A1B = 5  Return (W1B)
  }

  Method (M0F4, 0, Serialized)
  {
    B1B = 0x1A  Return (W1B)
  }

  Method (M0F5, 0, Serialized)
  {
    C1B = 0xABC  Return (W1B)
  }

  Method (M0F6, 0, Serialized)
  {
    D1B = 0xDEADBEEF  Return (W1B)
  }

  Method (M0F7, 0, Serialized)
  {
    E1B = 0x1122334455667788  Return (W1B)
  }

  Method (M0F8, 0, Serialized)
  {
    Return (A1B)
  }

  Method (M0F9, 0, Serialized)
  {
    Return (C1B)
  }

  Method (M0FA, 0, Serialized)
  {
    Return (D1B)
  }

  Method (M0FB, 0, Serialized)
  {
    Return (E1B)
  }

  Method (M0FC, 0, Serialized)
  {
    A1C = 5  Return (W1C)
  }

  Method (M0FD, 0, Serialized)
  {
    B1C = 0x1A  Return (W1C)
  }

  Method (M0FE, 0, Serialized)
  {
    C1C = 0xABC  Return (W1C)
  }

  Method (M0FF, 0, Serialized)
  {
    D1C = 0xDEADBEEF  Return (W1C)
  }

  Method (M100, 0, Serialized)
  {
    E1C = 0x1122334455667788  Return (W1C)
  }

  Method (M101, 0, Serialized)
  {
    Return (A1C)
  }

  Method (M102, 0, Serialized)
  {
    Return (C1C)
  }

  Method (M103, 0, Serialized)
  {
    Return (D1C)
  }

  Method (M104, 0, Serialized)
  {
    Return (E1C)
  }

  Method (M105, 0, Serialized)
  {
    A1D = 5  Return (W1D)
  }

  Method (M106, 0, Serialized)
  {
    B1D = 0x1A  Return (W1D)
  }

  Method (M107, 0, Serialized)
  {
    C1D = 0xABC  Return (W1D)
  }

  Method (M108, 0, Serialized)
  {
    D1D = 0xDEADBEEF  Return (W1D)
  }

  Method (M109, 0, Serialized)
  {
    E1D = 0x1122334455667788  Return (W1D)
  }

  Method (M10A, 0, Serialized)
  {
    Return (A1D)
  }

  Method (M10B, 0, Serialized)
  {
    Return (C1D)
  }

  Method (M10C, 0, Serialized)
  {
    Return (D1D)
  }

  Method (M10D, 0, Serialized)
  {
    Return (E1D)
  }
}
