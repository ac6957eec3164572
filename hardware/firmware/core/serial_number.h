#pragma once

#include "byte_store.h"
#include "limits.h"

namespace glimlach {

/**
 * The serial number in the byte store: its length, the CRC over length and text (little-endian), the text. Not from
 * address 0 on: that cell is the one that a failing supply spoils first.
 */
constexpr uint16_t serialNumberAt = 0x10;
constexpr uint16_t serialNumberTextAt = serialNumberAt + 3;

/** Reads it into a text ended by a zero. False when none was written, or what is there is not one. */
bool readSerialNumber(const ByteStore &store, char (&text)[maxSerialNumberLength + 1]);

}  // namespace glimlach
