#include "frame_receiver.h"

#include "cobs.h"
#include "crc16.h"

namespace glimlach {

Heard FrameReceiver::take(uint8_t byte) {
  if (byte != frameDelimiter) {
    if (length_ == maxStuffedBytes) {
      oversized_ = true;
    } else {
      bytes_[length_] = byte;
      length_ += 1;
    }
    return Heard::nothing;
  }
  Heard heard = Heard::nothing;
  if (oversized_) {
    heard = Heard::oversized;
  } else if (length_ > 0) {
    heard = read();
  }
  length_ = 0;
  oversized_ = false;
  return heard;
}

Heard FrameReceiver::read() {
  if (!unstuff(bytes_, length_)) {
    return Heard::brokenStuffing;
  }
  const uint8_t *body = bytes_ + 1;
  const uint8_t bodyLength = static_cast<uint8_t>(length_ - 1);
  if (bodyLength < frameOverheadBytes) {
    return Heard::tooShort;
  }
  const uint8_t crcAt = static_cast<uint8_t>(bodyLength - 2);
  const uint16_t stated = static_cast<uint16_t>(body[crcAt] | static_cast<uint16_t>(body[crcAt + 1]) << 8);
  if (stated != crc16(body, crcAt)) {
    return Heard::wrongCrc;
  }
  frame_.type = body[0];
  frame_.sequence = body[1];
  frame_.payload = body + 2;
  frame_.payloadLength = static_cast<uint8_t>(bodyLength - frameOverheadBytes);
  return Heard::frame;
}

}  // namespace glimlach
