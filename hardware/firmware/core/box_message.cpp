#include "box_message.h"

#include "limits.h"

namespace glimlach {

namespace {

uint8_t lengthOf(const char *text, uint8_t most) {
  uint8_t length = 0;
  while (length < most && text[length] != '\0') {
    length += 1;
  }
  return length;
}

}  // namespace

void writeHello(FrameWriter &frame, const Identity &identity, uint8_t token) {
  frame.u8(protocolVersion);
  frame.u8(token);
  frame.u8(identity.buttonCount);
  frame.text(identity.serialNumber, lengthOf(identity.serialNumber, maxSerialNumberLength));
  frame.text(identity.firmwareVersion, lengthOf(identity.firmwareVersion, maxFirmwareVersionLength));
  frame.u8(identity.outputs);
}

void writeStatus(FrameWriter &frame, uint32_t boot, uint8_t cause, const uint32_t *counts, uint8_t buttonCount) {
  frame.u32(boot);
  frame.u8(cause);
  for (uint8_t button = 0; button < buttonCount; button += 1) {
    frame.u32(counts[button]);
  }
}

void writeTrouble(FrameWriter &frame, uint32_t stuck, uint32_t chattering) {
  frame.u32(stuck);
  frame.u32(chattering);
}

}  // namespace glimlach
