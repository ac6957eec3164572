#pragma once

#include <sim_avr.h>

// The time of the chip, in step with real time.

/** From now on the chip waits for real time whenever it sleeps. */
void keep_pace(avr_t *avr);

/** After a reset, which stops all timers. */
void restart_pace(avr_t *avr);

/** Lets so much of the chip's time pass as fast as this machine can, then says `hurried`. A reset ends it unsaid. */
void hurry(avr_t *avr, uint32_t ms);
