#include "eeprom_file.h"

#include <avr_eeprom.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tell.h"

#define EEPROM_BYTES 1024

void load_eeprom(avr_t *avr, const char *path) {
  static uint8_t cells[EEPROM_BYTES];
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    return;
  }
  avr_eeprom_desc_t image = {cells, 0, (uint32_t)fread(cells, 1, sizeof cells, file)};
  fclose(file);
  avr_ioctl(avr, AVR_IOCTL_EEPROM_SET, &image);
}

void save_eeprom(avr_t *avr, const char *path) {
  static uint8_t cells[EEPROM_BYTES];
  avr_eeprom_desc_t image = {cells, 0, sizeof cells};
  avr_ioctl(avr, AVR_IOCTL_EEPROM_GET, &image);
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(cells, 1, sizeof cells, file) != sizeof cells || fclose(file) != 0) {
    fail(path, strerror(errno));
  }
}
