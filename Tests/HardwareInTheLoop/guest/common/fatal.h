#ifndef FATAL_H
#define FATAL_H

/// Ends the program with exit code 2 and one line on standard error, with errno's text when `errno` is not 0:
/// a tool that can not observe must never let a case pass.
_Noreturn void fatal(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
