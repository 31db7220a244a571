DefinitionBlock ("", "DSDT", 2, "WARMBT", "SYNC", 0x00000001)
{
  Mutex (MX0, 0)
  Mutex (MX3, 3)
  Mutex (MX5, 5)
  Event (EV0)
  Device (DEV) {}
  Processor (CPU0, 1, 0x810, 6) {}
  Name (INT, 5)
  Name (STR, "s")
  Method (LOW, 0, Serialized, 2) { Return (2) }
  Method (HIGH, 0, Serialized, 7) { Return (LOW ()) }
  Method (UPUP, 0, Serialized, 2) { Return (HIG2 ()) }
  Method (HIG2, 0, Serialized, 7) { Return (7) }
  Method (RECU, 1, Serialized, 1) { If (Arg0) {Return (RECU (Arg0 - 1))}  Return (0xD0) }
  Method (HOLD) { Acquire (MX3, 0xFFFF)  Return (1) }
  Method (DOUB) { Name (TWIC, 1)  Name (TWIC, 2)  Return (TWIC) }
  Method (M000, 0, Serialized)
  {
    Return (Acquire (MX0, 0xFFFF))
  }

  Method (M001, 0, Serialized)
  {
    Acquire (MX0, 0xFFFF)  Release (MX0)  Return (1)
  }

  Method (M002, 0, Serialized)
  {
    Acquire (MX0, 0xFFFF)  Acquire (MX0, 0xFFFF)  Release (MX0)  Release (MX0)  Return (2)
  }

  Method (M003, 0, Serialized)
  {
    Release (MX0)  Return (1)
  }

  Method (M004, 0, Serialized)
  {
    Acquire (MX0, 0xFFFF)  Release (MX0)  Release (MX0)  Return (1)
  }

  Method (M005, 0, Serialized)
  {
    Acquire (MX3, 0xFFFF)  Acquire (MX5, 0xFFFF)  Release (MX5)  Release (MX3)  Return (3)
  }

  Method (M006, 0, Serialized)
  {
    Acquire (MX5, 0xFFFF)  Acquire (MX3, 0xFFFF)  Return (3)
  }

  Method (M007, 0, Serialized)
  {
    Acquire (MX3, 0xFFFF)  Acquire (MX5, 0xFFFF)  Release (MX3)  Return (3)
  }

  Method (M008, 0, Serialized)
  {
    HOLD ()  Return (4)
  }

  Method (M009, 0, Serialized)
  {
    Return (Acquire (MX3, 0))
  }

  Method (M00A, 0, Serialized)
  {
    Acquire (MX3, 0xFFFF)  Return (5)
  }

  Method (M00B, 0, Serialized)
  {
    Acquire (MX0, 0xFFFF)  Return (5)
  }

  Method (M00C, 0, Serialized)
  {
    Return (Acquire (\_GL, 0xFFFF))
  }

  Method (M00D, 0, Serialized)
  {
    Acquire (\_GL, 0xFFFF)  Release (\_GL)  Return (6)
  }

  Method (M00E, 0, Serialized)
  {
    Signal (EV0)  Return (Wait (EV0, 0))
  }

  Method (M00F, 0, Serialized)
  {
    Return (Wait (EV0, 0))
  }

  Method (M010, 0, Serialized)
  {
    Signal (EV0)  Signal (EV0)  Local0 = Wait (EV0, 0)  Local1 = Wait (EV0, 0)  Return (Package (2) {1, 2})
  }

  Method (M011, 0, Serialized)
  {
    Signal (EV0)  Reset (EV0)  Return (Wait (EV0, 0))
  }

  Method (M012, 0, Serialized)
  {
    Return (LOW ())
  }

  Method (M013, 0, Serialized)
  {
    Return (HIGH ())
  }

  Method (M014, 0, Serialized)
  {
    Return (UPUP ())
  }

  Method (M015, 0, Serialized)
  {
    Return (RECU (5))
  }

  Method (M016, 0, Serialized)
  {
    Acquire (MX5, 0xFFFF)  Return (LOW ())
  }

  Method (M017, 0, Serialized)
  {
    Acquire (MX3, 0xFFFF)  Return (HIG2 ())
  }

  Method (M018, 0, Serialized)
  {
    Notify (DEV, 0x80)  Return (1)
  }

  Method (M019, 0, Serialized)
  {
    Notify (CPU0, 0x81)  Return (1)
  }

  Method (M01A, 0, Serialized)
  {
    Notify (\_TZ, 0x80)  Return (1)
  }

  Method (M01B, 0, Serialized)
  {
    Return (ObjectType (CPU0))
  }

  Method (M01C, 0, Serialized)
  {
    Local0 = 0  Return (1 / Local0)
  }

  Method (M01D, 0, Serialized)
  {
    Local0 = 0  Return (1 % Local0)
  }

  Method (M01E, 0, Serialized)
  {
    Return (DerefOf (STR))
  }

  Method (M01F, 0, Serialized)
  {
    Stall (2000)  Return (1)
  }

  Method (M020, 0, Serialized)
  {
    Stall (100)  Return (1)
  }

  Method (M021, 0, Serialized)
  {
    Return (DOUB ())
  }

  Method (M022, 0, Serialized)
  {
    Name (INT, 6)  Return (INT)
  }

  Method (M023, 0, Serialized)
  {
    Name (\MADE, 6)  Return (\MADE)
  }

  Method (M024, 0, Serialized)
  {
    Return (CondRefOf (\MADE))
  }

  Method (M025, 0, Serialized)
  {
    Local0 = Buffer (0) {}  Return (Local0 + 1)
  }

  Method (M026, 0, Serialized)
  {
    Return (ToInteger (Buffer (0) {}))
  }

  Method (M027, 0, Serialized)
  {
    Return (INT)
  }
}
