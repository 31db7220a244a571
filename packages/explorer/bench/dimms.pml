/*
 * The situation of dimms.ts in Promela: a kernel is loaded into the first of N DIMMs while all of them are asked for, and
 * somebody executes it. A step here is a step of an actor there. No protection is in force.
 */
#ifndef N
#define N 1
#endif
#define BLOCKS 2

/* What /proc/iomem shows, and what answers on the bus: the kernel lets go of a device before the board takes it. */
bool mapped[N] = true;
bool present[N] = true;
bool online[N * BLOCKS] = true;
bool loaded = false;
/* The jump was made: the programs of the first kernel are no more. */
bool over = false;

chan inbox = [N] of { byte };

/* kexec -l: reads the map, chooses, makes the system call, which asks nothing about memory. */
active proctype loader() {
  bool seen;
  atomic { !over -> seen = mapped[0] }
  atomic { !over -> if :: !seen -> goto done :: else fi }
  atomic { !over -> loaded = true }
done: skip
}

/* The board wants its device back, at any time. */
active [N] proctype board() {
  atomic { !over && present[_pid - 1] -> inbox!(_pid - 1) }
}

/* The kernel's worker: each block in two halves, then the device, then _EJ0. */
active proctype hotplug() {
  byte id = 0, block = 0;
  do
  :: atomic { !over && nempty(inbox) -> inbox?id; block = 0 }
     do
     :: atomic { !over -> skip };
        atomic { !over -> online[id * BLOCKS + block] = false; block++;
                 if :: block < BLOCKS :: else -> break fi }
     od;
     atomic { !over -> mapped[id] = false };
     atomic { !over -> present[id] = false; id = 0; block = 0 }
  od
}

/* kexec -e: looks whether an image is loaded, then jumps. */
active proctype exec() {
  atomic { !over && loaded };
  atomic { !over -> over = true; assert(present[0]) }
}
