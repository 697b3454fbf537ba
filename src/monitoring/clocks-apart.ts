import { parseDuration } from '../base/index.ts'

/** Clocks of two machines may be as far apart; what is later than that comes from a clock that was wrong. */
export const clocksApartMs = parseDuration('1h')
