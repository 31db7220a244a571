/** `_HID`, `_STA` and `_CRS` of this many memory devices, 128 MiB each from 4 GiB on. */
export const MEMORY_DEVICES = 256;

const name = (index: number): string => `M${index.toString(16).toUpperCase().padStart(3, '0')}`;

/** Path of a device. */
export const memoryDevice = (index: number): string => `\\_SB.${name(index)}`;

const device = (index: number): string => `
    Device (${name(index)})
    {
      Name (_HID, EisaId ("PNP0C80"))
      Name (_UID, ${index})
      Method (_STA) { Return (MSTA (${index})) }
      Method (_CRS) { Return (MCRS (${index})) }
    }`;

/**
 * A DSDT as hypervisors write it: each device asks a shared method. MCRS fills in a template, MSTA counts the bits of
 * the number, so that both have something to do.
 */
export const memoryDevicesSource = (): string => `
DefinitionBlock ("", "DSDT", 2, "WARMBT", "MEMORY", 1)
{
  Scope (\\_SB)
  {
    Method (MSTA, 1)
    {
      Local0 = Arg0
      Local1 = 0
      While (Local0)
      {
        Local1 += (Local0 & 1)
        Local0 >>= 1
      }
      If (Local1 > 8) { Return (0) }
      Return (0x0F)
    }
    Method (MCRS, 1, Serialized)
    {
      Name (MR64, ResourceTemplate ()
      {
        QWordMemory (ResourceProducer, PosDecode, MinFixed, MaxFixed, Cacheable, ReadWrite,
          0, 0, 0xFFFFFFFE, 0, 0xFFFFFFFF, , , MW64)
      })
      CreateQWordField (MR64, \\_SB.MCRS.MW64._MIN, MINA)
      CreateQWordField (MR64, \\_SB.MCRS.MW64._MAX, MAXA)
      CreateQWordField (MR64, \\_SB.MCRS.MW64._LEN, LENA)
      LENA = 0x8000000
      MINA = (Arg0 << 27) + 0x100000000
      MAXA = MINA + LENA - 1
      Return (MR64)
    }
${Array.from({ length: MEMORY_DEVICES }, (_, index) => device(index)).join('\n')}
  }
}
`;
