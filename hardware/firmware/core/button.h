#pragma once

#include <stdint.h>

namespace glimlach {

/** The contact must be open for as long without a break before it can be pressed again. */
constexpr uint32_t releaseMs = 20;
/** Held down for as long, a button is stuck. */
constexpr uint32_t stuckMs = 30000;
/** More contacts than this within `chatterWindowMs` are chatter, which ends when the contact is quiet for as long. */
constexpr uint8_t mostContacts = 12;
constexpr uint32_t chatterWindowMs = 1000;

/**
 * One push button: makes presses of what its contact does.
 *
 *     released ──contact──▶ held (counted, unless it chatters) ──open for 20 ms──▶ released
 *     held at the start: held, not counted
 *     held for 30 s: also stuck, until released
 *     13 contacts within a second: also chattering, until neither contact nor release for a second
 *
 * Times are milliseconds of a clock that may wrap. Sample it every millisecond or so; a contact that comes and goes
 * between two samples is not seen.
 */
class Button {
 public:
  /** The first sample: a contact that is closed already counts after it was released and pressed again. */
  void begin(bool closed, uint32_t nowMs);

  /** Takes the next sample. True when it is the first contact of a press that counts. */
  bool sample(bool closed, uint32_t nowMs);

  bool isStuck() const { return stuck_; }
  bool isChattering() const { return chattering_; }

 private:
  void passTime(uint32_t nowMs);
  void noteContact(uint32_t nowMs);

  bool closed_ = false;
  bool held_ = false;
  bool stuck_ = false;
  bool chattering_ = false;
  /** When the contact last closed or opened. */
  uint32_t changedAtMs_ = 0;
  /** When the press began; valid while held. */
  uint32_t heldSinceMs_ = 0;
  /** The last contacts, oldest at `oldestContact_` once there are `mostContacts`. Forgotten after a quiet second. */
  uint32_t contactAtMs_[mostContacts] = {};
  uint8_t contacts_ = 0;
  uint8_t oldestContact_ = 0;
};

}  // namespace glimlach
