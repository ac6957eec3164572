#pragma once

#include <stddef.h>
#include <stdint.h>

namespace glimlach {

/** What one frame carries once its delimiters, its byte stuffing and its CRC are off. */
struct Frame {
  uint8_t type;
  uint8_t sequence;
  /** Valid until the receiver takes its next byte. */
  const uint8_t *payload;
  uint8_t payloadLength;
};

constexpr uint8_t frameDelimiter = 0;
/** Type, sequence and CRC around the payload. */
constexpr uint8_t frameOverheadBytes = 4;
/** Largest body: type, sequence, payload, CRC. */
constexpr uint8_t maxBodyBytes = 250;
/** Largest run of bytes between two delimiters that can be a frame: the body and its COBS code. */
constexpr uint8_t maxStuffedBytes = maxBodyBytes + 1;

}  // namespace glimlach
