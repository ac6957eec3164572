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
  changedAtMs_ = nowMs;
  if (!closed) {
    return false;
  }
  noteContact(nowMs);
  if (held_) {
    return false;
  }
  held_ = true;
  heldSinceMs_ = nowMs;
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
  if (contacts_ > 0 && quietMs >= chatterWindowMs) {
    chattering_ = false;
    contacts_ = 0;
    oldestContact_ = 0;
  }
}

void Button::noteContact(uint32_t nowMs) {
  if (contacts_ < mostContacts) {
    contactAtMs_[contacts_] = nowMs;
    contacts_ += 1;
    return;
  }
  if (nowMs - contactAtMs_[oldestContact_] < chatterWindowMs) {
    chattering_ = true;
  }
  contactAtMs_[oldestContact_] = nowMs;
  oldestContact_ = static_cast<uint8_t>((oldestContact_ + 1) % mostContacts);
}

}  // namespace glimlach
