/** A moment in words, by the clocks of a zone: `Sunday 22 November, 09:00 Europe/Dublin`. */
export function writeDay(moment: Date, timeZone: string): string {
  const day = moment.toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone,
  })
  const time = moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone })
  return `${day.replace(',', '')}, ${time} ${timeZone}`
}
