import { formatFixed } from '../../format.ts'

/** Classes beyond the likeliest few are told together. */
const mostBars = 10

/** How likely each class is, the likeliest first. */
export function ProbabilityBars({ shares }: { shares: Readonly<Record<string, number>> }) {
  const sorted = Object.entries(shares).toSorted(([, a], [, b]) => b - a)
  const shown = sorted.slice(0, mostBars)
  const rest = sorted.slice(mostBars).reduce((sum, [, share]) => sum + share, 0)
  const bars = sorted.length > mostBars ? [...shown, ['others', rest] as const] : shown
  return (
    <section aria-label="How likely each class is">
      <h3>How likely each is</h3>
      <ul className="share-bars">
        {bars.map(([name, share]) => (
          <li key={name}>
            <span className="share-name">{name}</span>
            <span className="share-track" aria-hidden="true">
              <span className="share-bar" style={{ width: `${share * 100}%` }} />
            </span>
            <span className="number">{formatFixed(share * 100, 1)} %</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
