#!/bin/sh
# Records what a Linux machine shows of its memory, its firmware and its kexec state, into one tar for warmboot.
#
#   sh capture.sh [FILE]        FILE: warmboot-capture.tar by default; .tar.gz packs it; - is standard output
#
# It needs a POSIX shell, cat, dd, grep, sed, tr, wc, mkdir, rm and tar: busybox is enough. It changes nothing on the machine: it
# reads /proc, /sys, the kernel log and the heads of the files in /boot, and writes FILE and a directory in TMPDIR that
# it removes. It never asks for more rights. Without root most addresses are hidden, and it says so.
# The kernel's command line and log are in the tar: look at them before you give it away.
#
# WARMBOOT_ROOT=DIR reads DIR/proc, DIR/sys and so on instead, with DIR/var/log/dmesg for the log.
# Exit status: 0 everything that matters was there, 1 something was not (FILE is written), 2 nothing was written.
set -u
umask 077
LC_ALL=C
export LC_ALL

output=${1:-warmboot-capture.tar}
root=${WARMBOOT_ROOT:-}
scratch=${TMPDIR:-/tmp}/warmboot-capture.$$
top=$scratch/warmboot-capture
status=0
tab=$(printf '\t')

say() {
  printf 'warmboot capture: %s\n' "$1" >&2
}

give_up() {
  say "$1"
  exit 2
}

# missing PATH REASON: something that matters and could not be had.
missing() {
  say "$1: $2"
  printf 'missing %s: %s\n' "$1" "$2" >>"$top/capture.txt"
  status=1
}

# absent PATH REASON: something that a machine may well lack.
absent() {
  printf 'missing %s: %s\n' "$1" "$2" >>"$top/capture.txt"
}

# directory_of PATH: makes the directory for a copy of PATH.
directory_of() {
  [ -d "$top${1%/*}" ] || mkdir -p "$top${1%/*}" || give_up "cannot write in $scratch"
}

# copy PATH: a whole file; fails when it cannot be read.
copy() {
  directory_of "$1"
  cat "$root$1" >"$top$1" 2>/dev/null && return
  rm -f "$top$1"
  return 1
}

# take PATH...: what is there; patterns that match nothing are no files.
take() {
  for path; do
    [ -f "$root$path" ] || continue
    copy "$path" || absent "$path" 'cannot be read'
  done
}

# need PATH...: what every machine has.
need() {
  for path; do
    if [ ! -e "$root$path" ]; then
      missing "$path" 'this kernel has none'
    elif ! copy "$path"; then
      missing "$path" 'cannot be read; root can'
    fi
  done
}

# in_root PATTERN: the paths that match, without the root before them, one a line.
in_root() {
  for path in "$root"$1; do
    [ -e "$path" ] && printf '%s\n' "${path#"$root"}"
  done
}

# take_all PATTERN...: the files that match.
take_all() {
  for pattern; do
    in_root "$pattern" | while IFS= read -r file; do
      take "$file"
    done
  done
}

# first_line FILE: into $line, empty when there is none.
first_line() {
  line=
  { read -r line <"$1"; } 2>/dev/null || :
}

# A page of this process is a page of the kernel.
record_page_size() {
  pages=$(grep -m 1 '^KernelPageSize:' "$root/proc/self/smaps" 2>/dev/null)
  if [ -z "$pages" ] && [ -z "$root" ]; then
    pages=$(getconf PAGESIZE 2>/dev/null) && pages="getconf PAGESIZE: $pages"
  fi
  if [ -n "$pages" ]; then
    printf '%s\n' "$pages" >"$top/page-size"
  else
    absent /proc/self/smaps 'it tells no page size, and there is no getconf'
  fi
}

# What the kernel notes for dumps of itself, in the notes at the head of /proc/kcore. Only lines that say how it was built
# and where it is are kept: what follows the notes is memory.
record_vmcoreinfo() {
  kept='OSRELEASE|PAGESIZE|KERNELOFFSET'
  numbers='VA_BITS|TCR_EL1_T1SZ|PHYS_OFFSET|kimage_voffset|phys_base|pgtable_l5_enabled|phys_ram_base|va_kernel_pa_offset'
  {
    dd if="$root/proc/kcore" bs=4096 count=16 | tr -c ' -~' '\n' |
      grep -E "^($kept|NUMBER\\(($numbers|SECTION_SIZE_BITS|MAX_PHYSMEM_BITS)\\))=" >"$top/vmcoreinfo"
  } 2>/dev/null
  [ -s "$top/vmcoreinfo" ] && return
  rm -f "$top/vmcoreinfo"
  if [ ! -e "$root/proc/kcore" ]; then
    absent /proc/kcore 'this kernel has none'
  elif ! dd if="$root/proc/kcore" bs=64 count=1 >/dev/null 2>&1; then
    absent /proc/kcore 'cannot be read; root can, where the kernel is not locked down'
  else
    absent /proc/kcore 'it has no VMCOREINFO note, which kernels before 4.19 do not show there'
  fi
}

record_kernel() {
  take /proc/sys/kernel/ostype /proc/sys/kernel/osrelease /proc/sys/kernel/version /proc/sys/kernel/arch
  directory_of /proc/sys/kernel/arch
  [ -s "$top/proc/sys/kernel/ostype" ] || uname -s >"$top/proc/sys/kernel/ostype"
  [ -s "$top/proc/sys/kernel/osrelease" ] || uname -r >"$top/proc/sys/kernel/osrelease"
  [ -s "$top/proc/sys/kernel/version" ] || uname -v >"$top/proc/sys/kernel/version"
  # Since Linux 6.1.
  [ -s "$top/proc/sys/kernel/arch" ] || uname -m >"$top/proc/sys/kernel/arch"
  first_line "$top/proc/sys/kernel/osrelease"
  release=$line
  need /proc/cmdline
  take /proc/version /proc/meminfo /proc/modules
  # One processor tells what all of them are.
  [ -r "$root/proc/cpuinfo" ] && sed '/^$/q' "$root/proc/cpuinfo" >"$top/proc/cpuinfo" 2>/dev/null
  record_page_size
  record_vmcoreinfo
  for path in /proc/config.gz "/boot/config-$release" "/lib/modules/$release/config"; do
    [ -r "$root$path" ] || continue
    case $path in
      *.gz) take "$path" ;;
      *) cat "$root$path" >"$top/config" ;;
    esac
    return
  done
  absent /proc/config.gz 'neither it nor a config in /boot can be read'
}

record_log() {
  log=$root/var/log/dmesg
  if [ -z "$root" ] && dmesg >"$top/dmesg" 2>/dev/null && [ -s "$top/dmesg" ]; then
    grep -q 'Linux version ' "$top/dmesg" && return
    # The ring buffer has lost the boot; some distributions keep it.
    if grep -q 'Linux version ' "$log" 2>/dev/null; then
      cat "$log" >"$top/dmesg"
      return
    fi
    missing /dev/kmsg 'the kernel log no longer has the boot in it; capture soon after a boot, or with log_buf_len=4M'
  elif ! cat "$log" >"$top/dmesg" 2>/dev/null; then
    rm -f "$top/dmesg"
    missing /dev/kmsg 'the kernel log cannot be read; root can'
  fi
}

record_memory() {
  need /proc/iomem /proc/zoneinfo
  if [ -s "$top/proc/iomem" ] && ! grep -qv '^ *0*-0* : ' "$top/proc/iomem"; then
    missing /proc/iomem 'all addresses are zero: the kernel hides them from everybody but root'
  fi
  memory=/sys/devices/system/memory
  need $memory/block_size_bytes
  take $memory/auto_online_blocks $memory/crash_hotplug $memory/hard_offline_page
  take_all '/sys/module/memory_hotplug/parameters/*'
  # A file for each value of each block would be a million files on a large machine: one table.
  : >"$top/memory-blocks"
  for block in "$root$memory"/memory[0-9]*; do
    [ -d "$block" ] || continue
    row=${block##*/}
    for value in state valid_zones removable phys_index phys_device; do
      first_line "$block/$value"
      row=$row$tab$line
    done
    node=
    for link in "$block"/node[0-9]*; do
      [ -e "$link" ] && node=${link##*/}
    done
    printf '%s\n' "$row$tab$node" >>"$top/memory-blocks"
  done
  take_all '/sys/devices/system/node/[hop]*'
  take_all '/sys/devices/system/node/node*/cpulist' '/sys/devices/system/node/node*/distance'
  take_all '/sys/devices/system/node/node*/meminfo'
}

record_firmware() {
  take /sys/firmware/fdt
  take_all '/sys/kernel/boot_params/*' '/sys/kernel/boot_params/setup_data/*/*'
  take_all '/sys/firmware/acpi/tables/*' '/sys/firmware/acpi/tables/dynamic/*'
  take /sys/firmware/efi/systab /sys/firmware/efi/fw_vendor /sys/firmware/efi/config_table /sys/firmware/efi/runtime
  take /sys/firmware/efi/fw_platform_size
  take /sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c
  take /sys/kernel/security/lockdown /sys/kernel/security/ima/policy
  take_all '/sys/firmware/efi/runtime-map/*/*'
  for name in sys_vendor product_name product_version bios_vendor bios_version board_name; do
    take "/sys/class/dmi/id/$name"
  done
  [ -d "$root/sys/firmware/memmap" ] || return
  : >"$top/firmware-memmap"
  for entry in "$root"/sys/firmware/memmap/[0-9]*; do
    [ -d "$entry" ] || continue
    row=${entry##*/}
    for value in start end type; do
      first_line "$entry/$value"
      row=$row$tab$line
    done
    printf '%s\n' "$row" >>"$top/firmware-memmap"
  done
}

record_kexec() {
  take /sys/kernel/kexec_loaded /sys/kernel/kexec_crash_loaded /sys/kernel/kexec_crash_size
  take /sys/kernel/kexec_crash_cma_ranges /sys/kernel/crash_elfcorehdr_size /sys/kernel/vmcoreinfo
  take_all '/sys/kernel/kexec/*' '/proc/sys/kernel/kexec_*'
  take /sys/devices/system/cpu/possible /sys/devices/system/cpu/present /sys/devices/system/cpu/online
  take /sys/devices/system/cpu/crash_hotplug
  : >"$top/crash-notes"
  for cpu in "$root"/sys/devices/system/cpu/cpu[0-9]*; do
    [ -r "$cpu/crash_notes" ] || continue
    first_line "$cpu/crash_notes"
    row=${cpu##*/}$tab$line
    first_line "$cpu/crash_notes_size"
    printf '%s\n' "$row$tab$line" >>"$top/crash-notes"
  done
}

record_devices() {
  take_all '/sys/bus/dax/devices/*/[amnrst]*'
  take_all '/sys/bus/virtio/drivers/virtio_mem/virtio*/[dfsv]*'
  for name in hid path status; do
    take_all "/sys/bus/acpi/devices/PNP0C80:*/$name"
  done
}

# The head of the kernel's file has all that loaders ask of it, and on x86 its version.
record_files() {
  for path in "/boot/vmlinuz-$release" "/boot/Image-$release" "/boot/kernel-$release" "/lib/modules/$release/vmlinuz" \
    /boot/vmlinuz /boot/Image; do
    [ -r "$root$path" ] || continue
    dd if="$root$path" of="$top/kernel-image" bs=4096 count=8 2>/dev/null || continue
    printf '%s %s\n' "$(wc -c <"$root$path")" "$path" >"$top/kernel-image-size"
    break
  done
  for path in "/boot/initrd.img-$release" "/boot/initramfs-$release.img" "/boot/initrd-$release"; do
    [ -r "$root$path" ] || continue
    printf '%s %s\n' "$(wc -c <"$root$path")" "$path" >"$top/initrd-size"
    break
  done
}

write_out() {
  case $output in
    -) tar -cf - -C "$scratch" warmboot-capture ;;
    *.gz | *.tgz) tar -cf - -C "$scratch" warmboot-capture | gzip -c >"$output" ;;
    *) tar -cf "$output" -C "$scratch" warmboot-capture ;;
  esac
}

for path in "$root/proc" "$root/sys"; do
  [ -d "$path" ] || give_up "there is no $path to read"
done
mkdir "$scratch" 2>/dev/null || give_up "cannot make $scratch; set TMPDIR to a directory that can be written"
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM
mkdir "$top" || give_up "cannot write in $scratch"
printf 'warmboot capture 1\n' >"$top/capture.txt"

record_kernel
record_log
record_memory
record_firmware
record_kexec
record_devices
record_files

write_out || give_up "cannot write $output"
if [ "$status" -ne 0 ]; then
  say "$output is written, without what is named above"
else
  say "$output is written"
fi
exit "$status"
