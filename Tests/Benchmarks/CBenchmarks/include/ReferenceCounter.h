/// Counts the retains and releases of Swift objects, through the hooks that the Swift runtime has for instruments.
///
/// Between begin and end no string may be copied: in Swift 6.3 the runtime takes the tag off a small string's bits
/// before it calls the hook, which then follows them as an address.

#ifndef REFERENCE_COUNTER_H
#define REFERENCE_COUNTER_H

/// Begins to count.
void reference_counter_begin(void);

/// Ends counting and says how many references were retained and released since it began, on all threads.
unsigned long reference_counter_end(void);

#endif
