#define _GNU_SOURCE
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include "CLinux.h"

enum { PLACES = 16 };

// The act of a place is valid wherever its context is set, so the context is written last and cleared first.
static struct {
  _Atomic(void (*)(void *)) act;
  _Atomic(void *) context;
} places[PLACES];

bool clinux_last_act_add(void (*act)(void *), void *context) {
  static char taken;
  for (int i = 0; i < PLACES; i++) {
    void *empty = NULL;
    // Held by a context of its own until the act stands.
    if (!atomic_compare_exchange_strong(&places[i].context, &empty, &taken)) continue;
    atomic_store(&places[i].act, act);
    atomic_store(&places[i].context, context);
    return true;
  }
  return false;
}

void clinux_last_act_remove(void *context) {
  for (int i = 0; i < PLACES; i++) {
    if (atomic_load(&places[i].context) != context) continue;
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
  return clinux_last_act_add(switch_off, context_of(descriptor));
}

void clinux_last_act_remove_switch_off(int descriptor) {
  clinux_last_act_remove(context_of(descriptor));
}

void clinux_last_acts(void) {
  for (int i = 0; i < PLACES; i++) {
    void *context = atomic_load(&places[i].context);
    void (*act)(void *) = atomic_load(&places[i].act);
    if (context && act) act(context);
  }
}

static void crash(int number) {
  clinux_last_acts();
  // The handler was for once: the same signal now ends the process as it would have, core dump and all.
  raise(number);
}

void clinux_last_acts_on_crash(void) {
  static const int numbers[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
  struct sigaction action = {.sa_handler = crash, .sa_flags = SA_RESETHAND};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) sigaction(numbers[i], &action, NULL);
}
