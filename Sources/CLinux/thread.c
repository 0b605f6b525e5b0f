#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <sys/prctl.h>

#include "CLinux.h"

void clinux_name_thread(const char *name) {
  pthread_setname_np(pthread_self(), name);
}

void clinux_wake_without_slack(void) {
  prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
}

bool clinux_may_run_first(int priority) {
  int policy;
  struct sched_param before;
  struct sched_param wanted = {.sched_priority = priority};
  pthread_t self = pthread_self();
  if (pthread_getschedparam(self, &policy, &before) != 0) return false;
  if (pthread_setschedparam(self, SCHED_FIFO, &wanted) != 0) return false;
  pthread_setschedparam(self, policy, &before);
  return true;
}
