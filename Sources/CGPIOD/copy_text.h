#include <string.h>

// Copies `text`, which may be NULL, and cuts what does not fit.
static inline void copy_text(char *to, size_t capacity, const char *text) {
  size_t length = text ? strnlen(text, capacity - 1) : 0;
  if (length) memcpy(to, text, length);
  to[length] = '\0';
}
