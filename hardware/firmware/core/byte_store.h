#pragma once

#include <stdint.h>

namespace glimlach {

/** Memory that outlives a power cut, such as EEPROM: 1,024 bytes, erased to 0xFF. */
class ByteStore {
 public:
  virtual uint8_t read(uint16_t address) const = 0;
  /** Returns when the byte is written. Power may fail in the middle: the byte may then hold anything. */
  virtual void write(uint16_t address, uint8_t value) = 0;

 protected:
  ~ByteStore() = default;
};

constexpr uint16_t byteStoreSize = 1024;

}  // namespace glimlach
