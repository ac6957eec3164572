#pragma once

#include "byte_store.h"
#include "limits.h"

namespace glimlach {

/**
 * The serial number in the byte store: its length, the CRC over length and text (little-endian), the text. Two copies of
 * it, so that a damaged one costs nothing. Not from address 0 on: that cell is the one that a failing supply spoils first.
 */
constexpr uint16_t serialNumberAt = 0x10;
constexpr uint8_t serialNumberCopies = 2;
constexpr uint16_t serialNumberCopyBytes = 0x50;
constexpr uint8_t serialNumberTextOffset = 3;
static_assert(serialNumberTextOffset + maxSerialNumberLength <= serialNumberCopyBytes, "The longest one has to fit.");

/**
 * Blank: none was ever written, so that another identity may take its place. Damaged: there was one, and a box that took
 * another would be counted as another.
 */
enum class StoredSerialNumber : uint8_t { whole, blank, damaged };

/** Reads it into a text ended by a zero, which holds it only when it is whole. */
StoredSerialNumber readSerialNumber(const ByteStore &store, char (&text)[maxSerialNumberLength + 1]);

}  // namespace glimlach
