#include "host_message.h"

namespace glimlach {

namespace {

uint16_t u16At(const uint8_t *bytes) {
  return static_cast<uint16_t>(bytes[0] | static_cast<uint16_t>(bytes[1]) << 8);
}

}  // namespace

HostMessage readHostMessage(const Frame &frame) {
  HostMessage message = {HostMessage::Kind::unreadable, 0, 0, 0, 0};
  const uint8_t *payload = frame.payload;
  switch (frame.type) {
    case 0x81:
      if (frame.payloadLength == 2) {
        message.kind = HostMessage::Kind::helloRequest;
        message.version = payload[0];
        message.token = payload[1];
      }
      break;
    case 0x82:
      if (frame.payloadLength == 3) {
        message.kind = HostMessage::Kind::lamp;
        message.button = payload[0];
        message.durationMs = u16At(payload + 1);
      }
      break;
    case 0x83:
    case 0x84:
      if (frame.payloadLength == 2) {
        message.kind = frame.type == 0x83 ? HostMessage::Kind::buzzer : HostMessage::Kind::beacon;
        message.durationMs = u16At(payload);
      }
      break;
    default:
      break;
  }
  return message;
}

}  // namespace glimlach
