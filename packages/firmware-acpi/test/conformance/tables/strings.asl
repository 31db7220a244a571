DefinitionBlock ("", "DSDT", 2, "WARMBT", "STRINGS", 0x00000001)
{
  Name (RT1, ResourceTemplate () { IO (Decode16, 0x60, 0x60, 1, 1) })
  Name (RT2, ResourceTemplate () { IRQNoFlags () {1} Memory32Fixed (ReadWrite, 0x1000, 0x10) })
  Name (RT0, ResourceTemplate () {})
  Device (DEV) {}
  Mutex (MTX, 0)
  Event (EVT)
  Method (M000, 0, Serialized)
  {
    Local0 = 0  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M001, 0, Serialized)
  {
    Local0 = 0  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M002, 0, Serialized)
  {
    Local0 = 0  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M003, 0, Serialized)
  {
    Local0 = 0x1234  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M004, 0, Serialized)
  {
    Local0 = 0x1234  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M005, 0, Serialized)
  {
    Local0 = 0x1234  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M006, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M007, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M008, 0, Serialized)
  {
    Local0 = 0xFEDCBA9876543210  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M009, 0, Serialized)
  {
    Local0 = ""  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M00A, 0, Serialized)
  {
    Local0 = ""  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M00B, 0, Serialized)
  {
    Local0 = ""  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M00C, 0, Serialized)
  {
    Local0 = "12"  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M00D, 0, Serialized)
  {
    Local0 = "12"  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M00E, 0, Serialized)
  {
    Local0 = "12"  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M00F, 0, Serialized)
  {
    Local0 = "0x1F"  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M010, 0, Serialized)
  {
    Local0 = "0x1F"  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M011, 0, Serialized)
  {
    Local0 = "0x1F"  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M012, 0, Serialized)
  {
    Local0 = "abc"  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M013, 0, Serialized)
  {
    Local0 = "abc"  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M014, 0, Serialized)
  {
    Local0 = "abc"  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M015, 0, Serialized)
  {
    Local0 = "xyz"  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M016, 0, Serialized)
  {
    Local0 = "xyz"  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M017, 0, Serialized)
  {
    Local0 = "xyz"  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M018, 0, Serialized)
  {
    Local0 = " 7f tail"  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M019, 0, Serialized)
  {
    Local0 = " 7f tail"  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M01A, 0, Serialized)
  {
    Local0 = " 7f tail"  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M01B, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M01C, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M01D, 0, Serialized)
  {
    Local0 = "12345678901234567890"  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M01E, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M01F, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M020, 0, Serialized)
  {
    Local0 = Buffer (1) {0x41}  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M021, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M022, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M023, 0, Serialized)
  {
    Local0 = Buffer (3) {0x31, 0x32, 0x00}  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M024, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M025, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M026, 0, Serialized)
  {
    Local0 = Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M027, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M028, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M029, 0, Serialized)
  {
    Local0 = Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M02A, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Local1 = 0x41  Return (Concatenate (Local0, Local1))
  }

  Method (M02B, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Local1 = "s"  Return (Concatenate (Local0, Local1))
  }

  Method (M02C, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Local1 = Buffer () {0x61, 0x62}  Return (Concatenate (Local0, Local1))
  }

  Method (M02D, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 0, 0))
  }

  Method (M02E, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 0, 1))
  }

  Method (M02F, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 0, 3))
  }

  Method (M030, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 0, 100))
  }

  Method (M031, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 2, 0))
  }

  Method (M032, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 2, 1))
  }

  Method (M033, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 2, 3))
  }

  Method (M034, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 2, 100))
  }

  Method (M035, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 5, 0))
  }

  Method (M036, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 5, 1))
  }

  Method (M037, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 5, 3))
  }

  Method (M038, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 5, 100))
  }

  Method (M039, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 6, 0))
  }

  Method (M03A, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 6, 1))
  }

  Method (M03B, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 6, 3))
  }

  Method (M03C, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 6, 100))
  }

  Method (M03D, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 100, 0))
  }

  Method (M03E, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 100, 1))
  }

  Method (M03F, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 100, 3))
  }

  Method (M040, 0, Serialized)
  {
    Local0 = "abcdef"  Return (Mid (Local0, 100, 100))
  }

  Method (M041, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 0, 0))
  }

  Method (M042, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 0, 1))
  }

  Method (M043, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 0, 3))
  }

  Method (M044, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 0, 100))
  }

  Method (M045, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 2, 0))
  }

  Method (M046, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 2, 1))
  }

  Method (M047, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 2, 3))
  }

  Method (M048, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 2, 100))
  }

  Method (M049, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 5, 0))
  }

  Method (M04A, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 5, 1))
  }

  Method (M04B, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 5, 3))
  }

  Method (M04C, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 5, 100))
  }

  Method (M04D, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 6, 0))
  }

  Method (M04E, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 6, 1))
  }

  Method (M04F, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 6, 3))
  }

  Method (M050, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 6, 100))
  }

  Method (M051, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 100, 0))
  }

  Method (M052, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 100, 1))
  }

  Method (M053, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 100, 3))
  }

  Method (M054, 0, Serialized)
  {
    Local0 = Buffer () {1, 2, 3, 4, 5}  Return (Mid (Local0, 100, 100))
  }

  Method (M055, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 0, 0))
  }

  Method (M056, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 0, 1))
  }

  Method (M057, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 0, 3))
  }

  Method (M058, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 0, 100))
  }

  Method (M059, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 2, 0))
  }

  Method (M05A, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 2, 1))
  }

  Method (M05B, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 2, 3))
  }

  Method (M05C, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 2, 100))
  }

  Method (M05D, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 5, 0))
  }

  Method (M05E, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 5, 1))
  }

  Method (M05F, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 5, 3))
  }

  Method (M060, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 5, 100))
  }

  Method (M061, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 6, 0))
  }

  Method (M062, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 6, 1))
  }

  Method (M063, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 6, 3))
  }

  Method (M064, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 6, 100))
  }

  Method (M065, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 100, 0))
  }

  Method (M066, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 100, 1))
  }

  Method (M067, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 100, 3))
  }

  Method (M068, 0, Serialized)
  {
    Local0 = 0x1234  Return (Mid (Local0, 100, 100))
  }

  Method (M069, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0x42, 0x43}  Return (ToString (Local0, 0))
  }

  Method (M06A, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0x42, 0x43}  Return (ToString (Local0, 1))
  }

  Method (M06B, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0x42, 0x43}  Return (ToString (Local0, 2))
  }

  Method (M06C, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0x42, 0x43}  Return (ToString (Local0, 3))
  }

  Method (M06D, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0x42, 0x43}  Return (ToString (Local0, 10))
  }

  Method (M06E, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0x42, 0x43}  Return (ToString (Local0, Ones))
  }

  Method (M06F, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0, 0x43}  Return (ToString (Local0, 0))
  }

  Method (M070, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0, 0x43}  Return (ToString (Local0, 1))
  }

  Method (M071, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0, 0x43}  Return (ToString (Local0, 2))
  }

  Method (M072, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0, 0x43}  Return (ToString (Local0, 3))
  }

  Method (M073, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0, 0x43}  Return (ToString (Local0, 10))
  }

  Method (M074, 0, Serialized)
  {
    Local0 = Buffer () {0x41, 0, 0x43}  Return (ToString (Local0, Ones))
  }

  Method (M075, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ToString (Local0, 0))
  }

  Method (M076, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ToString (Local0, 1))
  }

  Method (M077, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ToString (Local0, 2))
  }

  Method (M078, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ToString (Local0, 3))
  }

  Method (M079, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ToString (Local0, 10))
  }

  Method (M07A, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (ToString (Local0, Ones))
  }

  Method (M07B, 0, Serialized)
  {
    Local0 = "text"  Return (ToString (Local0, 0))
  }

  Method (M07C, 0, Serialized)
  {
    Local0 = "text"  Return (ToString (Local0, 1))
  }

  Method (M07D, 0, Serialized)
  {
    Local0 = "text"  Return (ToString (Local0, 2))
  }

  Method (M07E, 0, Serialized)
  {
    Local0 = "text"  Return (ToString (Local0, 3))
  }

  Method (M07F, 0, Serialized)
  {
    Local0 = "text"  Return (ToString (Local0, 10))
  }

  Method (M080, 0, Serialized)
  {
    Local0 = "text"  Return (ToString (Local0, Ones))
  }

  Method (M081, 0, Serialized)
  {
    Local0 = 0x4142  Return (ToString (Local0, 0))
  }

  Method (M082, 0, Serialized)
  {
    Local0 = 0x4142  Return (ToString (Local0, 1))
  }

  Method (M083, 0, Serialized)
  {
    Local0 = 0x4142  Return (ToString (Local0, 2))
  }

  Method (M084, 0, Serialized)
  {
    Local0 = 0x4142  Return (ToString (Local0, 3))
  }

  Method (M085, 0, Serialized)
  {
    Local0 = 0x4142  Return (ToString (Local0, 10))
  }

  Method (M086, 0, Serialized)
  {
    Local0 = 0x4142  Return (ToString (Local0, Ones))
  }

  Method (M087, 0, Serialized)
  {
    Return (ConcatenateResTemplate (RT0, RT0))
  }

  Method (M088, 0, Serialized)
  {
    Return (ConcatenateResTemplate (RT0, RT1))
  }

  Method (M089, 0, Serialized)
  {
    Return (ConcatenateResTemplate (RT0, RT2))
  }

  Method (M08A, 0, Serialized)
  {
    Return (ConcatenateResTemplate (RT1, RT0))
  }

  Method (M08B, 0, Serialized)
  {
    Return (ConcatenateResTemplate (RT1, RT1))
  }

  Method (M08C, 0, Serialized)
  {
    Return (ConcatenateResTemplate (RT1, RT2))
  }

  Method (M08D, 0, Serialized)
  {
    Return (ConcatenateResTemplate (RT2, RT0))
  }

  Method (M08E, 0, Serialized)
  {
    Return (ConcatenateResTemplate (RT2, RT1))
  }

  Method (M08F, 0, Serialized)
  {
    Return (ConcatenateResTemplate (RT2, RT2))
  }

  Method (M090, 0, Serialized)
  {
    Return (ConcatenateResTemplate (RT1, Buffer () {1, 2}))
  }

  Method (M091, 0, Serialized)
  {
    Return (ConcatenateResTemplate (RT1, Buffer (0) {}))
  }

  Method (M092, 0, Serialized)
  {
    Return (Concatenate ("d:", DEV))
  }

  Method (M093, 0, Serialized)
  {
    Return (Concatenate ("m:", MTX))
  }

  Method (M094, 0, Serialized)
  {
    Return (Concatenate ("e:", EVT))
  }

  Method (M095, 0, Serialized)
  {
    Return (Concatenate (DEV, "x"))
  }

  Method (M096, 0, Serialized)
  {
    Local0 = "four"  Return (SizeOf (Local0))
  }

  Method (M097, 0, Serialized)
  {
    Return (Buffer (6) {1, 2})
  }

  Method (M098, 0, Serialized)
  {
    Local0 = 3  Return (Buffer (Local0) {1, 2, 3, 4, 5})
  }

  Method (M099, 0, Serialized)
  {
    Local0 = 3  Return (Buffer (Local0) {})
  }

  Method (M09A, 0, Serialized)
  {
    Return (Unicode ("Hi"))
  }

  Method (M09B, 0, Serialized)
  {
    Return (ToUUID ("33db4d5b-1ff7-401c-9657-7441c03dd766"))
  }

  Method (M09C, 0, Serialized)
  {
    Return (EISAID ("PNP0C80"))
  }
}
