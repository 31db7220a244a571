DefinitionBlock ("", "DSDT", 2, "WARMBT", "CONVERT", 0x00000001)
{
  Name (INT, 0x55)
  Name (STR, "initial")
  Name (BUF, Buffer (6) {9, 9, 9, 9, 9, 9})
  Name (EMP, Buffer (0) {})
  Name (ANY, 0)
  Method (M000, 0, Serialized)
  {
    Local0 = 0  Return (ToInteger (Local0))
  }

  Method (M001, 0, Serialized)
  {
    Local0 = 0x1234  Return (ToInteger (Local0))
  }

  Method (M002, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Return (ToInteger (Local0))
  }

  Method (M003, 0, Serialized)
  {
    Local0 = ""  Return (ToInteger (Local0))
  }

  Method (M004, 0, Serialized)
  {
    Local0 = "12"  Return (ToInteger (Local0))
  }

  Method (M005, 0, Serialized)
  {
    Local0 = "0x1F"  Return (ToInteger (Local0))
  }

  Method (M006, 0, Serialized)
  {
    Local0 = "abc"  Return (ToInteger (Local0))
  }

  Method (M007, 0, Serialized)
  {
    Local0 = "xyz"  Return (ToInteger (Local0))
  }

  Method (M008, 0, Serialized)
  {
    Local0 = " 7f tail"  Return (ToInteger (Local0))
  }

  Method (M009, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Return (ToInteger (Local0))
  }

  Method (M00A, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Return (ToInteger (Local0))
  }

  Method (M00B, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Return (ToInteger (Local0))
  }

  Method (M00C, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Return (ToInteger (Local0))
  }

  Method (M00D, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (ToInteger (Local0))
  }

  Method (M00E, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ToInteger (Local0))
  }

  Method (M00F, 0, Serialized)
  {
    Local0 = 0  Return (ToDecimalString (Local0))
  }

  Method (M010, 0, Serialized)
  {
    Local0 = 0x1234  Return (ToDecimalString (Local0))
  }

  Method (M011, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Return (ToDecimalString (Local0))
  }

  Method (M012, 0, Serialized)
  {
    Local0 = ""  Return (ToDecimalString (Local0))
  }

  Method (M013, 0, Serialized)
  {
    Local0 = "12"  Return (ToDecimalString (Local0))
  }

  Method (M014, 0, Serialized)
  {
    Local0 = "0x1F"  Return (ToDecimalString (Local0))
  }

  Method (M015, 0, Serialized)
  {
    Local0 = "abc"  Return (ToDecimalString (Local0))
  }

  Method (M016, 0, Serialized)
  {
    Local0 = "xyz"  Return (ToDecimalString (Local0))
  }

  Method (M017, 0, Serialized)
  {
    Local0 = " 7f tail"  Return (ToDecimalString (Local0))
  }

  Method (M018, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Return (ToDecimalString (Local0))
  }

  Method (M019, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Return (ToDecimalString (Local0))
  }

  Method (M01A, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Return (ToDecimalString (Local0))
  }

  Method (M01B, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Return (ToDecimalString (Local0))
  }

  Method (M01C, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (ToDecimalString (Local0))
  }

  Method (M01D, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ToDecimalString (Local0))
  }

  Method (M01E, 0, Serialized)
  {
    Local0 = 0  Return (ToHexString (Local0))
  }

  Method (M01F, 0, Serialized)
  {
    Local0 = 0x1234  Return (ToHexString (Local0))
  }

  Method (M020, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Return (ToHexString (Local0))
  }

  Method (M021, 0, Serialized)
  {
    Local0 = ""  Return (ToHexString (Local0))
  }

  Method (M022, 0, Serialized)
  {
    Local0 = "12"  Return (ToHexString (Local0))
  }

  Method (M023, 0, Serialized)
  {
    Local0 = "0x1F"  Return (ToHexString (Local0))
  }

  Method (M024, 0, Serialized)
  {
    Local0 = "abc"  Return (ToHexString (Local0))
  }

  Method (M025, 0, Serialized)
  {
    Local0 = "xyz"  Return (ToHexString (Local0))
  }

  Method (M026, 0, Serialized)
  {
    Local0 = " 7f tail"  Return (ToHexString (Local0))
  }

  Method (M027, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Return (ToHexString (Local0))
  }

  Method (M028, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Return (ToHexString (Local0))
  }

  Method (M029, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Return (ToHexString (Local0))
  }

  Method (M02A, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Return (ToHexString (Local0))
  }

  Method (M02B, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (ToHexString (Local0))
  }

  Method (M02C, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ToHexString (Local0))
  }

  Method (M02D, 0, Serialized)
  {
    Local0 = 0  Return (ToBuffer (Local0))
  }

  Method (M02E, 0, Serialized)
  {
    Local0 = 0x1234  Return (ToBuffer (Local0))
  }

  Method (M02F, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Return (ToBuffer (Local0))
  }

  Method (M030, 0, Serialized)
  {
    Local0 = ""  Return (ToBuffer (Local0))
  }

  Method (M031, 0, Serialized)
  {
    Local0 = "12"  Return (ToBuffer (Local0))
  }

  Method (M032, 0, Serialized)
  {
    Local0 = "0x1F"  Return (ToBuffer (Local0))
  }

  Method (M033, 0, Serialized)
  {
    Local0 = "abc"  Return (ToBuffer (Local0))
  }

  Method (M034, 0, Serialized)
  {
    Local0 = "xyz"  Return (ToBuffer (Local0))
  }

  Method (M035, 0, Serialized)
  {
    Local0 = " 7f tail"  Return (ToBuffer (Local0))
  }

  Method (M036, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Return (ToBuffer (Local0))
  }

  Method (M037, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Return (ToBuffer (Local0))
  }

  Method (M038, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Return (ToBuffer (Local0))
  }

  Method (M039, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Return (ToBuffer (Local0))
  }

  Method (M03A, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (ToBuffer (Local0))
  }

  Method (M03B, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ToBuffer (Local0))
  }

  Method (M03C, 0, Serialized)
  {
    Local0 = "0x"  Return (ToInteger (Local0))
  }

  Method (M03D, 0, Serialized)
  {
    Local0 = "0xG"  Return (ToInteger (Local0))
  }

  Method (M03E, 0, Serialized)
  {
    Local0 = "  42"  Return (ToInteger (Local0))
  }

  Method (M03F, 0, Serialized)
  {
    Local0 = "-3"  Return (ToInteger (Local0))
  }

  Method (M040, 0, Serialized)
  {
    Local0 = "4294967295"  Return (ToInteger (Local0))
  }

  Method (M041, 0, Serialized)
  {
    Local0 = "4294967296"  Return (ToInteger (Local0))
  }

  Method (M042, 0, Serialized)
  {
    Local0 = "18446744073709551616"  Return (ToInteger (Local0))
  }

  Method (M043, 0, Serialized)
  {
    Local0 = "0X1f"  Return (ToInteger (Local0))
  }

  Method (M044, 0, Serialized)
  {
    INT = 0  Return (INT)
  }

  Method (M045, 0, Serialized)
  {
    INT = 0x1234  Return (INT)
  }

  Method (M046, 0, Serialized)
  {
    INT = 0xFEDCBA9876543210  Return (INT)
  }

  Method (M047, 0, Serialized)
  {
    INT = ""  Return (INT)
  }

  Method (M048, 0, Serialized)
  {
    INT = "12"  Return (INT)
  }

  Method (M049, 0, Serialized)
  {
    INT = "0x1F"  Return (INT)
  }

  Method (M04A, 0, Serialized)
  {
    INT = "abc"  Return (INT)
  }

  Method (M04B, 0, Serialized)
  {
    INT = "xyz"  Return (INT)
  }

  Method (M04C, 0, Serialized)
  {
    INT = " 7f tail"  Return (INT)
  }

  Method (M04D, 0, Serialized)
  {
    INT = "12345678901234567890"  Return (INT)
  }

  Method (M04E, 0, Serialized)
  {
    INT = Buffer (1) {0x41}  Return (INT)
  }

  Method (M04F, 0, Serialized)
  {
    INT = Buffer (3) {0x31, 0x32, 0x00}  Return (INT)
  }

  Method (M050, 0, Serialized)
  {
    INT = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Return (INT)
  }

  Method (M051, 0, Serialized)
  {
    INT = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (INT)
  }

  Method (M052, 0, Serialized)
  {
    INT = Buffer (0) {}  Return (INT)
  }

  Method (M053, 0, Serialized)
  {
    STR = 0  Return (STR)
  }

  Method (M054, 0, Serialized)
  {
    STR = 0x1234  Return (STR)
  }

  Method (M055, 0, Serialized)
  {
    STR = 0xFEDCBA9876543210  Return (STR)
  }

  Method (M056, 0, Serialized)
  {
    STR = ""  Return (STR)
  }

  Method (M057, 0, Serialized)
  {
    STR = "12"  Return (STR)
  }

  Method (M058, 0, Serialized)
  {
    STR = "0x1F"  Return (STR)
  }

  Method (M059, 0, Serialized)
  {
    STR = "abc"  Return (STR)
  }

  Method (M05A, 0, Serialized)
  {
    STR = "xyz"  Return (STR)
  }

  Method (M05B, 0, Serialized)
  {
    STR = " 7f tail"  Return (STR)
  }

  Method (M05C, 0, Serialized)
  {
    STR = "12345678901234567890"  Return (STR)
  }

  Method (M05D, 0, Serialized)
  {
    STR = Buffer (1) {0x41}  Return (STR)
  }

  Method (M05E, 0, Serialized)
  {
    STR = Buffer (3) {0x31, 0x32, 0x00}  Return (STR)
  }

  Method (M05F, 0, Serialized)
  {
    STR = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Return (STR)
  }

  Method (M060, 0, Serialized)
  {
    STR = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (STR)
  }

  Method (M061, 0, Serialized)
  {
    STR = Buffer (0) {}  Return (STR)
  }

  Method (M062, 0, Serialized)
  {
    BUF = 0  Return (BUF)
  }

  Method (M063, 0, Serialized)
  {
    BUF = 0x1234  Return (BUF)
  }

  Method (M064, 0, Serialized)
  {
    BUF = 0xFEDCBA9876543210  Return (BUF)
  }

  Method (M065, 0, Serialized)
  {
    BUF = ""  Return (BUF)
  }

  Method (M066, 0, Serialized)
  {
    BUF = "12"  Return (BUF)
  }

  Method (M067, 0, Serialized)
  {
    BUF = "0x1F"  Return (BUF)
  }

  Method (M068, 0, Serialized)
  {
    BUF = "abc"  Return (BUF)
  }

  Method (M069, 0, Serialized)
  {
    BUF = "xyz"  Return (BUF)
  }

  Method (M06A, 0, Serialized)
  {
    BUF = " 7f tail"  Return (BUF)
  }

  Method (M06B, 0, Serialized)
  {
    BUF = "12345678901234567890"  Return (BUF)
  }

  Method (M06C, 0, Serialized)
  {
    BUF = Buffer (1) {0x41}  Return (BUF)
  }

  Method (M06D, 0, Serialized)
  {
    BUF = Buffer (3) {0x31, 0x32, 0x00}  Return (BUF)
  }

  Method (M06E, 0, Serialized)
  {
    BUF = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Return (BUF)
  }

  Method (M06F, 0, Serialized)
  {
    BUF = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (BUF)
  }

  Method (M070, 0, Serialized)
  {
    BUF = Buffer (0) {}  Return (BUF)
  }

  Method (M071, 0, Serialized)
  {
    EMP = 0x1234  Return (EMP)
  }

  Method (M072, 0, Serialized)
  {
    EMP = "longer"  Return (EMP)
  }

  Method (M073, 0, Serialized)
  {
    CopyObject (0, ANY)  Return (ANY)
  }

  Method (M074, 0, Serialized)
  {
    CopyObject (0x1234, ANY)  Return (ANY)
  }

  Method (M075, 0, Serialized)
  {
    CopyObject (0xFEDCBA9876543210, ANY)  Return (ANY)
  }

  Method (M076, 0, Serialized)
  {
    CopyObject ("", ANY)  Return (ANY)
  }

  Method (M077, 0, Serialized)
  {
    CopyObject ("12", ANY)  Return (ANY)
  }

  Method (M078, 0, Serialized)
  {
    CopyObject ("0x1F", ANY)  Return (ANY)
  }

  Method (M079, 0, Serialized)
  {
    CopyObject ("abc", ANY)  Return (ANY)
  }

  Method (M07A, 0, Serialized)
  {
    CopyObject ("xyz", ANY)  Return (ANY)
  }

  Method (M07B, 0, Serialized)
  {
    CopyObject (" 7f tail", ANY)  Return (ANY)
  }

  Method (M07C, 0, Serialized)
  {
    CopyObject ("12345678901234567890", ANY)  Return (ANY)
  }

  Method (M07D, 0, Serialized)
  {
    CopyObject (Buffer (1) {0x41}, ANY)  Return (ANY)
  }

  Method (M07E, 0, Serialized)
  {
    CopyObject (Buffer (3) {0x31, 0x32, 0x00}, ANY)  Return (ANY)
  }

  Method (M07F, 0, Serialized)
  {
    CopyObject (Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}, ANY)  Return (ANY)
  }

  Method (M080, 0, Serialized)
  {
    CopyObject (Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, ANY)  Return (ANY)
  }

  Method (M081, 0, Serialized)
  {
    CopyObject (Buffer (0) {}, ANY)  Return (ANY)
  }

  Method (M082, 0, Serialized)
  {
    Local0 = 0  Local1 = Local0  Return (Local1)
  }

  Method (M083, 0, Serialized)
  {
    Local0 = 0x1234  Local1 = Local0  Return (Local1)
  }

  Method (M084, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Local1 = Local0  Return (Local1)
  }

  Method (M085, 0, Serialized)
  {
    Local0 = ""  Local1 = Local0  Return (Local1)
  }

  Method (M086, 0, Serialized)
  {
    Local0 = "12"  Local1 = Local0  Return (Local1)
  }

  Method (M087, 0, Serialized)
  {
    Local0 = "0x1F"  Local1 = Local0  Return (Local1)
  }

  Method (M088, 0, Serialized)
  {
    Local0 = "abc"  Local1 = Local0  Return (Local1)
  }

  Method (M089, 0, Serialized)
  {
    Local0 = "xyz"  Local1 = Local0  Return (Local1)
  }

  Method (M08A, 0, Serialized)
  {
    Local0 = " 7f tail"  Local1 = Local0  Return (Local1)
  }

  Method (M08B, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Local1 = Local0  Return (Local1)
  }

  Method (M08C, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Local1 = Local0  Return (Local1)
  }

  Method (M08D, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Local1 = Local0  Return (Local1)
  }

  Method (M08E, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Local1 = Local0  Return (Local1)
  }

  Method (M08F, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Local1 = Local0  Return (Local1)
  }

  Method (M090, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Local1 = Local0  Return (Local1)
  }

  Method (M091, 0, Serialized)
  {
    Local0 = 0  Return (Local0 + 0)
  }

  Method (M092, 0, Serialized)
  {
    Local0 = 0x1234  Return (Local0 + 0)
  }

  Method (M093, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Return (Local0 + 0)
  }

  Method (M094, 0, Serialized)
  {
    Local0 = ""  Return (Local0 + 0)
  }

  Method (M095, 0, Serialized)
  {
    Local0 = "12"  Return (Local0 + 0)
  }

  Method (M096, 0, Serialized)
  {
    Local0 = "0x1F"  Return (Local0 + 0)
  }

  Method (M097, 0, Serialized)
  {
    Local0 = "abc"  Return (Local0 + 0)
  }

  Method (M098, 0, Serialized)
  {
    Local0 = "xyz"  Return (Local0 + 0)
  }

  Method (M099, 0, Serialized)
  {
    Local0 = " 7f tail"  Return (Local0 + 0)
  }

  Method (M09A, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Return (Local0 + 0)
  }

  Method (M09B, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Return (Local0 + 0)
  }

  Method (M09C, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Return (Local0 + 0)
  }

  Method (M09D, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Return (Local0 + 0)
  }

  Method (M09E, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (Local0 + 0)
  }

  Method (M09F, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (Local0 + 0)
  }

  Method (M0A0, 0, Serialized)
  {
    Local0 = 0  Return (Concatenate ("", Local0))
  }

  Method (M0A1, 0, Serialized)
  {
    Local0 = 0x1234  Return (Concatenate ("", Local0))
  }

  Method (M0A2, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Return (Concatenate ("", Local0))
  }

  Method (M0A3, 0, Serialized)
  {
    Local0 = ""  Return (Concatenate ("", Local0))
  }

  Method (M0A4, 0, Serialized)
  {
    Local0 = "12"  Return (Concatenate ("", Local0))
  }

  Method (M0A5, 0, Serialized)
  {
    Local0 = "0x1F"  Return (Concatenate ("", Local0))
  }

  Method (M0A6, 0, Serialized)
  {
    Local0 = "abc"  Return (Concatenate ("", Local0))
  }

  Method (M0A7, 0, Serialized)
  {
    Local0 = "xyz"  Return (Concatenate ("", Local0))
  }

  Method (M0A8, 0, Serialized)
  {
    Local0 = " 7f tail"  Return (Concatenate ("", Local0))
  }

  Method (M0A9, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Return (Concatenate ("", Local0))
  }

  Method (M0AA, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Return (Concatenate ("", Local0))
  }

  Method (M0AB, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Return (Concatenate ("", Local0))
  }

  Method (M0AC, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Return (Concatenate ("", Local0))
  }

  Method (M0AD, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (Concatenate ("", Local0))
  }

  Method (M0AE, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (Concatenate ("", Local0))
  }

  Method (M0AF, 0, Serialized)
  {
    Local0 = 0  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0B0, 0, Serialized)
  {
    Local0 = 0x1234  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0B1, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0B2, 0, Serialized)
  {
    Local0 = ""  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0B3, 0, Serialized)
  {
    Local0 = "12"  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0B4, 0, Serialized)
  {
    Local0 = "0x1F"  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0B5, 0, Serialized)
  {
    Local0 = "abc"  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0B6, 0, Serialized)
  {
    Local0 = "xyz"  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0B7, 0, Serialized)
  {
    Local0 = " 7f tail"  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0B8, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0B9, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0BA, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0BB, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0BC, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0BD, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (Concatenate (Buffer (0) {}, Local0))
  }

  Method (M0BE, 0, Serialized)
  {
    Local0 = 0  Return (SizeOf (Local0))
  }

  Method (M0BF, 0, Serialized)
  {
    Local0 = 0x1234  Return (SizeOf (Local0))
  }

  Method (M0C0, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Return (SizeOf (Local0))
  }

  Method (M0C1, 0, Serialized)
  {
    Local0 = ""  Return (SizeOf (Local0))
  }

  Method (M0C2, 0, Serialized)
  {
    Local0 = "12"  Return (SizeOf (Local0))
  }

  Method (M0C3, 0, Serialized)
  {
    Local0 = "0x1F"  Return (SizeOf (Local0))
  }

  Method (M0C4, 0, Serialized)
  {
    Local0 = "abc"  Return (SizeOf (Local0))
  }

  Method (M0C5, 0, Serialized)
  {
    Local0 = "xyz"  Return (SizeOf (Local0))
  }

  Method (M0C6, 0, Serialized)
  {
    Local0 = " 7f tail"  Return (SizeOf (Local0))
  }

  Method (M0C7, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Return (SizeOf (Local0))
  }

  Method (M0C8, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Return (SizeOf (Local0))
  }

  Method (M0C9, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Return (SizeOf (Local0))
  }

  Method (M0CA, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Return (SizeOf (Local0))
  }

  Method (M0CB, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (SizeOf (Local0))
  }

  Method (M0CC, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (SizeOf (Local0))
  }

  Method (M0CD, 0, Serialized)
  {
    Local0 = 0  Return (ObjectType (Local0))
  }

  Method (M0CE, 0, Serialized)
  {
    Local0 = 0x1234  Return (ObjectType (Local0))
  }

  Method (M0CF, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Return (ObjectType (Local0))
  }

  Method (M0D0, 0, Serialized)
  {
    Local0 = ""  Return (ObjectType (Local0))
  }

  Method (M0D1, 0, Serialized)
  {
    Local0 = "12"  Return (ObjectType (Local0))
  }

  Method (M0D2, 0, Serialized)
  {
    Local0 = "0x1F"  Return (ObjectType (Local0))
  }

  Method (M0D3, 0, Serialized)
  {
    Local0 = "abc"  Return (ObjectType (Local0))
  }

  Method (M0D4, 0, Serialized)
  {
    Local0 = "xyz"  Return (ObjectType (Local0))
  }

  Method (M0D5, 0, Serialized)
  {
    Local0 = " 7f tail"  Return (ObjectType (Local0))
  }

  Method (M0D6, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Return (ObjectType (Local0))
  }

  Method (M0D7, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Return (ObjectType (Local0))
  }

  Method (M0D8, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Return (ObjectType (Local0))
  }

  Method (M0D9, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Return (ObjectType (Local0))
  }

  Method (M0DA, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Return (ObjectType (Local0))
  }

  Method (M0DB, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ObjectType (Local0))
  }

  Method (M0DC, 0, Serialized)
  {
    ToInteger ("77", INT)  Return (INT)
  }

  Method (M0DD, 0, Serialized)
  {
    ToHexString (0xAB, INT)  Return (INT)
  }

  Method (M0DE, 0, Serialized)
  {
    ToBuffer (0x1234, INT)  Return (INT)
  }

  Method (M0DF, 0, Serialized)
  {
    ToString (Buffer () {0x41, 0}, Ones, INT)  Return (INT)
  }

  Method (M0E0, 0, Serialized)
  {
    ToDecimalString (99, INT)  Return (INT)
  }

  Method (M0E1, 0, Serialized)
  {
    ToBCD (12, INT)  Return (INT)
  }

  Method (M0E2, 0, Serialized)
  {
    Add (1, 2, INT)  Return (INT)
  }

  Method (M0E3, 0, Serialized)
  {
    Concatenate ("p", "q", INT)  Return (INT)
  }

  Method (M0E4, 0, Serialized)
  {
    Mid ("abcdef", 1, 3, INT)  Return (INT)
  }

  Method (M0E5, 0, Serialized)
  {
    ToInteger ("77", STR)  Return (STR)
  }

  Method (M0E6, 0, Serialized)
  {
    ToHexString (0xAB, STR)  Return (STR)
  }

  Method (M0E7, 0, Serialized)
  {
    ToBuffer (0x1234, STR)  Return (STR)
  }

  Method (M0E8, 0, Serialized)
  {
    ToString (Buffer () {0x41, 0}, Ones, STR)  Return (STR)
  }

  Method (M0E9, 0, Serialized)
  {
    ToDecimalString (99, STR)  Return (STR)
  }

  Method (M0EA, 0, Serialized)
  {
    ToBCD (12, STR)  Return (STR)
  }

  Method (M0EB, 0, Serialized)
  {
    Add (1, 2, STR)  Return (STR)
  }

  Method (M0EC, 0, Serialized)
  {
    Concatenate ("p", "q", STR)  Return (STR)
  }

  Method (M0ED, 0, Serialized)
  {
    Mid ("abcdef", 1, 3, STR)  Return (STR)
  }

  Method (M0EE, 0, Serialized)
  {
    ToInteger ("77", BUF)  Return (BUF)
  }

  Method (M0EF, 0, Serialized)
  {
    ToHexString (0xAB, BUF)  Return (BUF)
  }

  Method (M0F0, 0, Serialized)
  {
    ToBuffer (0x1234, BUF)  Return (BUF)
  }

  Method (M0F1, 0, Serialized)
  {
    ToString (Buffer () {0x41, 0}, Ones, BUF)  Return (BUF)
  }

  Method (M0F2, 0, Serialized)
  {
    ToDecimalString (99, BUF)  Return (BUF)
  }

  Method (M0F3, 0, Serialized)
  {
    ToBCD (12, BUF)  Return (BUF)
  }

  Method (M0F4, 0, Serialized)
  {
    Add (1, 2, BUF)  Return (BUF)
  }

  Method (M0F5, 0, Serialized)
  {
    Concatenate ("p", "q", BUF)  Return (BUF)
  }

  Method (M0F6, 0, Serialized)
  {
    Mid ("abcdef", 1, 3, BUF)  Return (BUF)
  }

  Method (M0F7, 0, Serialized)
  {
    CopyObject ("again", INT)  Return (INT)
  }

  Method (M0F8, 0, Serialized)
  {
    INT = 5  Return (INT)
  }

  Method (M0F9, 0, Serialized)
  {
    INT = Package () {1}  Return (INT)
  }

  Method (M0FA, 0, Serialized)
  {
    CopyObject (Package () {1, 2}, INT)  Return (INT)
  }

  Method (M0FB, 0, Serialized)
  {
    INT = 5  Return (INT)
  }
}
