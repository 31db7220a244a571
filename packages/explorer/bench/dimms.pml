/*
 * The situation of dimms.mjs in Promela: a kernel is loaded into the first of N DIMMs while all of them are asked for, and
 * somebody executes it. A step here is a step of an actor there, with the same locks, and no protection is in force. What a
 * step does in the kernel model beside this - resources, zones, the image, the next kernel's boot - is left out.
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
/* The map that the image carries, and whether the layout of memory is what it was when it was loaded. */
bool told[N] = false;
bool fresh = false;
/* Held by a load in its system call, and by reboot() from its checks to the jump: both try it, and give up. */
bool kexec = false;
/* device_hotplug_lock: the worker has it from the beginning of an ejection to its end. */
bool hotplug_lock = false;
/* A block is on its way, and holds its lock: reboot() waits for it when it shuts the devices down. */
bool block_lock = false;
/* The jump was made: the programs of the first kernel are no more. */
bool over = false;

chan inbox = [N] of { byte };

/* kexec -l: reads the map, chooses, enters the system call, which asks nothing about memory, and loads. */
active proctype loader() {
  bool seen[N];
  byte at;
  atomic { !over -> for (at : 0 .. N - 1) { seen[at] = mapped[at] } at = 0 };
  if
  :: atomic { !over && !seen[0] -> for (at : 0 .. N - 1) { seen[at] = false } at = 0 }
  :: atomic { !over && seen[0] -> skip };
     if
     :: atomic { !over && kexec -> for (at : 0 .. N - 1) { seen[at] = false } at = 0 }
     :: atomic { !over && !kexec -> kexec = true };
        atomic { !over -> for (at : 0 .. N - 1) { told[at] = seen[at]; seen[at] = false } at = 0;
                 loaded = true; fresh = true; kexec = false }
     fi
  fi
}

/* The board wants its device back, at any time. */
active [N] proctype board() {
  atomic { !over && present[_pid - 1] -> inbox!(_pid - 1) }
}

/* The kernel's worker: each block in two halves, then the device, then _EJ0. */
active proctype worker() {
  byte id = 0, block = 0;
  do
  :: atomic { !over && !hotplug_lock && nempty(inbox) -> inbox?id; block = 0; hotplug_lock = true };
     do
     :: atomic { !over -> block_lock = true };
        atomic { !over -> block_lock = false; online[id * BLOCKS + block] = false; fresh = false; block++;
                 if :: block < BLOCKS :: else -> block = 0; break fi }
     od;
     atomic { !over -> mapped[id] = false; fresh = false };
     atomic { !over -> present[id] = false; id = 0; hotplug_lock = false }
  od
}

/* kexec -e: looks whether an image is loaded; calls reboot(), which shuts the devices down, and jumps. */
active proctype exec() {
  atomic { !over && loaded };
  if
  :: atomic { !over && kexec -> skip }
  :: atomic { !over && !kexec -> kexec = true };
     atomic { !over && !block_lock -> skip };
     atomic { !over -> over = true; assert(present[0]) }
  fi
}
