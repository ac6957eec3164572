// A serial number as it lies in the EEPROM (core/serial_number.h), for flashing with a box. The CRC is the compiler's.

#include <avr/eeprom.h>

#include "../core/crc16.h"
#include "../core/serial_number.h"

namespace glimlach {

namespace {

constexpr char serialNumber[] = GLIMLACH_SERIAL_NUMBER;
constexpr uint8_t length = sizeof serialNumber - 1;
static_assert(sizeof serialNumber - 1 >= 1 && sizeof serialNumber - 1 <= maxSerialNumberLength,
              "A serial number has 1 to 64 characters.");

constexpr uint16_t crcFrom(uint16_t crc, uint8_t index) {
  return index == length
             ? crc
             : crcFrom(crc16Add(crc, static_cast<uint8_t>(serialNumber[index])), static_cast<uint8_t>(index + 1));
}

struct Image {
  uint8_t length;
  uint16_t crc;
  /** The zero at its end is not read. */
  char text[sizeof serialNumber];
} __attribute__((packed));

}  // namespace

extern const Image image;
const Image image EEMEM __attribute__((used)) = {
    length, crcFrom(crc16Add(crc16Initial, length), 0), GLIMLACH_SERIAL_NUMBER};

}  // namespace glimlach
