DefinitionBlock ("", "DSDT", 2, "WARMBT", "RESOURCE", 0x00000001)
{
  Device (GPI0) {}
  Name (RIRQ, ResourceTemplate () { IRQ (Edge, ActiveHigh, Exclusive) {3, 5} IRQNoFlags () {1} })
  Name (RDMA, ResourceTemplate () { DMA (Compatibility, BusMaster, Transfer8) {2} FixedDMA (5, 6, Width32bit) })
  Name (RDEP, ResourceTemplate () { StartDependentFn (1, 2) { IO (Decode16, 0x3F8, 0x3F8, 1, 8) } StartDependentFnNoPri () { FixedIO (0x2F8, 8) } EndDependentFn () })
  Name (RVEN, ResourceTemplate () { VendorShort () {1, 2, 3} VendorLong () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10} })
  Name (RM24, ResourceTemplate () { Memory24 (ReadWrite, 0x1000, 0x2000, 0x10, 0x100) })
  Name (RM32, ResourceTemplate () { Memory32 (ReadOnly, 0x10000000, 0x20000000, 0x1000, 0x2000) Memory32Fixed (ReadWrite, 0xFED00000, 0x400) })
  Name (RREG, ResourceTemplate () { Register (SystemIO, 8, 0, 0xCF9, 1) })
  Name (RWRD, ResourceTemplate () { WordBusNumber (ResourceProducer, MinFixed, MaxFixed, PosDecode, 0, 0, 0xFF, 0, 0x100) WordIO (ResourceProducer, MinFixed, MaxFixed, PosDecode, EntireRange, 0, 0, 0xCF7, 0, 0xCF8) })
  Name (RDWD, ResourceTemplate () { DWordMemory (ResourceConsumer, SubDecode, MinNotFixed, MaxNotFixed, NonCacheable, ReadOnly, 0, 0x80000000, 0x8FFFFFFF, 0, 0x10000000, 3, "\\_SB.GPI0") })
  Name (RQWD, ResourceTemplate () { QWordMemory (ResourceProducer, PosDecode, MinFixed, MaxFixed, Cacheable, ReadWrite, 0, 0x100000000, 0x17FFFFFFF, 0, 0x80000000, , , , AddressRangeMemory, TypeStatic) })
  Name (REXT, ResourceTemplate () { ExtendedMemory (ResourceProducer, PosDecode, MinFixed, MaxFixed, Cacheable, ReadWrite, 0, 0x100000000, 0x17FFFFFFF, 0, 0x80000000, 0x8) })
  Name (RXIR, ResourceTemplate () { Interrupt (ResourceConsumer, Level, ActiveHigh, Shared) {16, 17, 18} Interrupt (ResourceConsumer, Edge, ActiveLow, Exclusive, 1, "\\_SB.GPI0") {41} })
  Name (RGPI, ResourceTemplate () { GpioInt (Edge, ActiveHigh, ExclusiveAndWake, PullUp, 10, "\\GPI0", 0, ResourceConsumer, , RawDataBuffer (2) {1, 2}) {3} GpioIo (Exclusive, PullDefault, 0, 0, IoRestrictionNone, "\\GPI0") {7, 8} })
  Name (RSER, ResourceTemplate () { I2cSerialBusV2 (0x50, ControllerInitiated, 400000, AddressingMode7Bit, "\\GPI0") SpiSerialBusV2 (0, PolarityLow, FourWireMode, 8, ControllerInitiated, 1000000, ClockPolarityLow, ClockPhaseFirst, "\\GPI0") UartSerialBusV2 (115200, DataBitsEight, StopBitsOne, 0, LittleEndian, ParityTypeNone, FlowControlNone, 16, 16, "\\GPI0") })
  Name (RPIN, ResourceTemplate () { PinFunction (Exclusive, PullUp, 1, "\\GPI0") {1, 2} PinConfig (Exclusive, 1, 0, "\\GPI0") {3} PinGroup ("grp") {1, 2} PinGroupFunction (Exclusive, 1, "\\GPI0", 0, "grp") PinGroupConfig (Exclusive, 1, 0, "\\GPI0", 0, "grp") })
}
