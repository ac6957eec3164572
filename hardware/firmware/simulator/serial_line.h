#pragma once

#include <sim_avr.h>

// The chip's UART on a pseudo terminal. Says `sent TYPE CYCLE AFTER` for each frame: the type of its message, the cycle
// in which its first byte was given to the UART, and how many cycles that was after the last byte came in.

/** Connects them; the path of the pseudo terminal. */
const char *connect_line(avr_t *avr);

/** Gives the UART what came meanwhile, as far as it takes it. Often. */
void feed_line(void);

void restart_line(void);
