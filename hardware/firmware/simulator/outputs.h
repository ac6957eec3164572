#pragma once

#include <sim_avr.h>

/** Five lamps, buzzer and beacon: says a line for each that changes, `lamp 0 on`, `buzzer off`, `beacon on`. */
void connect_outputs(avr_t *avr);
