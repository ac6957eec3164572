#pragma once

#include <stddef.h>
#include <stdint.h>

namespace glimlach {

/**
 * Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999) for what one block holds: at most 253 bytes, so that the
 * code 0xFF, after which no zero follows, cannot occur. A body of the protocol has at most 250. Then each zero is
 * replaced by the distance to the next, and nothing needs to move.
 */
constexpr size_t maxCobsBytes = 253;

/** Stuffs `length` bytes from `block[1]` on; `block[0]` takes the first distance. */
inline void stuff(uint8_t *block, size_t length) {
  size_t codeAt = 0;
  for (size_t at = 1; at <= length; at += 1) {
    if (block[at] == 0) {
      block[codeAt] = static_cast<uint8_t>(at - codeAt);
      codeAt = at;
    }
  }
  block[codeAt] = static_cast<uint8_t>(length + 1 - codeAt);
}

/**
 * Undoes `stuff`: the `length - 1` bytes from `block[1]` on are then what was stuffed. False when a distance leads past
 * the end; the block is then spoiled.
 */
inline bool unstuff(uint8_t *block, size_t length) {
  size_t at = 0;
  while (at < length) {
    const uint8_t distance = block[at];
    if (distance == 0 || distance > length - at) {
      return false;
    }
    block[at] = 0;
    at += distance;
  }
  return true;
}

}  // namespace glimlach
