#include "button.h"

namespace glimlach {

void Button::begin(bool closed, uint32_t nowMs) {
  *this = Button();
  closed_ = closed;
  held_ = closed;
  changedAtMs_ = nowMs;
  heldSinceMs_ = nowMs;
}

bool Button::sample(bool closed, uint32_t nowMs) {
  passTime(nowMs);
  if (closed == closed_) {
    return false;
  }
  closed_ = closed;
  noteChange(nowMs);
  if (!closed || held_) {
    return false;
  }
  held_ = true;
  heldSinceMs_ = nowMs;
  notePress(nowMs);
  return !chattering_;
}

/** What time alone changes, before the next sample is looked at. */
void Button::passTime(uint32_t nowMs) {
  const uint32_t quietMs = nowMs - changedAtMs_;
  if (held_ && !closed_ && quietMs >= releaseMs) {
    held_ = false;
    stuck_ = false;
  }
  if (held_ && closed_ && nowMs - heldSinceMs_ >= stuckMs) {
    stuck_ = true;
  }
  if (quietMs >= restMs) {
    restless_ = false;
  }
  if (quietMs >= chatterEndMs) {
    chattering_ = false;
    presses_ = 0;
    oldestPress_ = 0;
  }
}

void Button::noteChange(uint32_t nowMs) {
  changedAtMs_ = nowMs;
  if (!restless_) {
    restless_ = true;
    restlessSinceMs_ = nowMs;
  } else if (nowMs - restlessSinceMs_ >= restlessMs) {
    chattering_ = true;
  }
}

void Button::notePress(uint32_t nowMs) {
  if (presses_ < mostPresses) {
    pressAtMs_[presses_] = nowMs;
    presses_ += 1;
    return;
  }
  if (nowMs - pressAtMs_[oldestPress_] < pressWindowMs) {
    chattering_ = true;
  }
  pressAtMs_[oldestPress_] = nowMs;
  oldestPress_ = static_cast<uint8_t>((oldestPress_ + 1) % mostPresses);
}

}  // namespace glimlach
