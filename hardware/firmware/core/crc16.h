#pragma once

#include <stddef.h>
#include <stdint.h>

namespace glimlach {

/**
 * CRC-16/IBM-3740, also called CRC-16/CCITT-FALSE: polynomial 0x1021, initial value 0xFFFF, nothing reflected, no final
 * XOR; 0x29B1 over the ASCII digits `123456789`.
 */
constexpr uint16_t crc16Initial = 0xFFFF;

/** What a byte does to the remainder: the eight steps of the division at once, as the polynomial has so few terms. */
constexpr uint8_t crc16Fold(uint8_t top) { return static_cast<uint8_t>(top ^ (top >> 4)); }

/** In single bytes: a chip of 8 bits shifts these much faster than the remainder as a whole. */
constexpr uint16_t crc16Spread(uint8_t bottom, uint8_t folded) {
  return static_cast<uint16_t>(
      static_cast<uint16_t>(bottom ^ static_cast<uint8_t>(folded << 4) ^ static_cast<uint8_t>(folded >> 3)) << 8 |
      static_cast<uint8_t>(static_cast<uint8_t>(folded << 5) ^ folded));
}

/** In expressions that C++11 allows to the compiler too, which makes a checksum of its own (serial_number_image.cpp). */
constexpr uint16_t crc16Add(uint16_t crc, uint8_t byte) {
  return crc16Spread(static_cast<uint8_t>(crc & 0xFF), crc16Fold(static_cast<uint8_t>((crc >> 8) ^ byte)));
}

inline uint16_t crc16(const uint8_t *bytes, size_t length) {
  uint16_t crc = crc16Initial;
  for (size_t index = 0; index < length; index += 1) {
    crc = crc16Add(crc, bytes[index]);
  }
  return crc;
}

}  // namespace glimlach
