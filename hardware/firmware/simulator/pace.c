#include "pace.h"

#include <stdbool.h>
#include <sim_time.h>
#include <time.h>

#include "tell.h"

static struct timespec real_start;
static avr_cycle_count_t cycles_start;
static bool hurrying;

static void start_clock(avr_t *avr) {
  clock_gettime(CLOCK_MONOTONIC, &real_start);
  cycles_start = avr->cycle;
}

// Called when the program sleeps until something happens: waits until it is that late in reality too. A machine that was
// held up does not catch up in a rush; the chip then lost that time.
static void sleep_in_step(avr_t *avr, avr_cycle_count_t cycles) {
  if (hurrying) {
    return;
  }
  const uint64_t due_ns = (avr->cycle + cycles - cycles_start) * 1000000000ULL / avr->frequency;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  const int64_t passed_ns =
      (int64_t)(now.tv_sec - real_start.tv_sec) * 1000000000LL + (now.tv_nsec - real_start.tv_nsec);
  const int64_t early_ns = (int64_t)due_ns - passed_ns;
  if (early_ns > 0) {
    const struct timespec wait = {early_ns / 1000000000LL, early_ns % 1000000000LL};
    nanosleep(&wait, NULL);
  } else if (early_ns < -50000000LL) {
    start_clock(avr);
  }
}

void restart_pace(avr_t *avr) {
  hurrying = false;
  start_clock(avr);
}

void keep_pace(avr_t *avr) {
  avr->sleep = sleep_in_step;
  restart_pace(avr);
}

static avr_cycle_count_t on_hurried(avr_t *avr, avr_cycle_count_t when, void *param) {
  (void)when, (void)param;
  restart_pace(avr);
  tell("hurried");
  return 0;
}

void hurry(avr_t *avr, uint32_t ms) {
  hurrying = true;
  avr_cycle_timer_register(avr, (avr_cycle_count_t)ms * (avr->frequency / 1000), on_hurried, NULL);
}
