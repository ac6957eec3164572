#pragma once

#include <stdint.h>

namespace glimlach {

/** An output that is told to be on for a while. A new time replaces the one still running. */
class TimedOutput {
 public:
  /** 0 turns it off. */
  void turnOn(uint16_t durationMs, uint32_t nowMs) {
    durationMs_ = durationMs;
    sinceMs_ = nowMs;
  }

  /** Ask often: a time that ended is noticed here. */
  bool isOn(uint32_t nowMs) {
    if (durationMs_ != 0 && nowMs - sinceMs_ >= durationMs_) {
      durationMs_ = 0;
    }
    return durationMs_ != 0;
  }

 private:
  uint32_t sinceMs_ = 0;
  /** 0 while off. */
  uint16_t durationMs_ = 0;
};

}  // namespace glimlach
