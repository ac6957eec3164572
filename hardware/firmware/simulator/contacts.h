#pragma once

#include <sim_avr.h>
#include <stdbool.h>

// Six contacts between PD2 … PD7 and ground. An open one is high by the chip's pull-up; where the program has not turned
// that on, it keeps the level it had.

#define CONTACTS 6

void connect_contacts(avr_t *avr);

void set_contact(int contact, bool closed);

/** Closes a contact for so long. With `worn` it bounces for 6 ms at both ends. Says `pressed CONTACT` when it is over. */
void press_contact(int contact, uint32_t ms, bool worn);

/** A disturbance: for so long, the contact is closed for 5 of every 27 µs. Says `sparked CONTACT` when it is over. */
void spark_contact(int contact, uint32_t ms);

/** After a reset, which stops all timers: every contact is let go, and no pull-up is on. */
void restart_contacts(void);
