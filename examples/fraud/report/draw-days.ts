import type { DayCount } from './day-counts.ts'

const margin = { left: 48, right: 16, top: 40, bottom: 40 }

/** For wide pages, and for narrow ones, where there is room for the newest days only. */
export function drawDays(days: readonly DayCount[]): string {
  return `${draw('wide', days, { width: 960, height: 320 })}
${draw('narrow', days.slice(-14), { width: 360, height: 240 })}`
}

/** A bar for each day: how many frauds the model sees in it, beside how many there were. */
function draw(
  name: string,
  days: readonly DayCount[],
  size: { readonly width: number; readonly height: number },
): string {
  const most = Math.max(
    1,
    ...days.flatMap(({ predicted = 0, reported = 0 }) => [predicted, reported]),
  )
  const step = tickStep(most)
  const top = Math.ceil(most / step) * step
  const [inner, ground] = [size.width - margin.left - margin.right, size.height - margin.bottom]
  const y = (count: number) => ground - (count / top) * (ground - margin.top)
  const slot = inner / Math.max(1, days.length)
  const ticks = Array.from({ length: top / step + 1 }, (_, at) => at * step)
  const bar = (kind: string, at: number, count: number | undefined, words: string) => {
    if (count === undefined) return ''
    const left = margin.left + slot * at + (kind === 'predicted' ? slot * 0.5 : slot * 0.12)
    return `<rect class="${kind}" x="${round(left)}" y="${round(y(count) - 1)}" width="${round(slot * 0.36)}" height="${round(ground - y(count) + 1)}"><title>${words}</title></rect>`
  }
  const bars = days.map(({ day, predicted, reported }, at) =>
    [
      bar('reported', at, reported, `${day}: ${reported} reported`),
      bar('predicted', at, predicted, `${day}: ${predicted} predicted`),
    ].join(''),
  )
  const labels = days.flatMap(({ day }, at) =>
    (days.length - 1 - at) % 5 === 0
      ? `<text x="${round(margin.left + slot * (at + 0.5))}" y="${ground + 20}" text-anchor="middle">${shortDay(day)}</text>`
      : [],
  )
  const lines = ticks.map(
    (tick) =>
      `<line x1="${margin.left}" x2="${size.width - margin.right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/><text x="${margin.left - 8}" y="${round(y(tick) + 4)}" text-anchor="end">${tick}</text>`,
  )
  return `<svg class="${name}" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${describe(days)}">
<text x="0" y="16">Transactions a day</text>
${lines.join('\n')}
${bars.join('\n')}
${labels.join('\n')}
</svg>`
}

function tickStep(most: number): number {
  return [1, 2, 5, 10, 20, 50, 100, 200, 500].find((step) => most / step <= 5) ?? 1000
}

function describe(days: readonly DayCount[]): string {
  const newest = days.findLast(({ predicted }) => predicted !== undefined)
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  return newest === undefined
    ? `Frauds a day from ${first} to ${last}; none was predicted yet.`
    : `Frauds a day from ${first} to ${last}; ${newest.predicted} predicted on ${newest.day}.`
}

function shortDay(day: string): string {
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const
  return new Date(day).toLocaleDateString('en-IE', options)
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10)
}
