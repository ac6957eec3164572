#include "serial_number.h"

#include "crc16.h"

namespace glimlach {

namespace {

constexpr uint8_t erased = 0xFF;

uint16_t addressOf(uint8_t copy) { return static_cast<uint16_t>(serialNumberAt + copy * serialNumberCopyBytes); }

bool readCopy(const ByteStore &store, uint16_t at, char (&text)[maxSerialNumberLength + 1]) {
  const uint8_t length = store.read(at);
  if (length < 1 || length > maxSerialNumberLength) {
    return false;
  }
  uint16_t crc = crc16Add(crc16Initial, length);
  for (uint8_t index = 0; index < length; index += 1) {
    const uint8_t byte = store.read(static_cast<uint16_t>(at + serialNumberTextOffset + index));
    if (byte < 0x20 || byte > 0x7E) {
      return false;
    }
    crc = crc16Add(crc, byte);
    text[index] = static_cast<char>(byte);
  }
  text[length] = '\0';
  return store.read(static_cast<uint16_t>(at + 1)) == (crc & 0xFF) &&
         store.read(static_cast<uint16_t>(at + 2)) == crc >> 8;
}

}  // namespace

StoredSerialNumber readSerialNumber(const ByteStore &store, char (&text)[maxSerialNumberLength + 1]) {
  bool blank = true;
  for (uint8_t copy = 0; copy < serialNumberCopies; copy += 1) {
    if (readCopy(store, addressOf(copy), text)) {
      return StoredSerialNumber::whole;
    }
    blank = blank && store.read(addressOf(copy)) == erased;
  }
  return blank ? StoredSerialNumber::blank : StoredSerialNumber::damaged;
}

}  // namespace glimlach
