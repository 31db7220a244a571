# kload ENTRY FLAGS [MEM MEMSZ BUFSZ [FILE]]...: one kexec_load(2) with buffers of zeros, or of a file's bytes.
use strict;
my %number = (x86_64 => 246, aarch64 => 104, riscv64 => 104);
my ($machine, $entry, $flags, @words) = @ARGV;
my ($table, @kept) = ('');
while (@words) {
  my ($mem, $memsz, $bufsz, $file) = split /,/, shift @words;
  my $buffer = '';
  if (defined $file) {
    open my $handle, '<:raw', $file or die "$file: $!";
    local $/;
    $buffer = <$handle>;
  }
  # What is longer than a program would keep is told and not there: the kernel then answers by itself.
  my $length = number($bufsz);
  $buffer .= "\0" x ($length - length $buffer) if $length > length $buffer && $length <= 1 << 28;
  push @kept, $buffer;
  $table .= pack 'Q4', unpack('Q', pack 'P', $buffer), $length, number($mem), number($memsz);
}
my $segments = length($table) / 32;
$! = 0;
my $result = syscall $number{$machine}, number($entry), $segments, $table, number($flags);
print 'rc=', $result < 0 ? -1 : 0, ' errno=', $result < 0 ? $! + 0 : 0, "\n";

# 64 bits, decimal or hexadecimal.
sub number {
  no warnings 'portable';
  return $_[0] =~ /^0x/i ? hex $_[0] : $_[0] + 0;
}
