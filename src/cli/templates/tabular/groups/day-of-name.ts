/** `2026-11-16.csv` is known on that day. */
export function dayOfName(name: string): Date {
  const day = /(\d{4}-\d\d-\d\d)\.csv$/.exec(name)?.[1]
  if (day === undefined) throw new Error(`${name} doesn't tell its day.`)
  return new Date(`${day}T00:00:00Z`)
}
