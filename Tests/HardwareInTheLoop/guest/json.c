// json FILE [KEY | INDEX | length]...
//
// Prints the value at a path: a string bare, anything else as it stands, `length` the size of an array.
// A negative index counts from the end. Exit code 1 if the path leads nowhere, 2 if the file is not JSON.
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/fatal.h"

static const char *skip_space(const char *text) {
  while (*text != '\0' && isspace((unsigned char)*text)) text++;
  return text;
}

static const char *skip_value(const char *text);

static const char *skip_string(const char *text) {
  if (*text != '"') fatal("a string is expected at: %.40s", text);
  for (text++; *text != '"'; text++) {
    if (*text == '\\') text++;
    if (*text == '\0') fatal("a string without an end");
  }
  return text + 1;
}

/// The start of the next element or member, or NULL after the last one.
static const char *next(const char *text, char close) {
  text = skip_space(text);
  if (*text == close) return NULL;
  if (*text != ',') fatal("',' or '%c' is expected at: %.40s", close, text);
  return skip_space(text + 1);
}

static const char *first(const char *text, char close) {
  text = skip_space(text + 1);
  return *text == close ? NULL : text;
}

static const char *member_value(const char *text) {
  text = skip_space(skip_string(text));
  if (*text != ':') fatal("':' is expected at: %.40s", text);
  return skip_space(text + 1);
}

static const char *skip_container(const char *text) {
  char close = *text == '{' ? '}' : ']';
  const char *end = text;
  for (const char *at = first(text, close); at != NULL; at = next(end, close))
    end = skip_value(close == '}' ? member_value(at) : at);
  end = end == text ? text + 1 : end;
  return skip_space(end) + 1;
}

static const char *skip_value(const char *text) {
  if (*text == '"') return skip_string(text);
  if (*text == '{' || *text == '[') return skip_container(text);
  size_t length = strcspn(text, ",]} \t\r\n");
  if (length == 0) fatal("a value is expected at: %.40s", text);
  return text + length;
}

static long element_count(const char *array) {
  long count = 0;
  for (const char *at = first(array, ']'); at != NULL; at = next(skip_value(at), ']')) count++;
  return count;
}

static const char *element(const char *array, long index) {
  if (index < 0) index += element_count(array);
  for (const char *at = first(array, ']'); at != NULL; at = next(skip_value(at), ']'))
    if (index-- == 0) return at;
  return NULL;
}

static const char *member(const char *object, const char *key) {
  for (const char *at = first(object, '}'); at != NULL; at = next(skip_value(member_value(at)), '}'))
    if (strncmp(at + 1, key, strlen(key)) == 0 && at[1 + strlen(key)] == '"') return member_value(at);
  return NULL;
}

static char *contents(const char *path) {
  FILE *file = fopen(path, "r");
  if (file == NULL) fatal("%s", path);
  size_t room = 1 << 22, length;
  char *text = malloc(room);
  if (text == NULL) fatal("memory");
  length = fread(text, 1, room - 1, file);
  if (length == room - 1) fatal("%s is too large", path);
  text[length] = '\0';
  fclose(file);
  errno = 0;
  return text;
}

int main(int count, char **arguments) {
  if (count < 2) fatal("usage: json FILE [KEY | INDEX | length]...");
  const char *at = skip_space(contents(arguments[1]));
  if (*skip_space(skip_value(at)) != '\0') fatal("%s: more than one value", arguments[1]);
  for (int i = 2; i < count && at != NULL; i++) {
    char *end;
    long index = strtol(arguments[i], &end, 10);
    if (*at == '{') {
      at = member(at, arguments[i]);
    } else if (*at != '[') {
      at = NULL;
    } else if (strcmp(arguments[i], "length") == 0) {
      return printf("%ld\n", element_count(at)) < 0;
    } else {
      at = *end == '\0' ? element(at, index) : NULL;
    }
  }
  if (at == NULL) return 1;
  const char *end = skip_value(at);
  if (*at == '"') at++, end--;
  printf("%.*s\n", (int)(end - at), at);
  return 0;
}
