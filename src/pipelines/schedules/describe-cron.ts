const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** A cron pattern in words where it is a usual one: `every 12 hours`, `every day at 06:30`. */
export function describeCron(cron: string): string {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/\s+/)
  if (month !== '*') return `at "${cron}"`
  if (day === '*' && weekday === '*') return describeDaily(cron, minute, hour)
  if (!isNumber(minute) || !isNumber(hour)) return `at "${cron}"`
  const time = clockTime(hour, minute)
  if (day === '*' && isNumber(weekday)) return `every ${weekdays[Number(weekday) % 7]} at ${time}`
  if (weekday === '*' && isNumber(day)) return `on day ${day} of every month at ${time}`
  return `at "${cron}"`
}

function describeDaily(cron: string, minute: string, hour: string): string {
  const everyMinutes = /^\*\/(\d+)$/.exec(minute)?.[1]
  const everyHours = /^\*\/(\d+)$/.exec(hour)?.[1]
  if (minute === '*' && hour === '*') return 'every minute'
  if (everyMinutes !== undefined && hour === '*') return `every ${everyMinutes} minutes`
  if (isNumber(minute) && hour === '*') return `every hour at minute ${minute}`
  if (isNumber(minute) && everyHours !== undefined) return `every ${everyHours} hours`
  if (isNumber(minute) && isNumber(hour)) return `every day at ${clockTime(hour, minute)}`
  const hours = hour.split(',')
  if (isNumber(minute) && hours.every(isNumber)) {
    return `every day at ${hours.map((own) => clockTime(own, minute)).join(' and ')}`
  }
  return `at "${cron}"`
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text)
}

function clockTime(hour: string, minute: string): string {
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}
