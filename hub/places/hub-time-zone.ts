/** Whose clock times are told on where nobody said which one counts: that of the machine the hub runs on (`TZ`). */
export const HUB_TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;
