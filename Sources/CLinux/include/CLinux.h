// What the Glibc module of Swift lacks, and what has to happen in a signal handler.
#ifndef CLINUX_H
#define CLINUX_H

#include <stdbool.h>
#include <stdint.h>

// Names the calling thread, in 15 characters at most.
void clinux_name_thread(const char *name);

// Lets the kernel wake the calling thread no later than it must: threads without real-time priority are otherwise woken
// up to 50 µs late to save power.
void clinux_wake_without_slack(void);

// True if the calling thread may run under SCHED_FIFO with this priority; it keeps the scheduling that it had.
bool clinux_may_run_first(int priority);

// Acts for a process that is about to die: whatever must not be left on. An act neither allocates nor locks.
//
// Adds `act`, to be called with `context`; false if all places are taken. An act that ends servo pulses waits for
// the pulse at hand, if there is time: a servo turns with a jerk after one that was cut.
bool clinux_last_act_add(void (*act)(void *context), void *context, bool waits_for_pulse);
// Removes the act with this `context`, once no thread may call it any more.
void clinux_last_act_remove(void *context);
// Adds the act of writing "0" to a file of the kernel that is kept open; removes it again before the file is closed.
bool clinux_last_act_add_switch_off(int descriptor);
void clinux_last_act_remove_switch_off(int descriptor);
// Does all acts, those that wait for a pulse after some milliseconds; any thread and any signal handler may call it.
void clinux_last_acts(void);
// True once the process is doing its last acts: no pulse may begin any more.
bool clinux_is_dying(void);
// Does all acts, and waits for none, when the process crashes or is ended by a signal that it does not await, before it
// dies as it would. To be called by the main thread.
void clinux_last_acts_on_crash(void);

// Takes a channel through the character device of its PWM chip and ends its pulses; it is held until the descriptor is
// closed. Returns 0, or -1 with errno set.
int clinux_pwm_silence(int descriptor, unsigned channel);
// Turns a period and a width, in nanoseconds, into what the chip would make of them, on a channel that was taken
// as above.
int clinux_pwm_round(int descriptor, unsigned channel, int64_t *period, int64_t *width);

#endif
