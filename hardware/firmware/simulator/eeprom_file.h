#pragma once

#include <sim_avr.h>

/** From the file, when there is one. */
void load_eeprom(avr_t *avr, const char *path);
void save_eeprom(avr_t *avr, const char *path);
