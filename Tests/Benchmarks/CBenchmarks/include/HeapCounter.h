/// Counts this process's heap allocations. The program that links this file calls malloc and its kin here.

#ifndef HEAP_COUNTER_H
#define HEAP_COUNTER_H

/// How often memory was asked for since the process began, on all threads.
unsigned long heap_allocations(void);

#endif
