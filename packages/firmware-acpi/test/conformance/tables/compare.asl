DefinitionBlock ("", "DSDT", 2, "WARMBT", "COMPARE", 0x00000001)
{

  Method (M000, 0, Serialized)
  {
    Local0 = 0  Local1 = 0  Return (LEqual (Local0, Local1))
  }

  Method (M001, 0, Serialized)
  {
    Local0 = 0  Local1 = 0x41  Return (LEqual (Local0, Local1))
  }

  Method (M002, 0, Serialized)
  {
    Local0 = 0  Local1 = "41"  Return (LEqual (Local0, Local1))
  }

  Method (M003, 0, Serialized)
  {
    Local0 = 0  Local1 = "A"  Return (LEqual (Local0, Local1))
  }

  Method (M004, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x41}  Return (LEqual (Local0, Local1))
  }

  Method (M005, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LEqual (Local0, Local1))
  }

  Method (M006, 0, Serialized)
  {
    Local0 = 0x41  Local1 = 0  Return (LEqual (Local0, Local1))
  }

  Method (M007, 0, Serialized)
  {
    Local0 = 0x41  Local1 = 0x41  Return (LEqual (Local0, Local1))
  }

  Method (M008, 0, Serialized)
  {
    Local0 = 0x41  Local1 = "41"  Return (LEqual (Local0, Local1))
  }

  Method (M009, 0, Serialized)
  {
    Local0 = 0x41  Local1 = "A"  Return (LEqual (Local0, Local1))
  }

  Method (M00A, 0, Serialized)
  {
    Local0 = 0x41  Local1 = Buffer () {0x41}  Return (LEqual (Local0, Local1))
  }

  Method (M00B, 0, Serialized)
  {
    Local0 = 0x41  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LEqual (Local0, Local1))
  }

  Method (M00C, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = 0  Return (LEqual (Local0, Local1))
  }

  Method (M00D, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = 0x41  Return (LEqual (Local0, Local1))
  }

  Method (M00E, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = "41"  Return (LEqual (Local0, Local1))
  }

  Method (M00F, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = "A"  Return (LEqual (Local0, Local1))
  }

  Method (M010, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = Buffer () {0x41}  Return (LEqual (Local0, Local1))
  }

  Method (M011, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LEqual (Local0, Local1))
  }

  Method (M012, 0, Serialized)
  {
    Local0 = "41"  Local1 = 0  Return (LEqual (Local0, Local1))
  }

  Method (M013, 0, Serialized)
  {
    Local0 = "41"  Local1 = 0x41  Return (LEqual (Local0, Local1))
  }

  Method (M014, 0, Serialized)
  {
    Local0 = "41"  Local1 = "41"  Return (LEqual (Local0, Local1))
  }

  Method (M015, 0, Serialized)
  {
    Local0 = "41"  Local1 = "A"  Return (LEqual (Local0, Local1))
  }

  Method (M016, 0, Serialized)
  {
    Local0 = "41"  Local1 = Buffer () {0x41}  Return (LEqual (Local0, Local1))
  }

  Method (M017, 0, Serialized)
  {
    Local0 = "41"  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LEqual (Local0, Local1))
  }

  Method (M018, 0, Serialized)
  {
    Local0 = "A"  Local1 = 0  Return (LEqual (Local0, Local1))
  }

  Method (M019, 0, Serialized)
  {
    Local0 = "A"  Local1 = 0x41  Return (LEqual (Local0, Local1))
  }

  Method (M01A, 0, Serialized)
  {
    Local0 = "A"  Local1 = "41"  Return (LEqual (Local0, Local1))
  }

  Method (M01B, 0, Serialized)
  {
    Local0 = "A"  Local1 = "A"  Return (LEqual (Local0, Local1))
  }

  Method (M01C, 0, Serialized)
  {
    Local0 = "A"  Local1 = Buffer () {0x41}  Return (LEqual (Local0, Local1))
  }

  Method (M01D, 0, Serialized)
  {
    Local0 = "A"  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LEqual (Local0, Local1))
  }

  Method (M01E, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = 0  Return (LEqual (Local0, Local1))
  }

  Method (M01F, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = 0x41  Return (LEqual (Local0, Local1))
  }

  Method (M020, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = "41"  Return (LEqual (Local0, Local1))
  }

  Method (M021, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = "A"  Return (LEqual (Local0, Local1))
  }

  Method (M022, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = Buffer () {0x41}  Return (LEqual (Local0, Local1))
  }

  Method (M023, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LEqual (Local0, Local1))
  }

  Method (M024, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = 0  Return (LEqual (Local0, Local1))
  }

  Method (M025, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = 0x41  Return (LEqual (Local0, Local1))
  }

  Method (M026, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = "41"  Return (LEqual (Local0, Local1))
  }

  Method (M027, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = "A"  Return (LEqual (Local0, Local1))
  }

  Method (M028, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = Buffer () {0x41}  Return (LEqual (Local0, Local1))
  }

  Method (M029, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LEqual (Local0, Local1))
  }

  Method (M02A, 0, Serialized)
  {
    Local0 = 0  Local1 = 0  Return (LGreater (Local0, Local1))
  }

  Method (M02B, 0, Serialized)
  {
    Local0 = 0  Local1 = 0x41  Return (LGreater (Local0, Local1))
  }

  Method (M02C, 0, Serialized)
  {
    Local0 = 0  Local1 = "41"  Return (LGreater (Local0, Local1))
  }

  Method (M02D, 0, Serialized)
  {
    Local0 = 0  Local1 = "A"  Return (LGreater (Local0, Local1))
  }

  Method (M02E, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x41}  Return (LGreater (Local0, Local1))
  }

  Method (M02F, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreater (Local0, Local1))
  }

  Method (M030, 0, Serialized)
  {
    Local0 = 0x41  Local1 = 0  Return (LGreater (Local0, Local1))
  }

  Method (M031, 0, Serialized)
  {
    Local0 = 0x41  Local1 = 0x41  Return (LGreater (Local0, Local1))
  }

  Method (M032, 0, Serialized)
  {
    Local0 = 0x41  Local1 = "41"  Return (LGreater (Local0, Local1))
  }

  Method (M033, 0, Serialized)
  {
    Local0 = 0x41  Local1 = "A"  Return (LGreater (Local0, Local1))
  }

  Method (M034, 0, Serialized)
  {
    Local0 = 0x41  Local1 = Buffer () {0x41}  Return (LGreater (Local0, Local1))
  }

  Method (M035, 0, Serialized)
  {
    Local0 = 0x41  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreater (Local0, Local1))
  }

  Method (M036, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = 0  Return (LGreater (Local0, Local1))
  }

  Method (M037, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = 0x41  Return (LGreater (Local0, Local1))
  }

  Method (M038, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = "41"  Return (LGreater (Local0, Local1))
  }

  Method (M039, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = "A"  Return (LGreater (Local0, Local1))
  }

  Method (M03A, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = Buffer () {0x41}  Return (LGreater (Local0, Local1))
  }

  Method (M03B, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreater (Local0, Local1))
  }

  Method (M03C, 0, Serialized)
  {
    Local0 = "41"  Local1 = 0  Return (LGreater (Local0, Local1))
  }

  Method (M03D, 0, Serialized)
  {
    Local0 = "41"  Local1 = 0x41  Return (LGreater (Local0, Local1))
  }

  Method (M03E, 0, Serialized)
  {
    Local0 = "41"  Local1 = "41"  Return (LGreater (Local0, Local1))
  }

  Method (M03F, 0, Serialized)
  {
    Local0 = "41"  Local1 = "A"  Return (LGreater (Local0, Local1))
  }

  Method (M040, 0, Serialized)
  {
    Local0 = "41"  Local1 = Buffer () {0x41}  Return (LGreater (Local0, Local1))
  }

  Method (M041, 0, Serialized)
  {
    Local0 = "41"  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreater (Local0, Local1))
  }

  Method (M042, 0, Serialized)
  {
    Local0 = "A"  Local1 = 0  Return (LGreater (Local0, Local1))
  }

  Method (M043, 0, Serialized)
  {
    Local0 = "A"  Local1 = 0x41  Return (LGreater (Local0, Local1))
  }

  Method (M044, 0, Serialized)
  {
    Local0 = "A"  Local1 = "41"  Return (LGreater (Local0, Local1))
  }

  Method (M045, 0, Serialized)
  {
    Local0 = "A"  Local1 = "A"  Return (LGreater (Local0, Local1))
  }

  Method (M046, 0, Serialized)
  {
    Local0 = "A"  Local1 = Buffer () {0x41}  Return (LGreater (Local0, Local1))
  }

  Method (M047, 0, Serialized)
  {
    Local0 = "A"  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreater (Local0, Local1))
  }

  Method (M048, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = 0  Return (LGreater (Local0, Local1))
  }

  Method (M049, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = 0x41  Return (LGreater (Local0, Local1))
  }

  Method (M04A, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = "41"  Return (LGreater (Local0, Local1))
  }

  Method (M04B, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = "A"  Return (LGreater (Local0, Local1))
  }

  Method (M04C, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = Buffer () {0x41}  Return (LGreater (Local0, Local1))
  }

  Method (M04D, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreater (Local0, Local1))
  }

  Method (M04E, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = 0  Return (LGreater (Local0, Local1))
  }

  Method (M04F, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = 0x41  Return (LGreater (Local0, Local1))
  }

  Method (M050, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = "41"  Return (LGreater (Local0, Local1))
  }

  Method (M051, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = "A"  Return (LGreater (Local0, Local1))
  }

  Method (M052, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = Buffer () {0x41}  Return (LGreater (Local0, Local1))
  }

  Method (M053, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreater (Local0, Local1))
  }

  Method (M054, 0, Serialized)
  {
    Local0 = 0  Local1 = 0  Return (LLess (Local0, Local1))
  }

  Method (M055, 0, Serialized)
  {
    Local0 = 0  Local1 = 0x41  Return (LLess (Local0, Local1))
  }

  Method (M056, 0, Serialized)
  {
    Local0 = 0  Local1 = "41"  Return (LLess (Local0, Local1))
  }

  Method (M057, 0, Serialized)
  {
    Local0 = 0  Local1 = "A"  Return (LLess (Local0, Local1))
  }

  Method (M058, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x41}  Return (LLess (Local0, Local1))
  }

  Method (M059, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLess (Local0, Local1))
  }

  Method (M05A, 0, Serialized)
  {
    Local0 = 0x41  Local1 = 0  Return (LLess (Local0, Local1))
  }

  Method (M05B, 0, Serialized)
  {
    Local0 = 0x41  Local1 = 0x41  Return (LLess (Local0, Local1))
  }

  Method (M05C, 0, Serialized)
  {
    Local0 = 0x41  Local1 = "41"  Return (LLess (Local0, Local1))
  }

  Method (M05D, 0, Serialized)
  {
    Local0 = 0x41  Local1 = "A"  Return (LLess (Local0, Local1))
  }

  Method (M05E, 0, Serialized)
  {
    Local0 = 0x41  Local1 = Buffer () {0x41}  Return (LLess (Local0, Local1))
  }

  Method (M05F, 0, Serialized)
  {
    Local0 = 0x41  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLess (Local0, Local1))
  }

  Method (M060, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = 0  Return (LLess (Local0, Local1))
  }

  Method (M061, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = 0x41  Return (LLess (Local0, Local1))
  }

  Method (M062, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = "41"  Return (LLess (Local0, Local1))
  }

  Method (M063, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = "A"  Return (LLess (Local0, Local1))
  }

  Method (M064, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = Buffer () {0x41}  Return (LLess (Local0, Local1))
  }

  Method (M065, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLess (Local0, Local1))
  }

  Method (M066, 0, Serialized)
  {
    Local0 = "41"  Local1 = 0  Return (LLess (Local0, Local1))
  }

  Method (M067, 0, Serialized)
  {
    Local0 = "41"  Local1 = 0x41  Return (LLess (Local0, Local1))
  }

  Method (M068, 0, Serialized)
  {
    Local0 = "41"  Local1 = "41"  Return (LLess (Local0, Local1))
  }

  Method (M069, 0, Serialized)
  {
    Local0 = "41"  Local1 = "A"  Return (LLess (Local0, Local1))
  }

  Method (M06A, 0, Serialized)
  {
    Local0 = "41"  Local1 = Buffer () {0x41}  Return (LLess (Local0, Local1))
  }

  Method (M06B, 0, Serialized)
  {
    Local0 = "41"  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLess (Local0, Local1))
  }

  Method (M06C, 0, Serialized)
  {
    Local0 = "A"  Local1 = 0  Return (LLess (Local0, Local1))
  }

  Method (M06D, 0, Serialized)
  {
    Local0 = "A"  Local1 = 0x41  Return (LLess (Local0, Local1))
  }

  Method (M06E, 0, Serialized)
  {
    Local0 = "A"  Local1 = "41"  Return (LLess (Local0, Local1))
  }

  Method (M06F, 0, Serialized)
  {
    Local0 = "A"  Local1 = "A"  Return (LLess (Local0, Local1))
  }

  Method (M070, 0, Serialized)
  {
    Local0 = "A"  Local1 = Buffer () {0x41}  Return (LLess (Local0, Local1))
  }

  Method (M071, 0, Serialized)
  {
    Local0 = "A"  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLess (Local0, Local1))
  }

  Method (M072, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = 0  Return (LLess (Local0, Local1))
  }

  Method (M073, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = 0x41  Return (LLess (Local0, Local1))
  }

  Method (M074, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = "41"  Return (LLess (Local0, Local1))
  }

  Method (M075, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = "A"  Return (LLess (Local0, Local1))
  }

  Method (M076, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = Buffer () {0x41}  Return (LLess (Local0, Local1))
  }

  Method (M077, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLess (Local0, Local1))
  }

  Method (M078, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = 0  Return (LLess (Local0, Local1))
  }

  Method (M079, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = 0x41  Return (LLess (Local0, Local1))
  }

  Method (M07A, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = "41"  Return (LLess (Local0, Local1))
  }

  Method (M07B, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = "A"  Return (LLess (Local0, Local1))
  }

  Method (M07C, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = Buffer () {0x41}  Return (LLess (Local0, Local1))
  }

  Method (M07D, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLess (Local0, Local1))
  }

  Method (M07E, 0, Serialized)
  {
    Local0 = 0  Local1 = 0  Return (LNotEqual (Local0, Local1))
  }

  Method (M07F, 0, Serialized)
  {
    Local0 = 0  Local1 = 0x41  Return (LNotEqual (Local0, Local1))
  }

  Method (M080, 0, Serialized)
  {
    Local0 = 0  Local1 = "41"  Return (LNotEqual (Local0, Local1))
  }

  Method (M081, 0, Serialized)
  {
    Local0 = 0  Local1 = "A"  Return (LNotEqual (Local0, Local1))
  }

  Method (M082, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x41}  Return (LNotEqual (Local0, Local1))
  }

  Method (M083, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LNotEqual (Local0, Local1))
  }

  Method (M084, 0, Serialized)
  {
    Local0 = 0x41  Local1 = 0  Return (LNotEqual (Local0, Local1))
  }

  Method (M085, 0, Serialized)
  {
    Local0 = 0x41  Local1 = 0x41  Return (LNotEqual (Local0, Local1))
  }

  Method (M086, 0, Serialized)
  {
    Local0 = 0x41  Local1 = "41"  Return (LNotEqual (Local0, Local1))
  }

  Method (M087, 0, Serialized)
  {
    Local0 = 0x41  Local1 = "A"  Return (LNotEqual (Local0, Local1))
  }

  Method (M088, 0, Serialized)
  {
    Local0 = 0x41  Local1 = Buffer () {0x41}  Return (LNotEqual (Local0, Local1))
  }

  Method (M089, 0, Serialized)
  {
    Local0 = 0x41  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LNotEqual (Local0, Local1))
  }

  Method (M08A, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = 0  Return (LNotEqual (Local0, Local1))
  }

  Method (M08B, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = 0x41  Return (LNotEqual (Local0, Local1))
  }

  Method (M08C, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = "41"  Return (LNotEqual (Local0, Local1))
  }

  Method (M08D, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = "A"  Return (LNotEqual (Local0, Local1))
  }

  Method (M08E, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = Buffer () {0x41}  Return (LNotEqual (Local0, Local1))
  }

  Method (M08F, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LNotEqual (Local0, Local1))
  }

  Method (M090, 0, Serialized)
  {
    Local0 = "41"  Local1 = 0  Return (LNotEqual (Local0, Local1))
  }

  Method (M091, 0, Serialized)
  {
    Local0 = "41"  Local1 = 0x41  Return (LNotEqual (Local0, Local1))
  }

  Method (M092, 0, Serialized)
  {
    Local0 = "41"  Local1 = "41"  Return (LNotEqual (Local0, Local1))
  }

  Method (M093, 0, Serialized)
  {
    Local0 = "41"  Local1 = "A"  Return (LNotEqual (Local0, Local1))
  }

  Method (M094, 0, Serialized)
  {
    Local0 = "41"  Local1 = Buffer () {0x41}  Return (LNotEqual (Local0, Local1))
  }

  Method (M095, 0, Serialized)
  {
    Local0 = "41"  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LNotEqual (Local0, Local1))
  }

  Method (M096, 0, Serialized)
  {
    Local0 = "A"  Local1 = 0  Return (LNotEqual (Local0, Local1))
  }

  Method (M097, 0, Serialized)
  {
    Local0 = "A"  Local1 = 0x41  Return (LNotEqual (Local0, Local1))
  }

  Method (M098, 0, Serialized)
  {
    Local0 = "A"  Local1 = "41"  Return (LNotEqual (Local0, Local1))
  }

  Method (M099, 0, Serialized)
  {
    Local0 = "A"  Local1 = "A"  Return (LNotEqual (Local0, Local1))
  }

  Method (M09A, 0, Serialized)
  {
    Local0 = "A"  Local1 = Buffer () {0x41}  Return (LNotEqual (Local0, Local1))
  }

  Method (M09B, 0, Serialized)
  {
    Local0 = "A"  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LNotEqual (Local0, Local1))
  }

  Method (M09C, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = 0  Return (LNotEqual (Local0, Local1))
  }

  Method (M09D, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = 0x41  Return (LNotEqual (Local0, Local1))
  }

  Method (M09E, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = "41"  Return (LNotEqual (Local0, Local1))
  }

  Method (M09F, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = "A"  Return (LNotEqual (Local0, Local1))
  }

  Method (M0A0, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = Buffer () {0x41}  Return (LNotEqual (Local0, Local1))
  }

  Method (M0A1, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LNotEqual (Local0, Local1))
  }

  Method (M0A2, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = 0  Return (LNotEqual (Local0, Local1))
  }

  Method (M0A3, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = 0x41  Return (LNotEqual (Local0, Local1))
  }

  Method (M0A4, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = "41"  Return (LNotEqual (Local0, Local1))
  }

  Method (M0A5, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = "A"  Return (LNotEqual (Local0, Local1))
  }

  Method (M0A6, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = Buffer () {0x41}  Return (LNotEqual (Local0, Local1))
  }

  Method (M0A7, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LNotEqual (Local0, Local1))
  }

  Method (M0A8, 0, Serialized)
  {
    Local0 = 0  Local1 = 0  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0A9, 0, Serialized)
  {
    Local0 = 0  Local1 = 0x41  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0AA, 0, Serialized)
  {
    Local0 = 0  Local1 = "41"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0AB, 0, Serialized)
  {
    Local0 = 0  Local1 = "A"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0AC, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x41}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0AD, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0AE, 0, Serialized)
  {
    Local0 = 0x41  Local1 = 0  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0AF, 0, Serialized)
  {
    Local0 = 0x41  Local1 = 0x41  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0B0, 0, Serialized)
  {
    Local0 = 0x41  Local1 = "41"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0B1, 0, Serialized)
  {
    Local0 = 0x41  Local1 = "A"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0B2, 0, Serialized)
  {
    Local0 = 0x41  Local1 = Buffer () {0x41}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0B3, 0, Serialized)
  {
    Local0 = 0x41  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0B4, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = 0  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0B5, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = 0x41  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0B6, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = "41"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0B7, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = "A"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0B8, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = Buffer () {0x41}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0B9, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0BA, 0, Serialized)
  {
    Local0 = "41"  Local1 = 0  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0BB, 0, Serialized)
  {
    Local0 = "41"  Local1 = 0x41  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0BC, 0, Serialized)
  {
    Local0 = "41"  Local1 = "41"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0BD, 0, Serialized)
  {
    Local0 = "41"  Local1 = "A"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0BE, 0, Serialized)
  {
    Local0 = "41"  Local1 = Buffer () {0x41}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0BF, 0, Serialized)
  {
    Local0 = "41"  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0C0, 0, Serialized)
  {
    Local0 = "A"  Local1 = 0  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0C1, 0, Serialized)
  {
    Local0 = "A"  Local1 = 0x41  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0C2, 0, Serialized)
  {
    Local0 = "A"  Local1 = "41"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0C3, 0, Serialized)
  {
    Local0 = "A"  Local1 = "A"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0C4, 0, Serialized)
  {
    Local0 = "A"  Local1 = Buffer () {0x41}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0C5, 0, Serialized)
  {
    Local0 = "A"  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0C6, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = 0  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0C7, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = 0x41  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0C8, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = "41"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0C9, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = "A"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0CA, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = Buffer () {0x41}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0CB, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0CC, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = 0  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0CD, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = 0x41  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0CE, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = "41"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0CF, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = "A"  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0D0, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = Buffer () {0x41}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0D1, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LGreaterEqual (Local0, Local1))
  }

  Method (M0D2, 0, Serialized)
  {
    Local0 = 0  Local1 = 0  Return (LLessEqual (Local0, Local1))
  }

  Method (M0D3, 0, Serialized)
  {
    Local0 = 0  Local1 = 0x41  Return (LLessEqual (Local0, Local1))
  }

  Method (M0D4, 0, Serialized)
  {
    Local0 = 0  Local1 = "41"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0D5, 0, Serialized)
  {
    Local0 = 0  Local1 = "A"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0D6, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x41}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0D7, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0D8, 0, Serialized)
  {
    Local0 = 0x41  Local1 = 0  Return (LLessEqual (Local0, Local1))
  }

  Method (M0D9, 0, Serialized)
  {
    Local0 = 0x41  Local1 = 0x41  Return (LLessEqual (Local0, Local1))
  }

  Method (M0DA, 0, Serialized)
  {
    Local0 = 0x41  Local1 = "41"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0DB, 0, Serialized)
  {
    Local0 = 0x41  Local1 = "A"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0DC, 0, Serialized)
  {
    Local0 = 0x41  Local1 = Buffer () {0x41}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0DD, 0, Serialized)
  {
    Local0 = 0x41  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0DE, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = 0  Return (LLessEqual (Local0, Local1))
  }

  Method (M0DF, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = 0x41  Return (LLessEqual (Local0, Local1))
  }

  Method (M0E0, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = "41"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0E1, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = "A"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0E2, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = Buffer () {0x41}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0E3, 0, Serialized)
  {
    Local0 = 0xFFFFFFFFFF  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0E4, 0, Serialized)
  {
    Local0 = "41"  Local1 = 0  Return (LLessEqual (Local0, Local1))
  }

  Method (M0E5, 0, Serialized)
  {
    Local0 = "41"  Local1 = 0x41  Return (LLessEqual (Local0, Local1))
  }

  Method (M0E6, 0, Serialized)
  {
    Local0 = "41"  Local1 = "41"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0E7, 0, Serialized)
  {
    Local0 = "41"  Local1 = "A"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0E8, 0, Serialized)
  {
    Local0 = "41"  Local1 = Buffer () {0x41}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0E9, 0, Serialized)
  {
    Local0 = "41"  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0EA, 0, Serialized)
  {
    Local0 = "A"  Local1 = 0  Return (LLessEqual (Local0, Local1))
  }

  Method (M0EB, 0, Serialized)
  {
    Local0 = "A"  Local1 = 0x41  Return (LLessEqual (Local0, Local1))
  }

  Method (M0EC, 0, Serialized)
  {
    Local0 = "A"  Local1 = "41"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0ED, 0, Serialized)
  {
    Local0 = "A"  Local1 = "A"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0EE, 0, Serialized)
  {
    Local0 = "A"  Local1 = Buffer () {0x41}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0EF, 0, Serialized)
  {
    Local0 = "A"  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0F0, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = 0  Return (LLessEqual (Local0, Local1))
  }

  Method (M0F1, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = 0x41  Return (LLessEqual (Local0, Local1))
  }

  Method (M0F2, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = "41"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0F3, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = "A"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0F4, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = Buffer () {0x41}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0F5, 0, Serialized)
  {
    Local0 = Buffer () {0x41}  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0F6, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = 0  Return (LLessEqual (Local0, Local1))
  }

  Method (M0F7, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = 0x41  Return (LLessEqual (Local0, Local1))
  }

  Method (M0F8, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = "41"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0F9, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = "A"  Return (LLessEqual (Local0, Local1))
  }

  Method (M0FA, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = Buffer () {0x41}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0FB, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0}  Local1 = Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}  Return (LLessEqual (Local0, Local1))
  }

  Method (M0FC, 0, Serialized)
  {
    Local0 = 0  Local1 = 0  Return (LAnd (Local0, Local1))
  }

  Method (M0FD, 0, Serialized)
  {
    Local0 = 0  Local1 = 1  Return (LAnd (Local0, Local1))
  }

  Method (M0FE, 0, Serialized)
  {
    Local0 = 0  Local1 = "f"  Return (LAnd (Local0, Local1))
  }

  Method (M0FF, 0, Serialized)
  {
    Local0 = 1  Local1 = 0  Return (LAnd (Local0, Local1))
  }

  Method (M100, 0, Serialized)
  {
    Local0 = 1  Local1 = 1  Return (LAnd (Local0, Local1))
  }

  Method (M101, 0, Serialized)
  {
    Local0 = 1  Local1 = "f"  Return (LAnd (Local0, Local1))
  }

  Method (M102, 0, Serialized)
  {
    Local0 = "0"  Local1 = 0  Return (LAnd (Local0, Local1))
  }

  Method (M103, 0, Serialized)
  {
    Local0 = "0"  Local1 = 1  Return (LAnd (Local0, Local1))
  }

  Method (M104, 0, Serialized)
  {
    Local0 = "0"  Local1 = "f"  Return (LAnd (Local0, Local1))
  }

  Method (M105, 0, Serialized)
  {
    Local0 = "1"  Local1 = 0  Return (LAnd (Local0, Local1))
  }

  Method (M106, 0, Serialized)
  {
    Local0 = "1"  Local1 = 1  Return (LAnd (Local0, Local1))
  }

  Method (M107, 0, Serialized)
  {
    Local0 = "1"  Local1 = "f"  Return (LAnd (Local0, Local1))
  }

  Method (M108, 0, Serialized)
  {
    Local0 = Buffer () {2}  Local1 = 0  Return (LAnd (Local0, Local1))
  }

  Method (M109, 0, Serialized)
  {
    Local0 = Buffer () {2}  Local1 = 1  Return (LAnd (Local0, Local1))
  }

  Method (M10A, 0, Serialized)
  {
    Local0 = Buffer () {2}  Local1 = "f"  Return (LAnd (Local0, Local1))
  }

  Method (M10B, 0, Serialized)
  {
    Local0 = 0  Local1 = 0  Return (LOr (Local0, Local1))
  }

  Method (M10C, 0, Serialized)
  {
    Local0 = 0  Local1 = 1  Return (LOr (Local0, Local1))
  }

  Method (M10D, 0, Serialized)
  {
    Local0 = 0  Local1 = "f"  Return (LOr (Local0, Local1))
  }

  Method (M10E, 0, Serialized)
  {
    Local0 = 1  Local1 = 0  Return (LOr (Local0, Local1))
  }

  Method (M10F, 0, Serialized)
  {
    Local0 = 1  Local1 = 1  Return (LOr (Local0, Local1))
  }

  Method (M110, 0, Serialized)
  {
    Local0 = 1  Local1 = "f"  Return (LOr (Local0, Local1))
  }

  Method (M111, 0, Serialized)
  {
    Local0 = "0"  Local1 = 0  Return (LOr (Local0, Local1))
  }

  Method (M112, 0, Serialized)
  {
    Local0 = "0"  Local1 = 1  Return (LOr (Local0, Local1))
  }

  Method (M113, 0, Serialized)
  {
    Local0 = "0"  Local1 = "f"  Return (LOr (Local0, Local1))
  }

  Method (M114, 0, Serialized)
  {
    Local0 = "1"  Local1 = 0  Return (LOr (Local0, Local1))
  }

  Method (M115, 0, Serialized)
  {
    Local0 = "1"  Local1 = 1  Return (LOr (Local0, Local1))
  }

  Method (M116, 0, Serialized)
  {
    Local0 = "1"  Local1 = "f"  Return (LOr (Local0, Local1))
  }

  Method (M117, 0, Serialized)
  {
    Local0 = Buffer () {2}  Local1 = 0  Return (LOr (Local0, Local1))
  }

  Method (M118, 0, Serialized)
  {
    Local0 = Buffer () {2}  Local1 = 1  Return (LOr (Local0, Local1))
  }

  Method (M119, 0, Serialized)
  {
    Local0 = Buffer () {2}  Local1 = "f"  Return (LOr (Local0, Local1))
  }

  Method (M11A, 0, Serialized)
  {
    Local0 = 0  Return (LNot (Local0))
  }

  Method (M11B, 0, Serialized)
  {
    Local0 = 1  Return (LNot (Local0))
  }

  Method (M11C, 0, Serialized)
  {
    Local0 = 0xFFFFFFFF00000000  Return (LNot (Local0))
  }

  Method (M11D, 0, Serialized)
  {
    Local0 = "0"  Return (LNot (Local0))
  }

  Method (M11E, 0, Serialized)
  {
    Local0 = "zz"  Return (LNot (Local0))
  }

  Method (M11F, 0, Serialized)
  {
    Local0 = Buffer () {0}  Return (LNot (Local0))
  }

  Method (M120, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (LNot (Local0))
  }

  Method (M121, 0, Serialized)
  {
    Local0 = "abc"  Return (LGreater (Local0, "abc"))
  }

  Method (M122, 0, Serialized)
  {
    Local0 = "abc"  Return (LGreater (Local0, "ab"))
  }

  Method (M123, 0, Serialized)
  {
    Local0 = "abcd"  Return (LGreater (Local0, "abc"))
  }

  Method (M124, 0, Serialized)
  {
    Local0 = "abcd"  Return (LGreater (Local0, "ab"))
  }

  Method (M125, 0, Serialized)
  {
    Local0 = "abd"  Return (LGreater (Local0, "abc"))
  }

  Method (M126, 0, Serialized)
  {
    Local0 = "abd"  Return (LGreater (Local0, "ab"))
  }

  Method (M127, 0, Serialized)
  {
    Local0 = ""  Return (LGreater (Local0, "abc"))
  }

  Method (M128, 0, Serialized)
  {
    Local0 = ""  Return (LGreater (Local0, "ab"))
  }

  Method (M129, 0, Serialized)
  {
    Local0 = Package () {1}  Return (LEqual (Local0, 1))
  }
}
