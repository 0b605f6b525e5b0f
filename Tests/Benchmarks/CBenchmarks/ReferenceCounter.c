#include "ReferenceCounter.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Exported by the Swift runtime (stdlib/public/runtime/HeapObject.cpp). The flag routes retains and releases through
// the function pointers.
extern _Atomic(bool) _swift_enableSwizzlingOfAllocationAndRefCountingFunctions_forInstrumentsOnly;
extern _Atomic(void *(*)(void *)) _swift_retain;
extern _Atomic(void *(*)(void *, uint32_t)) _swift_retain_n;
extern _Atomic(void (*)(void *)) _swift_release;
extern _Atomic(void (*)(void *, uint32_t)) _swift_release_n;

static atomic_ulong counts;
static void *(*runtime_retain)(void *);
static void *(*runtime_retain_n)(void *, uint32_t);
static void (*runtime_release)(void *);
static void (*runtime_release_n)(void *, uint32_t);

static void count(void) {
  atomic_fetch_add_explicit(&counts, 1, memory_order_relaxed);
}

static void *counted_retain(void *object) {
  count();
  return runtime_retain(object);
}

static void *counted_retain_n(void *object, uint32_t times) {
  count();
  return runtime_retain_n(object, times);
}

static void counted_release(void *object) {
  count();
  runtime_release(object);
}

static void counted_release_n(void *object, uint32_t times) {
  count();
  runtime_release_n(object, times);
}

void reference_counter_begin(void) {
  if (runtime_retain == NULL) {
    runtime_retain = _swift_retain;
    runtime_retain_n = _swift_retain_n;
    runtime_release = _swift_release;
    runtime_release_n = _swift_release_n;
  }
  atomic_store(&counts, 0);
  _swift_retain = counted_retain;
  _swift_retain_n = counted_retain_n;
  _swift_release = counted_release;
  _swift_release_n = counted_release_n;
  _swift_enableSwizzlingOfAllocationAndRefCountingFunctions_forInstrumentsOnly = true;
}

unsigned long reference_counter_end(void) {
  _swift_enableSwizzlingOfAllocationAndRefCountingFunctions_forInstrumentsOnly = false;
  _swift_retain = runtime_retain;
  _swift_retain_n = runtime_retain_n;
  _swift_release = runtime_release;
  _swift_release_n = runtime_release_n;
  return atomic_load(&counts);
}
