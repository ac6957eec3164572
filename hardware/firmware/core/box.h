#pragma once

#include "blinker.h"
#include "box_message.h"
#include "box_port.h"
#include "button.h"
#include "frame_receiver.h"
#include "host_message.h"
#include "limits.h"
#include "timed_output.h"

namespace glimlach {

constexpr uint32_t heartbeatMs = 1000;
/** A hello that could not be sent for as long is not sent any more: the host asks again. */
constexpr uint32_t helloPatienceMs = 100;

/**
 * A button box, version 1 of the protocol (docs/button-box-protocol.md), without its electronics. It is told what time
 * it is, which contacts are closed and which bytes came, and speaks through its port. It takes no memory besides its own
 * and never waits. Times are milliseconds of a clock that may wrap.
 */
class Box {
 public:
  Box(const Identity &identity, BoxPort &port) : identity_(identity), port_(port) {}

  /** Says hello. Once, before anything else. `contacts`: a bit each, the lowest for button 0, set while closed. */
  void begin(uint32_t contacts, uint32_t nowMs);

  /** Takes a byte from the host; answers what it completes. */
  void hear(uint8_t byte, uint32_t nowMs);

  /** To be called every millisecond. Called late it is right nevertheless, but sees only the contacts of that moment. */
  void tick(uint32_t contacts, uint32_t nowMs);

 private:
  /** Tests start a counter near its end with it. */
  friend struct CounterAccess;

  void obey(const HostMessage &message, uint32_t nowMs);
  void sampleButtons(uint32_t contacts, uint32_t nowMs);
  void sendDue(uint32_t nowMs);
  void showOutputs(uint32_t nowMs);
  bool sendHello();
  bool sendStatus(uint8_t cause);
  bool sendTrouble();
  bool send(FrameWriter &frame);
  bool has(uint8_t output) const { return (identity_.outputs & output) != 0; }

  const Identity &identity_;
  BoxPort &port_;
  FrameReceiver receiver_;

  Button buttons_[maxButtons];
  /** Presses since the start; they wrap. */
  uint32_t counts_[maxButtons] = {};
  uint32_t stuck_ = 0;
  uint32_t chattering_ = 0;

  uint8_t sequence_ = 0;
  uint32_t heartbeatAtMs_ = 0;

  /** Frames to be sent as soon as there is room. A press is not among them: its status is sent at once or never. */
  bool helloDue_ = false;
  uint8_t helloToken_ = 0;
  uint32_t helloAskedAtMs_ = 0;
  bool heartbeatDue_ = false;
  bool troubleDue_ = false;

  TimedOutput lamps_[maxButtons];
  TimedOutput buzzer_;
  TimedOutput beacon_;
  Blinker beaconBlinker_;
  /** As the port was last told. */
  uint32_t lampsOn_ = 0;
  bool buzzerOn_ = false;
  bool beaconOn_ = false;
};

}  // namespace glimlach
