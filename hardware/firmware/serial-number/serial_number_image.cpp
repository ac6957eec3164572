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

/** What follows the text is not read. */
struct Copy {
  uint8_t length;
  uint16_t crc;
  char text[serialNumberCopyBytes - serialNumberTextOffset];
} __attribute__((packed));
static_assert(sizeof(Copy) == serialNumberCopyBytes && serialNumberCopies == 2, "As it is read.");

constexpr uint16_t crc = crcFrom(crc16Add(crc16Initial, length), 0);

struct Image {
  Copy copies[serialNumberCopies];
};

}  // namespace

extern const Image image;
const Image image EEMEM __attribute__((used)) = {
    {{length, crc, GLIMLACH_SERIAL_NUMBER}, {length, crc, GLIMLACH_SERIAL_NUMBER}}};

}  // namespace glimlach
