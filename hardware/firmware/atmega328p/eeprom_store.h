#pragma once

#include <avr/eeprom.h>
#include <avr/wdt.h>

#include "../core/byte_store.h"

namespace glimlach {

/** The chip's EEPROM. A byte that is already there is not written again; a write takes 3.4 ms. */
class EepromStore : public ByteStore {
 public:
  uint8_t read(uint16_t address) const override { return eeprom_read_byte(cellAt(address)); }

  void write(uint16_t address, uint8_t value) override {
    wdt_reset();
    eeprom_update_byte(cellAt(address), value);
    eeprom_busy_wait();
  }

 private:
  static uint8_t *cellAt(uint16_t address) { return reinterpret_cast<uint8_t *>(address); }
};

}  // namespace glimlach
