let lastMs = Number.NaN
let lastText = ''

/** As `toISOString`, which takes longer than all else that is done with a moment: many requests have the same. */
export function momentText(moment: Date): string {
  const ms = moment.getTime()
  if (ms !== lastMs) {
    lastText = moment.toISOString()
    lastMs = ms
  }
  return lastText
}
