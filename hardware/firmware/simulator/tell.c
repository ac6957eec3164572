#include "tell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static FILE *told;

void lead_output_away(void) {
  fflush(stdout);
  told = fdopen(dup(STDOUT_FILENO), "w");
  dup2(STDERR_FILENO, STDOUT_FILENO);
}

void tell(const char *format, ...) {
  va_list values;
  va_start(values, format);
  vfprintf(told, format, values);
  va_end(values);
  fputc('\n', told);
  fflush(told);
}

void fail(const char *what, const char *detail) {
  fprintf(stderr, "simulator: %s: %s\n", what, detail);
  exit(1);
}
