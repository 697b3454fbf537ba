import { featuresErrors } from '../errors.ts'

/** The wall clock of a zone at a moment, told by the UTC getters of a `Date`. */
export type LocalTime = (ms: number) => Date

const quarterHourMs = 15 * 60_000
/** Zones change their offset on a quarter of an hour only, so one stands for all its moments. */
const heldOffsets = 200_000

/** Throws `unknownZone`. Daylight saving and all history are those of the platform’s time zone data. */
export function localTime(zone: string): LocalTime {
  if (zone === 'UTC') return (ms) => new Date(ms)
  const format = openFormat(zone)
  const offsets = new Map<number, number>()
  return (ms) => {
    const quarter = Math.floor(ms / quarterHourMs)
    let offset = offsets.get(quarter)
    if (offset === undefined) {
      offset = offsetAt(format, quarter * quarterHourMs)
      if (offsets.size >= heldOffsets) offsets.clear()
      offsets.set(quarter, offset)
    }
    return new Date(ms + offset)
  }
}

function openFormat(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch (error) {
    throw featuresErrors.unknownZone({ zone }, error)
  }
}

function offsetAt(format: Intl.DateTimeFormat, ms: number): number {
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]))
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
  const year = parts.get('era') === 'BC' ? 1 - number('year') : number('year')
  const wall = new Date(0)
  wall.setUTCFullYear(year, number('month') - 1, number('day'))
  wall.setUTCHours(number('hour'), number('minute'), number('second'))
  return wall.getTime() - ms
}
