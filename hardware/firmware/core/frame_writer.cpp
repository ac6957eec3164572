#include "frame_writer.h"

#include "cobs.h"
#include "crc16.h"

namespace glimlach {

FrameWriter::FrameWriter(uint8_t type, uint8_t sequence) : length_(bodyAt), fits_(true) {
  wire_[0] = frameDelimiter;
  u8(type);
  u8(sequence);
}

void FrameWriter::u8(uint8_t value) {
  if (length_ - bodyAt >= maxBodyBytes) {
    fits_ = false;
    return;
  }
  wire_[length_] = value;
  length_ += 1;
}

void FrameWriter::u16(uint16_t value) {
  u8(static_cast<uint8_t>(value & 0xFF));
  u8(static_cast<uint8_t>(value >> 8));
}

void FrameWriter::u32(uint32_t value) {
  u16(static_cast<uint16_t>(value & 0xFFFF));
  u16(static_cast<uint16_t>(value >> 16));
}

void FrameWriter::text(const char *characters, uint8_t length) {
  u8(length);
  for (uint8_t index = 0; index < length; index += 1) {
    u8(static_cast<uint8_t>(characters[index]));
  }
}

bool FrameWriter::finish() {
  u16(crc16(wire_ + bodyAt, length_ - bodyAt));
  if (!fits_) {
    return false;
  }
  stuff(wire_ + bodyAt - 1, length_ - bodyAt);
  wire_[length_] = frameDelimiter;
  length_ += 1;
  return true;
}

}  // namespace glimlach
