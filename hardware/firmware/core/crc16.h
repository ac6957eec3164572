#pragma once

#include <stddef.h>
#include <stdint.h>

namespace glimlach {

/**
 * CRC-16/IBM-3740, also called CRC-16/CCITT-FALSE: polynomial 0x1021, initial value 0xFFFF, nothing reflected, no final
 * XOR; 0x29B1 over the ASCII digits `123456789`. Bit by bit: a table would cost 512 bytes, and a frame is short.
 */
constexpr uint16_t crc16Initial = 0xFFFF;

/** In the one-expression form C++11 allows, so that a checksum can also be made by the compiler. */
constexpr uint16_t crc16Shift(uint16_t crc, uint8_t bits) {
  return bits == 0 ? crc
                   : crc16Shift(static_cast<uint16_t>((crc & 0x8000) != 0
                                                          ? static_cast<uint16_t>(crc << 1) ^ 0x1021
                                                          : static_cast<uint16_t>(crc << 1)),
                                static_cast<uint8_t>(bits - 1));
}

constexpr uint16_t crc16Add(uint16_t crc, uint8_t byte) {
  return crc16Shift(static_cast<uint16_t>(crc ^ static_cast<uint16_t>(static_cast<uint16_t>(byte) << 8)), 8);
}

inline uint16_t crc16(const uint8_t *bytes, size_t length) {
  uint16_t crc = crc16Initial;
  for (size_t index = 0; index < length; index += 1) {
    crc = crc16Add(crc, bytes[index]);
  }
  return crc;
}

}  // namespace glimlach
