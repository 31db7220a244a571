import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignUp, hex, rangeAt, sizeOf, toWire } from '@warmboot/address';
import type { HoleDirection, LoadRequest, Machine, ToolRun, UserSpaceLoader } from '@warmboot/core/plugin';
import { toolRun, kexecTools } from '@warmboot/core/plugin';

import { CaptureMap, contextRegion, crashKernelLines, readCrashMemory } from './crash-memory.js';
import type { EfiInfo } from '@warmboot/firmware-uefi';
import { acpiRsdpOf, runtimeMapOf } from '../facts/efi-facts.js';
import { realModeSize, XLOADFLAGS, type SetupHeader } from '../formats/bzimage.js';
import { BZIMAGE, fileTypesOf } from './file-types.js';
import { E820_MAX_ENTRIES_ZEROPAGE, serialiseE820Entries, type E820Entry } from '../formats/e820.js';
import { serialiseSetupData, SETUP_DATA_TYPE } from '../formats/setup-data.js';
import { RNG_SEED_SIZE, toolCmdlineOffset, toolEfi, toolParams } from '../handover/handover.js';
import { kernelNeeds, requireBzImage, type BzImage } from '../facts/image.js';
import {
  BOOT_PARAMS_FILE,
  COMMAND_LINE_SIZE,
  ELF_BOOT_NOTES_SIZE,
  ENTRY_64_OFFSET,
  MIN_BOOT_PARAMS_ADDRESS,
  MIN_INITRD_ADDRESS,
  ONE_MIB,
  PAGE_SIZE,
  TOOL_32_MAX,
  TOOL_CMDLINE_ROOM,
  TOOL_CRASH_ALIGN,
  TOOL_ELFCOREHDR_MEMSZ,
  TOOL_PURGATORY_32_MAX,
  TOOL_PURGATORY_ENTRY,
  TOOL_REAL_MODE_MAX,
  USUAL_BRK_SIZE,
  USUAL_CRASH_HEADER_ROOM,
} from '../facts/layout.js';
import { readToolMemory, toolE820, TOOL_RANGE_NUMBER, type ToolRange } from '../facts/memory-ranges.js';
import { toolCoreHeader } from './vmcore-header.js';
import { isVmlinux, type X86Vmlinux } from './vmlinux.js';

const NO_LAYOUT = 'Could not get memory layout';

/** As high as it goes: only setup_data is placed low (spec 3.3). */
const DIRECTION: HoleDirection = 'highest';

interface ParamsPlace {
  readonly header: SetupHeader;
  readonly paramsAt: PhysAddr;
  readonly paramsSize: number;
  readonly initrd: AddressRange | undefined;
  /** The memory map of a capture kernel. */
  readonly capture: readonly ToolRange[] | undefined;
  readonly dtb?: Uint8Array | undefined;
}

/** One run of `kexec -c`: what it has placed and printed so far. */
class Load implements ToolRun {
  readonly tool: toolRun.Load;
  readonly #machine: Machine;
  readonly #request: LoadRequest;
  readonly #memory: readonly ToolRange[];
  readonly #headerRoom: number;
  readonly #brk: number;
  #cmdline: string;
  #setupData = 0n;
  /** bzImage_support_efi_boot: the loader that enters in 64 bits asks the header for it, the other one never does. */
  #passesEfi = false;

  /** The rest is of the running kernel: /sys/kernel/crash_elfcorehdr_size, and bytes of its image behind its BSS. */
  constructor(machine: Machine, request: LoadRequest, headerRoom: number, brk: number) {
    this.#brk = brk;
    this.#headerRoom = headerRoom;
    this.#machine = machine;
    this.#request = request;
    this.#cmdline = request.cmdline;
    const { ranges, output } = readToolMemory(machine);
    this.#memory = ranges;
    const crash = request.type === 'crash' ? crashKernelLines(machine.iomem).at(-1) : undefined;
    this.tool = new toolRun.Load({
      ram: ranges.filter(({ type }) => type === 'ram'),
      bounds: {
        memMin: Math.max(request.memMin, crash?.start ?? 0),
        memMax: Math.min(request.memMax, crash === undefined ? Infinity : crash.end - 1),
      },
      pageSize: machine.memory.pageSize,
      align: PAGE_SIZE,
      direction: DIRECTION,
    });
    this.tool.print(...output);
  }

  /** The loader of the row that took the file. @returns the entry point */
  run(): PhysAddr {
    const { kernel, type } = this.#request;
    if (this.#memory.length === 0) throw new toolRun.GaveUp(kexecTools.FAILED, NO_LAYOUT);
    if (type === 'crash' && crashKernelLines(this.#machine.iomem).length === 0) {
      throw new toolRun.GaveUp(kexecTools.FAILED, 'get_crash_kernel_load_range failed.', NO_LAYOUT);
    }
    this.#list('MEMORY RANGES', this.#memory);
    if (isVmlinux(kernel)) return this.#loadElf(kernel);
    const { fileType = fileTypesOf(kernel)[0] } = this.#request;
    const image = requireBzImage(kernel);
    return fileType === BZIMAGE ? this.#load32(image) : this.#load64(image);
  }

  /** The memory map of a capture kernel; a kernel that keeps the context is told of all memory. */
  #placeKept(): readonly ToolRange[] | undefined {
    const { type, preserveContext } = this.#request;
    const map = type === 'crash' || preserveContext === true ? this.#placeCrash() : undefined;
    return type === 'crash' ? map : undefined;
  }

  /** do_bzImage64_load(); @returns the entry point (spec 3.3) */
  #load64(image: BzImage): PhysAddr {
    const { header, fileSize } = image;
    this.#passesEfi = ((header.xloadflags ?? 0) & XLOADFLAGS.EFI_KEXEC) !== 0;
    this.#kernelSize(header, fileSize);
    this.#checkCommandLine(header.cmdlineSize ?? 255);
    const capture = this.#placeKept();
    const purgatoryAt = this.#placePurgatory(MIN_BOOT_PARAMS_ADDRESS);
    const paramsSize = toolCmdlineOffset(header) + this.#cmdline.length + 1 + TOOL_CMDLINE_ROOM;
    const paramsAt = this.tool.addBuffer('boot_params', paramsSize, {
      min: MIN_BOOT_PARAMS_ADDRESS,
    });
    this.tool.print(`Loaded real_mode_data and command line at ${hex(paramsAt)}`);
    this.#placeKernel(image);
    const initrd = this.#placeInitrd(Infinity);
    if (this.#request.dtb !== undefined) this.tool.print("kexec: unrecognized option '--dtb'");
    this.#fillParams({ header, paramsAt, paramsSize, initrd, capture });
    return purgatoryAt + TOOL_PURGATORY_ENTRY;
  }

  /**
   * do_bzImage_load(): what a 32-bit entry reaches is all below 2 GiB, and from low addresses up. The tool reads
   * init_size where it is, which a header before 2.10 has not: then it places nothing for the kernel.
   */
  #load32({ header, fileSize }: BzImage): PhysAddr {
    const relocatable = header.relocatableKernel === 1;
    this.#kernelSize(header, fileSize);
    if (header.version >= 0x0206) this.#checkCommandLine(header.cmdlineSize ?? 255);
    const crash = this.#request.type === 'crash';
    if (crash && !relocatable) {
      throw new toolRun.LoaderFailed("BzImage is not relocatable. Can't be used as capture kernel.");
    }
    const capture = this.#placeKept();
    const purgatoryAt = this.#placePurgatory(
      MIN_BOOT_PARAMS_ADDRESS,
      relocatable ? TOOL_PURGATORY_32_MAX : TOOL_REAL_MODE_MAX,
    );
    const paramsSize = toolCmdlineOffset(header) + this.#cmdline.length + 1 + TOOL_CMDLINE_ROOM;
    const paramsAt = this.tool.addBuffer('boot_params', paramsSize, {
      min: MIN_BOOT_PARAMS_ADDRESS,
      ...(crash ? {} : { max: TOOL_REAL_MODE_MAX, direction: 'lowest' }),
    });
    this.tool.print(`Loaded real-mode code and command line at ${hex(paramsAt)}`);
    if (purgatoryAt < paramsAt) {
      throw new toolRun.GaveUp(kexecTools.DIED, 'Could not put setup code above the kernel parameters');
    }
    this.#placeKernel32(header, this.#kernelSize(header, fileSize), relocatable);
    const initrd = this.#placeInitrd(header.initrdAddrMax ?? TOOL_32_MAX);
    const { dtb } = this.#request;
    this.#fillParams({ header, paramsAt, paramsSize, initrd, capture, dtb });
    return purgatoryAt + TOOL_PURGATORY_ENTRY;
  }

  #placeKernel32(header: SetupHeader, bufsz: number, relocatable: boolean): void {
    let at = ONE_MIB;
    if (relocatable) {
      at = this.tool.addBuffer('kernel', bufsz, {
        memsz: alignUp(header.initSize ?? 0, PAGE_SIZE),
        align: header.kernelAlignment ?? PAGE_SIZE,
        min: Math.max(ONE_MIB, Number(header.prefAddress ?? 0n)),
        max: Math.min(TOOL_32_MAX, header.initrdAddrMax ?? TOOL_32_MAX),
        direction: 'lowest',
      });
    } else {
      this.tool.addSegment(at, { kind: 'kernel', bufsz, memsz: bufsz });
    }
    this.tool.print(`Loaded 32bit kernel at ${hex(at)}`);
  }

  /** elf_x86_64_load() without --args-linux: parts at their own addresses, boot notes instead of boot_params. */
  #loadElf({ parts }: X86Vmlinux): PhysAddr {
    for (const { paddr, filesz, memsz } of parts) {
      this.tool.addSegment(paddr, { kind: 'kernel', bufsz: filesz, memsz });
    }
    const purgatoryAt = this.#placePurgatory(0, Infinity, 'lowest');
    const size = ELF_BOOT_NOTES_SIZE + alignUp(this.#cmdline.length + 1, 4);
    this.tool.addBuffer('other', size, { direction: 'lowest' });
    if (this.#request.initrd !== undefined) {
      throw new toolRun.GaveUp(kexecTools.DIED, 'Ramdisks not supported with generic elf arguments');
    }
    return purgatoryAt + TOOL_PURGATORY_ENTRY;
  }

  #checkCommandLine(longest: number): void {
    if (this.#cmdline.length + 1 > longest)
      throw new toolRun.LoaderFailed('Kernel command line too long for kernel!');
  }

  #placePurgatory(min: PhysAddr, max = Infinity, direction: HoleDirection = DIRECTION): PhysAddr {
    const { bufsz, memsz } = this.#request.purgatory;
    const at = this.tool.addBuffer('purgatory', bufsz, { memsz, min, max, direction });
    this.tool.print(`Loaded purgatory at addr ${hex(at)}`);
    return at;
  }

  /** setup_linux_bootloader_parameters() and setup_linux_system_parameters(). */
  #fillParams({ header, paramsAt, paramsSize, initrd, capture, dtb }: ParamsPlace): void {
    const e820 = toolE820(capture ?? this.#memory);
    const efiInfo = this.#placeEfi();
    this.#placeSetupData(e820);
    if (dtb !== undefined) this.#pushNode(SETUP_DATA_TYPE.DTB, dtb);
    const bytes = new Uint8Array(paramsSize);
    bytes.set(
      toolParams({
        header,
        base: paramsAt,
        cmdline: this.#cmdline,
        initrd,
        e820,
        acpiRsdp: acpiRsdpOf(this.#machine.files),
        efiInfo,
        setupData: this.#setupData,
        running: this.#machine.files.get(BOOT_PARAMS_FILE),
      }),
    );
    this.tool.segments.fill(paramsAt, bytes);
  }

  #kernelSize(header: SetupHeader, fileSize: number): number {
    const bufsz = fileSize - realModeSize(header);
    if (bufsz < 0) throw new toolRun.LoaderFailed('BzImage truncated?');
    return bufsz;
  }

  #placeKernel(image: BzImage): void {
    const { header, fileSize } = image;
    const { size, align } = kernelNeeds(image);
    const bufsz = this.#kernelSize(header, fileSize);
    const at = this.tool.addBuffer('kernel', bufsz, {
      memsz: size,
      align,
      min: Math.max(ONE_MIB, Number(header.prefAddress ?? 0n)),
    });
    this.tool.print(`Loaded 64bit kernel at ${hex(at)}`, `entry_64 = ${hex(at + ENTRY_64_OFFSET)}`);
  }

  #placeInitrd(max: PhysAddr): AddressRange | undefined {
    const { initrd } = this.#request;
    if (initrd === undefined) return undefined;
    const { fileSize } = initrd;
    const at = this.tool.addBuffer('initrd', fileSize, { min: MIN_INITRD_ADDRESS, max });
    this.tool.print(`Loaded initrd at ${hex(at)} size ${hex(fileSize)}`);
    return rangeAt(at, fileSize);
  }

  /** Entries that boot_params has no room for, then a seed: each in a page of its own, as low as possible. */
  #placeSetupData(e820: readonly E820Entry[]): void {
    const rest = e820.slice(E820_MAX_ENTRIES_ZEROPAGE);
    if (rest.length > 0) this.#pushNode(SETUP_DATA_TYPE.E820_EXT, serialiseE820Entries(rest));
    const { randomReady, seed } = this.#request;
    if (randomReady) this.#pushNode(SETUP_DATA_TYPE.RNG_SEED, seed(RNG_SEED_SIZE));
  }

  #pushNode(type: number, data: Uint8Array): void {
    this.#setupData = toWire(this.#placeLow(serialiseSetupData({ next: this.#setupData, type, data })));
  }

  #placeLow(bytes: Uint8Array): PhysAddr {
    return this.tool.addBuffer('setup_data', bytes.length, { min: ONE_MIB, direction: 'lowest', bytes });
  }

  /** Whether the next kernel gets EFI and not only the place of ACPI's tables: where the running one shows a map for it. */
  get #handsEfiOver(): boolean {
    return this.#passesEfi && runtimeMapOf(this.#machine) !== undefined;
  }

  /** setup_efi_info() (spec 3.4). */
  #placeEfi(): EfiInfo | undefined {
    const efi = this.#passesEfi ? toolEfi(this.#machine) : undefined;
    if (efi === undefined) return undefined;
    if (efi.refused !== undefined) {
      this.tool.print(efi.refused);
      return undefined;
    }
    this.#pushNode(SETUP_DATA_TYPE.EFI, efi.setupData);
    const memoryMap = toWire(this.#placeLow(efi.map));
    return { ...efi.info, memoryMap, memoryMapSize: efi.map.length };
  }

  /** load_crashdump_segments(): the backup area and the ELF header; @returns the capture kernel's memory map (spec 3.6) */
  #placeCrash(): readonly ToolRange[] {
    const { hotplug, memMax, preserveContext = false } = this.#request;
    const { iomem } = this.#machine;
    const context = preserveContext ? contextRegion(iomem, memMax) : undefined;
    if (preserveContext && context === undefined) {
      throw new toolRun.LoaderFailed(`Too small mem_max: ${hex(memMax)}.`);
    }
    const memory = readCrashMemory(iomem, context === undefined ? crashKernelLines(iomem) : [context]);
    if (memory.kernelCode === undefined) {
      throw new toolRun.LoaderFailed('Cannot determine kernel physical load addr');
    }
    this.#list('CRASH MEMORY RANGES', memory.ranges);
    const map = new CaptureMap();
    map.add({ ...memory.backup, type: 'ram' });
    for (const region of memory.reserved) map.add({ ...region, type: 'ram' });

    // A kernel that keeps the context saves all memory, not only what the next one is known to use.
    const backup = preserveContext ? undefined : this.#placeBackup(memory.backup);
    if (backup !== undefined) map.remove(backup);

    const bytes = toolCoreHeader(this.#machine, this.#request, memory, backup?.start ?? 0, this.#brk);
    const memsz =
      hotplug === true
        ? alignUp(this.#headerRoom, TOOL_CRASH_ALIGN)
        : Math.max(bytes.length, TOOL_ELFCOREHDR_MEMSZ);
    const elfcorehdr = this.tool.addBuffer('elfcorehdr', bytes.length, {
      memsz,
      align: TOOL_CRASH_ALIGN,
      bytes,
    });
    map.remove(rangeAt(elfcorehdr, memsz));

    const rsdp = acpiRsdpOf(this.#machine.files);
    // Where EFI is not passed on, ACPI has to be found in another way.
    if (rsdp !== 0n && !this.#handsEfiOver) this.#cmdline += ` acpi_rsdp=${hex(rsdp)}`;
    this.#cmdline += ` elfcorehdr=${elfcorehdr / 1024}K`;
    if (this.#cmdline.length >= COMMAND_LINE_SIZE)
      throw new toolRun.GaveUp(kexecTools.DIED, 'Command line overflow');
    for (const range of memory.ranges) if (range.type !== 'ram') map.add(range);
    return map.ranges;
  }

  #placeBackup(saved: AddressRange): AddressRange {
    const size = alignUp(sizeOf(saved), TOOL_CRASH_ALIGN);
    return rangeAt(this.tool.addBuffer('backup', size, { align: TOOL_CRASH_ALIGN }), size);
  }

  #list(title: string, ranges: readonly ToolRange[]): void {
    this.tool.list(title, ranges, ({ type }) => TOOL_RANGE_NUMBER[type]);
  }
}

/**
 * `kexec -c` of kexec-tools for x86_64 with a bzImage that has a 64-bit entry (spec 3).
 * @param headerRoom bytes that the running kernel keeps for a crash header that follows hotplug
 * @param brk bytes of the running kernel's image behind its BSS
 */
export const userSpaceLoaderOf = (headerRoom: number, brk: number): UserSpaceLoader => ({
  direction: DIRECTION,
  fileTypesOf,
  load: (machine, request) => toolRun.run(new Load(machine, request, headerRoom, brk), request),
});

/** The same on a kernel of which nobody tells how it was built. */
export const userSpaceLoader = userSpaceLoaderOf(USUAL_CRASH_HEADER_ROOM, USUAL_BRK_SIZE);
