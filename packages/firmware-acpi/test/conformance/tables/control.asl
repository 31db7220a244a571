DefinitionBlock ("", "DSDT", 2, "WARMBT", "CONTROL", 0x00000001)
{
  Name (CNT, 0)
  Name (GLB, 0x11)
  Alias (GLB, GALI)
  Device (DEVA)
  {
    Name (GLB, 0x22)
    Name (ONLY, 0x33)
    Method (SEEG) { Return (GLB) }
    Method (SEEP) { Return (^^GLB) }
    Method (SEER) { Return (\GLB) }
    Device (DEVB)
    {
      Method (SEEO) { Return (ONLY) }
      Method (SEEG) { Return (GLB) }
      Method (SEEU) { Return (^^GLB) }
      Method (SEEM) { Return (^ONLY) }
    }
  }
  Scope (DEVA) { Name (ADDD, 0x44) }
  Method (FACT, 1) { If (Arg0 <= 1) {Return (1)}  Return (Arg0 * FACT (Arg0 - 1)) }
  Method (DEEP, 1) { If (Arg0 == 0) {Return (0x600D)}  Return (DEEP (Arg0 - 1)) }
  Method (NORE) { Local0 = 5 }
  Method (NOTH) { Noop }
  Method (SUMA, 7) { Return (Arg0 + Arg1 + Arg2 + Arg3 + Arg4 + Arg5 + Arg6) }
  Method (NAMD, 0, Serialized) { Name (TMP, 0x77)  Return (TMP) }
  Method (ARGW, 1) { Arg0 = 5  Return (Arg0) }
  Method (SIDE) { CNT++  Return (0) }
  Method (M000, 0, Serialized)
  {
    If (1) {Return (1)} Else {Return (2)}
  }

  Method (M001, 0, Serialized)
  {
    Local0 = 0  If (Local0) {Return (1)} Else {Return (2)}
  }

  Method (M002, 0, Serialized)
  {
    Local0 = 5  If (Local0 == 1) {Return (1)} ElseIf (Local0 == 5) {Return (2)} Else {Return (3)}
  }

  Method (M003, 0, Serialized)
  {
    Local0 = "0"  If (Local0) {Return (1)}  Return (2)
  }

  Method (M004, 0, Serialized)
  {
    Local0 = "1"  If (Local0) {Return (1)}  Return (2)
  }

  Method (M005, 0, Serialized)
  {
    Local0 = Buffer () {0, 1}  If (Local0) {Return (1)}  Return (2)
  }

  Method (M006, 0, Serialized)
  {
    Local0 = Package () {1}  If (Local0) {Return (1)}  Return (2)
  }

  Method (M007, 0, Serialized)
  {
    Local0 = 0  Local1 = 0  While (Local0 < 10) {Local0++  Local1 += Local0}  Return (Local1)
  }

  Method (M008, 0, Serialized)
  {
    Local0 = 0  While (1) {Local0++  If (Local0 == 7) {Break}}  Return (Local0)
  }

  Method (M009, 0, Serialized)
  {
    Local0 = 0  Local1 = 0  While (Local0 < 10) {Local0++  If (Local0 & 1) {Continue}  Local1++}  Return (Local1)
  }

  Method (M00A, 0, Serialized)
  {
    Local0 = 0  While (Local0 < 3) {Local1 = 0  While (1) {Local1++  If (Local1 > 2) {Break}}  Local0++  Local2 += Local1}  Return (Local2)
  }

  Method (M00B, 0, Serialized)
  {
    Local2 = 0  Local0 = 0  While (Local0 < 3) {Local1 = 0  While (1) {Local1++  If (Local1 > 2) {Break}}  Local0++  Local2 += Local1}  Return (Local2)
  }

  Method (M00C, 0, Serialized)
  {
    Switch (3) {Case (1) {Return (10)} Case (3) {Return (30)} Default {Return (99)}}  Return (0)
  }

  Method (M00D, 0, Serialized)
  {
    Switch (ToInteger ("7")) {Case (1) {Return (10)} Case (Package () {6, 7}) {Return (67)} Default {Return (99)}}  Return (0)
  }

  Method (M00E, 0, Serialized)
  {
    For (Local0 = 0, Local0 < 5, Local0++) {Local1 = Local0}  Return (Local1)
  }

  Method (M00F, 0, Serialized)
  {
    While (1) {Return (5)}  Return (6)
  }

  Method (M010, 0, Serialized)
  {
    Return (FACT (5))
  }

  Method (M011, 0, Serialized)
  {
    Return (FACT (20))
  }

  Method (M012, 0, Serialized)
  {
    Return (DEEP (100))
  }

  Method (M013, 0, Serialized)
  {
    Return (SUMA (1, 2, 3, 4, 5, 6, 7))
  }

  Method (M014, 0, Serialized)
  {
    Return (NAMD ())
  }

  Method (M015, 0, Serialized)
  {
    Return (NAMD ())
  }

  Method (M016, 0, Serialized)
  {
    Return (ARGW (9))
  }

  Method (M017, 0, Serialized)
  {
    Return (NORE ())
  }

  Method (M018, 0, Serialized)
  {
    Local0 = NORE ()  Return (Local0)
  }

  Method (M019, 0, Serialized)
  {
    NORE ()
  }

  Method (M01A, 0, Serialized)
  {
    NOTH ()
  }

  Method (M01B, 0, Serialized)
  {
    Local0 = 3
  }

  Method (M01C, 0, Serialized)
  {
    Local0 = 3  Local1 = 4
  }

  Method (M01D, 0, Serialized)
  {
    If (5) {Noop}
  }

  Method (M01E, 0, Serialized)
  {
    Local0 = 3  If (Local0 == 4) {Return (1)}
  }

  Method (M01F, 0, Serialized)
  {
    CNT = 5
  }

  Method (M020, 0, Serialized)
  {
    Noop
  }

  Method (M021, 0, Serialized)
  {
    Return (GALI)
  }

  Method (M022, 0, Serialized)
  {
    GALI = 0x12  Return (GLB)
  }

  Method (M023, 0, Serialized)
  {
    GLB = 0x11  Return (GALI)
  }

  Method (M024, 0, Serialized)
  {
    Return (\DEVA.SEEG)
  }

  Method (M025, 0, Serialized)
  {
    Return (\DEVA.SEEP)
  }

  Method (M026, 0, Serialized)
  {
    Return (\DEVA.SEER)
  }

  Method (M027, 0, Serialized)
  {
    Return (\DEVA.DEVB.SEEO)
  }

  Method (M028, 0, Serialized)
  {
    Return (\DEVA.DEVB.SEEG)
  }

  Method (M029, 0, Serialized)
  {
    Return (\DEVA.DEVB.SEEU)
  }

  Method (M02A, 0, Serialized)
  {
    Return (\DEVA.DEVB.SEEM)
  }

  Method (M02B, 0, Serialized)
  {
    Return (\DEVA.ADDD)
  }

  Method (M02C, 0, Serialized)
  {
    Return (\DEVA.GLB)
  }

  Method (M02D, 0, Serialized)
  {
    Return (\DEVA.ONLY)
  }

  Method (M02E, 0, Serialized)
  {
    Return (LAnd (0, SIDE ()))
  }

  Method (M02F, 0, Serialized)
  {
    Return (CNT)
  }

  Method (M030, 0, Serialized)
  {
    LOr (1, SIDE ())  Return (CNT)
  }

  Method (M031, 0, Serialized)
  {
    Name (NEWN, 1)  NEWN = "2"  Return (NEWN)
  }

  Method (M032, 0, Serialized)
  {
    Name (NEWN, Buffer (2) {})  NEWN = 0x1234  Return (NEWN)
  }

  Method (M033, 0, Serialized)
  {
    Method (INNR, 1) {Return (Arg0 + 1)}  Return (INNR (4))
  }

  Method (M034, 0, Serialized)
  {
    Return (\_OSI ("Windows 2015"))
  }

  Method (M035, 0, Serialized)
  {
    Return (\_OSI ("Windows 1999"))
  }

  Method (M036, 0, Serialized)
  {
    Return (\_OSI ("Linux"))
  }

  Method (M037, 0, Serialized)
  {
    Return (\_REV)
  }

  Method (M038, 0, Serialized)
  {
    Return (\_OS)
  }

  Method (M039, 0, Serialized)
  {
    Local0 = Arg0  Return (Local0)
  }

  Method (M03A, 0, Serialized)
  {
    Return (Arg3)
  }

  Method (M03B, 0, Serialized)
  {
    Arg2 = 6  Return (Arg2)
  }

  Method (M03C, 0, Serialized)
  {
    Return (Timer () > 0x7FFFFFFFFFFFFFFF)
  }

  Method (M03D, 0, Serialized)
  {
    Sleep (1)  Stall (10)  Return (1)
  }

  Method (M03E, 0, Serialized)
  {
    Debug = "said"  Return (1)
  }

  Method (M03F, 0, Serialized)
  {
    Local0 = (Local1 = 4)  Return (Local0 + Local1)
  }

  Method (M040, 0, Serialized)
  {
    Return (Add (Add (1, 2, Local0), Local0))
  }

  Method (M041, 0, Serialized)
  {
    CNT += 3  CNT -= 1  CNT *= 2  CNT <<= 1  CNT |= 1  CNT ^= 0xFF  CNT &= 0x7F  CNT %= 50  CNT /= 2  CNT >>= 1  Return (CNT)
  }
}
