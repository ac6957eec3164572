#include "box.h"

namespace glimlach {

namespace {

constexpr uint32_t bitOf(uint8_t button) { return static_cast<uint32_t>(1) << button; }

}  // namespace

void Box::begin(uint32_t contacts, uint32_t nowMs) {
  for (uint8_t button = 0; button < identity_.buttonCount; button += 1) {
    buttons_[button].begin((contacts & bitOf(button)) != 0, nowMs);
  }
  heartbeatAtMs_ = nowMs + heartbeatMs;
  helloDue_ = true;
  helloToken_ = 0;
  helloAskedAtMs_ = nowMs;
  sendDue(nowMs);
}

void Box::hear(uint8_t byte, uint32_t nowMs) {
  if (receiver_.take(byte) == Heard::frame) {
    obey(readHostMessage(receiver_.frame()), nowMs);
  }
}

void Box::tick(uint32_t contacts, uint32_t nowMs) {
  sampleButtons(contacts, nowMs);
  if (static_cast<int32_t>(nowMs - heartbeatAtMs_) >= 0) {
    heartbeatDue_ = true;
    // By whole beats from the start; those that were missed are not made up for.
    heartbeatAtMs_ += ((nowMs - heartbeatAtMs_) / heartbeatMs + 1) * heartbeatMs;
  }
  sendDue(nowMs);
  showOutputs(nowMs);
}

void Box::obey(const HostMessage &message, uint32_t nowMs) {
  switch (message.kind) {
    case HostMessage::Kind::helloRequest:
      helloDue_ = true;
      helloToken_ = message.token;
      helloAskedAtMs_ = nowMs;
      sendDue(nowMs);
      break;
    case HostMessage::Kind::lamp:
      if (has(lampsOutput) && message.button < identity_.lampCount && message.button < maxButtons) {
        lamps_[message.button].turnOn(message.durationMs, nowMs);
      }
      break;
    case HostMessage::Kind::buzzer:
      if (has(buzzerOutput)) {
        buzzer_.turnOn(message.durationMs, nowMs);
      }
      break;
    case HostMessage::Kind::beacon:
      if (has(beaconOutput)) {
        beacon_.turnOn(message.durationMs, nowMs);
      }
      break;
    case HostMessage::Kind::unreadable:
      break;
  }
  showOutputs(nowMs);
}

void Box::sampleButtons(uint32_t contacts, uint32_t nowMs) {
  uint32_t stuck = 0;
  uint32_t chattering = 0;
  for (uint8_t index = 0; index < identity_.buttonCount; index += 1) {
    Button &button = buttons_[index];
    if (button.sample((contacts & bitOf(index)) != 0, nowMs)) {
      // One after the other: a status must not show the press of another button before that one's own status does.
      counts_[index] += 1;
      sendStatus(index);
    }
    stuck |= button.isStuck() ? bitOf(index) : 0;
    chattering |= button.isChattering() ? bitOf(index) : 0;
  }
  if (stuck != stuck_ || chattering != chattering_) {
    stuck_ = stuck;
    chattering_ = chattering;
    troubleDue_ = true;
  }
}

/** Sends what waits, in its order, as far as there is room. */
void Box::sendDue(uint32_t nowMs) {
  if (helloDue_ && sendHello()) {
    helloDue_ = false;
    heartbeatDue_ = true;
    troubleDue_ = true;
  }
  if (helloDue_) {
    helloDue_ = nowMs - helloAskedAtMs_ < helloPatienceMs;
    return;
  }
  if (heartbeatDue_ && sendStatus(heartbeatCause)) {
    heartbeatDue_ = false;
  }
  if (troubleDue_ && !heartbeatDue_ && sendTrouble()) {
    troubleDue_ = false;
  }
}

void Box::showOutputs(uint32_t nowMs) {
  for (uint8_t lamp = 0; lamp < identity_.lampCount && lamp < maxButtons; lamp += 1) {
    const bool on = lamps_[lamp].isOn(nowMs);
    if (on != ((lampsOn_ & bitOf(lamp)) != 0)) {
      lampsOn_ ^= bitOf(lamp);
      port_.setLamp(lamp, on);
    }
  }
  const bool buzzerOn = buzzer_.isOn(nowMs);
  if (buzzerOn != buzzerOn_) {
    buzzerOn_ = buzzerOn;
    port_.setBuzzer(buzzerOn);
  }
  const bool beaconOn = beaconBlinker_.isLit(beacon_.isOn(nowMs), nowMs);
  if (beaconOn != beaconOn_) {
    beaconOn_ = beaconOn;
    port_.setBeacon(beaconOn);
  }
}

bool Box::sendHello() {
  FrameWriter frame(helloType, sequence_);
  writeHello(frame, identity_, helloToken_);
  return send(frame);
}

bool Box::sendStatus(uint8_t cause) {
  FrameWriter frame(statusType, sequence_);
  writeStatus(frame, identity_.boot, cause, counts_, identity_.buttonCount);
  return send(frame);
}

bool Box::sendTrouble() {
  FrameWriter frame(troubleType, sequence_);
  writeTrouble(frame, stuck_, chattering_);
  return send(frame);
}

/** Only a frame that is sent uses up its sequence number. */
bool Box::send(FrameWriter &frame) {
  if (!frame.finish() || port_.roomBytes() < frame.length()) {
    return false;
  }
  port_.send(frame.bytes(), frame.length());
  sequence_ = static_cast<uint8_t>(sequence_ + 1);
  return true;
}

}  // namespace glimlach
