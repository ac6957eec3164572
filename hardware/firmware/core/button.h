#pragma once

#include <stdint.h>

namespace glimlach {

/** The contact must be open for as long without a break before it can be pressed again. */
constexpr uint32_t releaseMs = 20;
/** Held down for as long, a button is stuck. */
constexpr uint32_t stuckMs = 30000;
/** More presses than this within `pressWindowMs` are chatter: no hand makes them. */
constexpr uint8_t mostPresses = 12;
constexpr uint32_t pressWindowMs = 1000;
/** So is a contact that goes on opening and closing for as long, without being quiet (either way) for `restMs`. */
constexpr uint32_t restlessMs = 500;
constexpr uint32_t restMs = 20;
/** Chatter ends when the contact was quiet for as long. */
constexpr uint32_t chatterEndMs = 1000;
static_assert(chatterEndMs >= pressWindowMs, "The presses kept are forgotten with the chatter.");

/**
 * One push button: makes presses of what its contact does.
 *
 *     released ──contact──▶ held (counted, unless it chatters) ──open for 20 ms──▶ released
 *     held at the start: held, not counted
 *     held for 30 s: also stuck, until released
 *     13 presses within a second, or 500 ms of bouncing: also chattering, until neither contact nor release for a second
 *
 * Bounces are no presses, so a worn contact that bounces at both ends counts as often as it is pressed. Times are
 * milliseconds of a clock that may wrap. Sample it every millisecond or so; a contact that comes and goes between two
 * samples is not seen.
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
  void noteChange(uint32_t nowMs);
  void notePress(uint32_t nowMs);

  bool closed_ = false;
  bool held_ = false;
  bool stuck_ = false;
  bool chattering_ = false;
  /** The contact closed or opened within `restMs`. */
  bool restless_ = false;
  /** When the contact last closed or opened. */
  uint32_t changedAtMs_ = 0;
  /** When that began, after it had been quiet; valid while restless. */
  uint32_t restlessSinceMs_ = 0;
  /** When the press began; valid while held. */
  uint32_t heldSinceMs_ = 0;
  /** The last presses, counted or not, oldest at `oldestPress_` once all are used. Forgotten after a quiet second. */
  uint32_t pressAtMs_[mostPresses] = {};
  uint8_t presses_ = 0;
  uint8_t oldestPress_ = 0;
};

}  // namespace glimlach
