#include "serial_number.h"

#include "crc16.h"

namespace glimlach {

bool readSerialNumber(const ByteStore &store, char (&text)[maxSerialNumberLength + 1]) {
  const uint8_t length = store.read(serialNumberAt);
  if (length < 1 || length > maxSerialNumberLength) {
    return false;
  }
  uint16_t crc = crc16Add(crc16Initial, length);
  for (uint8_t index = 0; index < length; index += 1) {
    const uint8_t byte = store.read(static_cast<uint16_t>(serialNumberTextAt + index));
    if (byte < 0x20 || byte > 0x7E) {
      return false;
    }
    crc = crc16Add(crc, byte);
    text[index] = static_cast<char>(byte);
  }
  text[length] = '\0';
  return store.read(serialNumberAt + 1) == (crc & 0xFF) && store.read(serialNumberAt + 2) == crc >> 8;
}

}  // namespace glimlach
