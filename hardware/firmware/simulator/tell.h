#pragma once

// What the simulator says: a line each on standard output for who runs it, and why it cannot go on on standard error.

/** simavr prints on standard output at any time, so that is led to standard error. First of all. */
void lead_output_away(void);

void tell(const char *format, ...) __attribute__((format(printf, 1, 2)));

void fail(const char *what, const char *detail) __attribute__((noreturn));
