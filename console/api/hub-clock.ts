/** The hub's wall clock, so that "2 minutes ago" is right on a desktop whose own clock is not. */
export type HubClock = {
  /** Hub time in milliseconds; this machine's time until the hub was heard. */
  now: () => number;
  /** Takes in the hub time a reply carried; anything but a positive whole number is ignored. */
  hear: (hubTime: string | null) => void;
};

/** @param localNow this machine's wall clock in milliseconds. */
export function createHubClock(localNow: () => number): HubClock {
  let offsetMs = 0;
  return {
    now: () => localNow() + offsetMs,
    hear(hubTime) {
      if (hubTime !== null && /^\d{1,16}$/.test(hubTime)) {
        offsetMs = Number(hubTime) - localNow();
      }
    },
  };
}
