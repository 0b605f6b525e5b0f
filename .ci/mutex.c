// Shows the thread sanitizer the locks of Swift's Mutex that wait.
//
// A Mutex is locked and unlocked by code that the compiler puts where it is used, and that the sanitizer sees, unless
// another thread has the lock: then by two functions of libswiftSynchronization, which it does not see, so that all that
// one holder of the lock leaves to the next looks like a race. Preloaded, these two tell it.
//
// Swift hands the lock over in r13, and a number in edi, which are left as they are.
#define _GNU_SOURCE
#include <dlfcn.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

void *mutex_lock __attribute__((visibility("hidden")));
void *mutex_unlock __attribute__((visibility("hidden")));

__attribute__((constructor)) static void find(void) {
  mutex_lock = dlsym(RTLD_NEXT, LOCK);
  mutex_unlock = dlsym(RTLD_NEXT, UNLOCK);
}

// Programs without the sanitizer, which a test may start, load this file too.
__asm__(".weak __tsan_acquire, __tsan_release");

__attribute__((naked)) void lock(void) __asm__(LOCK);
void lock(void) {
  __asm__(
    "push %r13\n"
    "call *mutex_lock(%rip)\n"
    "mov (%rsp), %rdi\n"
    "call __tsan_acquire@PLT\n"
    "pop %r13\n"
    "ret");
}

__attribute__((naked)) void unlock(void) __asm__(UNLOCK);
void unlock(void) {
  __asm__(
    "push %r13\n"
    "mov %r13, %rdi\n"
    "call __tsan_release@PLT\n"
    "mov (%rsp), %r13\n"
    "call *mutex_unlock(%rip)\n"
    "pop %r13\n"
    "ret");
}
