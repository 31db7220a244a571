# kmsg SEQUENCE: the lines of the kernel's log from a sequence number on, as NUMBER|LINE, continuations with their own
# line of the same number; at last END|NEXT. LOST|NUMBER where the ring had dropped what was asked for.
use strict;
use Fcntl;
my $next = shift @ARGV;
sysopen my $log, '/dev/kmsg', O_RDONLY | O_NONBLOCK or die "/dev/kmsg: $!";
while (1) {
  my $record;
  my $length = sysread $log, $record, 8192;
  if (!defined $length) {
    next if $!{EPIPE} or $!{EINTR};
    last;
  }
  my ($head, $text) = split /;/, $record, 2;
  my (undef, $number) = split /,/, $head;
  next if $number < $next;
  print "LOST|$number\n" if $number > $next;
  $next = $number + 1;
  my ($line) = split /\n/, $text;
  $line =~ s/\\x([0-9a-f]{2})/chr hex $1/ge;
  print "$number|$_\n" for split /\n/, $line;
}
print "END|$next\n";
