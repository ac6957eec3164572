#pragma once

#include "frame.h"

namespace glimlach {

/** Builds one frame in place: fields of the payload in their order, then `finish`. All numbers little-endian. */
class FrameWriter {
 public:
  FrameWriter(uint8_t type, uint8_t sequence);

  void u8(uint8_t value);
  void u16(uint16_t value);
  void u32(uint32_t value);
  /** A length byte and the characters. */
  void text(const char *characters, uint8_t length);

  /** Adds CRC, stuffing and delimiters. False when more was written than a frame holds: then there is none to send. */
  bool finish();

  /** The bytes on the wire, once finished. */
  const uint8_t *bytes() const { return wire_; }
  size_t length() const { return length_; }

 private:
  /** A delimiter and the first COBS code stand before the body. */
  static constexpr size_t bodyAt = 2;

  uint8_t wire_[bodyAt + maxBodyBytes + 1];
  size_t length_;
  bool fits_;
};

}  // namespace glimlach
