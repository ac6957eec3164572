#pragma once

#include <stdint.h>

namespace glimlach {

/** Time from one flash to the next, and for how long of it the light is on. */
constexpr uint32_t flashEveryMs = 1000;
constexpr uint32_t flashMs = 500;

/**
 * Makes a steady order blink, about once a second. However fast the order comes and goes, one flash never follows the
 * last within `flashEveryMs`: a bright light that flickers can bring on a seizure.
 */
class Blinker {
 public:
  /** Whether the light is on now. Ask every millisecond or so. */
  bool isLit(bool ordered, uint32_t nowMs) {
    const uint32_t sinceMs = nowMs - flashedAtMs_;
    if (lit_) {
      lit_ = ordered && sinceMs < flashMs;
    } else if (ordered && (!flashed_ || sinceMs >= flashEveryMs)) {
      lit_ = true;
      flashed_ = true;
      flashedAtMs_ = nowMs;
    }
    return lit_;
  }

 private:
  bool lit_ = false;
  bool flashed_ = false;
  /** When the last flash began; valid once there was one. */
  uint32_t flashedAtMs_ = 0;
};

}  // namespace glimlach
