#pragma once

#include "frame.h"

namespace glimlach {

/** What a byte from the line completed. Anything but a frame is dropped whole. */
enum class Heard : uint8_t { nothing, frame, oversized, brokenStuffing, tooShort, wrongCrc };

/**
 * Finds the frames in whatever bytes arrive. It keeps at most `maxStuffedBytes`; when more comes without a delimiter it
 * throws everything away up to the next one, and is in step again there.
 */
class FrameReceiver {
 public:
  Heard take(uint8_t byte);

  /** The frame that the last byte completed. */
  const Frame &frame() const { return frame_; }

 private:
  Heard read();

  uint8_t bytes_[maxStuffedBytes];
  uint8_t length_ = 0;
  bool oversized_ = false;
  Frame frame_ = {0, 0, nullptr, 0};
};

}  // namespace glimlach
