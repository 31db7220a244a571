# kfile MACHINE FLAGS KERNEL INITRD|- CMDLINE: one kexec_file_load(2).
use strict;
my %number = (x86_64 => 320, aarch64 => 294, riscv64 => 294);
my ($machine, $flags, $kernel, $initrd, $cmdline) = @ARGV;
open my $image, '<:raw', $kernel or die "$kernel: $!";
my $disk;
if ($initrd ne '-') {
  open $disk, '<:raw', $initrd or die "$initrd: $!";
}
my $text = "$cmdline\0";
$! = 0;
my $result = syscall $number{$machine}, fileno $image, defined $disk ? fileno $disk : -1, length $text, $text, $flags + 0;
print 'rc=', $result < 0 ? -1 : 0, ' errno=', $result < 0 ? $! + 0 : 0, "\n";
