#include "contacts.h"

#include <avr_ioport.h>
#include <sim_time.h>
#include <stddef.h>

#include "tell.h"

#define FIRST_PIN 2
#define SPARK_CLOSED_USEC 5
#define SPARK_OPEN_USEC 22

static avr_t *chip;
static avr_irq_t *lines[CONTACTS];
static uint8_t closed_pins;

void connect_contacts(avr_t *avr) {
  chip = avr;
  for (int contact = 0; contact < CONTACTS; contact += 1) {
    lines[contact] = avr_io_getirq(chip, AVR_IOCTL_IOPORT_GETIRQ('D'), FIRST_PIN + contact);
  }
}

/** What holds its level against the pull-ups, when the program turns them on. */
static void hold_closed_pins(void) {
  avr_ioport_external_t ground = {.name = 'D', .mask = closed_pins, .value = 0};
  avr_ioctl(chip, AVR_IOCTL_IOPORT_SET_EXTERNAL('D'), &ground);
}

void set_contact(int contact, bool closed) {
  const uint8_t pin = (uint8_t)(1 << (FIRST_PIN + contact));
  closed_pins = (uint8_t)(closed ? closed_pins | pin : closed_pins & ~pin);
  hold_closed_pins();
  avr_ioport_state_t port;
  avr_ioctl(chip, AVR_IOCTL_IOPORT_GETSTATE('D'), &port);
  if (closed || (port.port & pin) != 0) {
    avr_raise_irq(lines[contact], closed ? 0 : 1);
  }
}

// ---- presses

/** Contacts of a bounce, each so many microseconds after the one before. */
static const uint32_t bounce_usec[] = {1100, 1900, 1200, 1800};
#define BOUNCES (sizeof bounce_usec / sizeof bounce_usec[0])
static struct {
  size_t bounces;
  size_t step;
  bool closing;
  uint32_t held_ms;
} presses[CONTACTS];

static avr_cycle_count_t on_press(avr_t *avr, avr_cycle_count_t when, void *param) {
  const size_t contact = (size_t)param;
  const bool closing = presses[contact].closing;
  const size_t step = presses[contact].step;
  set_contact((int)contact, (step % 2 == 0) == closing);
  if (step < presses[contact].bounces) {
    presses[contact].step = step + 1;
    return when + avr_usec_to_cycles(avr, bounce_usec[step]);
  }
  if (!closing) {
    tell("pressed %zu", contact);
    return 0;
  }
  presses[contact].closing = false;
  presses[contact].step = 0;
  return when + avr_usec_to_cycles(avr, presses[contact].held_ms * 1000);
}

void press_contact(int contact, uint32_t ms, bool worn) {
  presses[contact].bounces = worn ? BOUNCES : 0;
  presses[contact].step = 0;
  presses[contact].closing = true;
  presses[contact].held_ms = ms;
  avr_cycle_timer_register_usec(chip, 1, on_press, (void *)(size_t)contact);
}

// ---- disturbances

static avr_cycle_count_t sparks_end_at[CONTACTS];

static avr_cycle_count_t on_spark(avr_t *avr, avr_cycle_count_t when, void *param) {
  const size_t contact = (size_t)param;
  const bool closed = (closed_pins & (1 << (FIRST_PIN + contact))) != 0;
  set_contact((int)contact, !closed);
  if (closed && when >= sparks_end_at[contact]) {
    tell("sparked %zu", contact);
    return 0;
  }
  return when + avr_usec_to_cycles(avr, closed ? SPARK_OPEN_USEC : SPARK_CLOSED_USEC);
}

void spark_contact(int contact, uint32_t ms) {
  sparks_end_at[contact] = chip->cycle + avr_usec_to_cycles(chip, ms * 1000);
  avr_cycle_timer_register_usec(chip, 1, on_spark, (void *)(size_t)contact);
}

void restart_contacts(void) {
  closed_pins = 0;
  hold_closed_pins();
  // A reset clears the port and not what its lines remember of their level: a change is only seen against that.
  for (int contact = 0; contact < CONTACTS; contact += 1) {
    avr_raise_irq(lines[contact], 0);
  }
}
