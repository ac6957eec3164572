#pragma once

#include <stdint.h>

namespace glimlach {

/**
 * Bytes from one writer to one reader, one of them an interrupt. Neither needs to lock: each moves only its own end, and
 * an end is a single byte. Holds `size - 1` bytes; `size` is a power of two up to 256.
 */
template <uint16_t size>
class RingBuffer {
  static_assert(size >= 2 && size <= 256 && (size & (size - 1)) == 0, "The size must be a power of two up to 256.");

 public:
  uint8_t length() const { return static_cast<uint8_t>(writeAt_ - readAt_) & mask; }
  uint8_t room() const { return static_cast<uint8_t>(mask - length()); }

  /** False, and nothing written, when it is full. */
  bool write(uint8_t byte) {
    const uint8_t at = writeAt_;
    const uint8_t next = static_cast<uint8_t>(at + 1) & mask;
    if (next == readAt_) {
      return false;
    }
    bytes_[at] = byte;
    writeAt_ = next;
    return true;
  }

  /** False when it is empty. */
  bool read(uint8_t &byte) {
    const uint8_t at = readAt_;
    if (at == writeAt_) {
      return false;
    }
    byte = bytes_[at];
    readAt_ = static_cast<uint8_t>(at + 1) & mask;
    return true;
  }

 private:
  static constexpr uint8_t mask = static_cast<uint8_t>(size - 1);

  volatile uint8_t bytes_[size];
  volatile uint8_t writeAt_ = 0;
  volatile uint8_t readAt_ = 0;
};

}  // namespace glimlach
