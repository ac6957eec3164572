#include "chip_serial_number.h"

#include <avr/boot.h>

namespace glimlach {

namespace {

constexpr uint8_t firstByteAt = 0x0E;
constexpr uint8_t byteCount = 10;
constexpr char prefix[] = "GB-CHIP-";

char digitOf(uint8_t value) { return static_cast<char>(value < 10 ? '0' + value : 'A' + value - 10); }

}  // namespace

bool readChipSerialNumber(char (&text)[maxSerialNumberLength + 1]) {
  uint8_t length = 0;
  while (prefix[length] != '\0') {
    text[length] = prefix[length];
    length += 1;
  }
  const uint8_t first = boot_signature_byte_get(firstByteAt);
  bool differ = false;
  for (uint8_t index = 0; index < byteCount; index += 1) {
    const uint8_t byte = boot_signature_byte_get(firstByteAt + index);
    differ = differ || byte != first;
    text[length] = digitOf(byte >> 4);
    text[length + 1] = digitOf(byte & 0x0F);
    length += 2;
  }
  text[length] = '\0';
  return differ;
}

}  // namespace glimlach
