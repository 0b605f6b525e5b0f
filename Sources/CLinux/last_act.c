#define _GNU_SOURCE
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#include "CLinux.h"

enum { PLACES = 16 };

// More than a servo's widest pulse.
enum { PULSE_NANOSECONDS = 3000000 };

static atomic_bool is_dying;

// The context of a place that is being written or cleared: its act is not to be done.
static char in_between;

static struct {
  _Atomic(void (*)(void *)) act;
  _Atomic(void *) context;
  atomic_bool waits_for_pulse;
} places[PLACES];

bool clinux_last_act_add(void (*act)(void *), void *context, bool waits_for_pulse) {
  for (int i = 0; i < PLACES; i++) {
    void *empty = NULL;
    if (!atomic_compare_exchange_strong(&places[i].context, &empty, &in_between)) continue;
    atomic_store(&places[i].waits_for_pulse, waits_for_pulse);
    atomic_store(&places[i].act, act);
    atomic_store(&places[i].context, context);
    return true;
  }
  return false;
}

void clinux_last_act_remove(void *context) {
  for (int i = 0; i < PLACES; i++) {
    void *held = context;
    if (!atomic_compare_exchange_strong(&places[i].context, &held, &in_between)) continue;
    atomic_store(&places[i].act, NULL);
    atomic_store(&places[i].context, NULL);
  }
}

// A descriptor as a context, which is never NULL.
static void *context_of(int descriptor) {
  return (void *)((intptr_t)descriptor + 1);
}

static void switch_off(void *context) {
  int descriptor = (int)((intptr_t)context - 1);
  ssize_t written = pwrite(descriptor, "0", 1, 0);
  (void)written;
}

bool clinux_last_act_add_switch_off(int descriptor) {
  return clinux_last_act_add(switch_off, context_of(descriptor), false);
}

void clinux_last_act_remove_switch_off(int descriptor) {
  clinux_last_act_remove(context_of(descriptor));
}

static void do_acts(bool that_wait) {
  for (int i = 0; i < PLACES; i++) {
    void *context = atomic_load(&places[i].context);
    void (*act)(void *) = atomic_load(&places[i].act);
    if (context && context != &in_between && act && atomic_load(&places[i].waits_for_pulse) == that_wait) act(context);
  }
}

void clinux_last_acts(void) {
  atomic_store(&is_dying, true);
  do_acts(false);
  struct timespec pause = {.tv_nsec = PULSE_NANOSECONDS};
  nanosleep(&pause, NULL);
  do_acts(true);
}

bool clinux_is_dying(void) {
  return atomic_load(&is_dying);
}

static void crash(int number) {
  // It may be the thread that makes the pulses that has crashed.
  do_acts(false);
  do_acts(true);
  // The handler was for once: the same signal now ends the process as it would have, core dump and all.
  raise(number);
}

void clinux_last_acts_on_crash(void) {
  // A stack that has run over has no room for a handler.
  static char room[64 * 1024];
  stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
  sigaltstack(&stack, NULL);
  static const int numbers[] = {SIGABRT,   SIGALRM, SIGBUS,  SIGFPE,  SIGILL,  SIGIO,   SIGPROF,  SIGPWR,
                                SIGSEGV,   SIGSYS,  SIGTRAP, SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM};
  struct sigaction action = {.sa_handler = crash, .sa_flags = SA_RESETHAND | SA_ONSTACK};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) sigaction(numbers[i], &action, NULL);
}
