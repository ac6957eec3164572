#include "outputs.h"

#include <avr_ioport.h>
#include <stdbool.h>
#include <stddef.h>

#include "tell.h"

static const struct {
  char port;
  int pin;
  const char *name;
} outputs[] = {
    {'B', 0, "lamp 0"}, {'B', 1, "lamp 1"}, {'B', 2, "lamp 2"}, {'B', 3, "lamp 3"},
    {'B', 4, "lamp 4"}, {'C', 0, "buzzer"}, {'C', 1, "beacon"},
};
#define OUTPUTS (sizeof outputs / sizeof outputs[0])
static bool lit[OUTPUTS];

static void on_output(struct avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq;
  const size_t index = (size_t)param;
  const bool on = (value & 1) != 0;
  if (on != lit[index]) {
    lit[index] = on;
    tell("%s %s", outputs[index].name, on ? "on" : "off");
  }
}

void connect_outputs(avr_t *avr) {
  for (size_t index = 0; index < OUTPUTS; index += 1) {
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(outputs[index].port), outputs[index].pin),
                            on_output, (void *)index);
  }
}
