import { formatNumber } from '../../format.ts'
import { cellText } from '../lineage/cell-text.ts'

export interface ExplanationFacts {
  readonly scale: string
  readonly base: number
  readonly contributions: Readonly<Record<string, number>>
}

const mostBars = 12

/** What each feature adds to a prediction, the largest first: to the right it raises it, to the left it lowers it. */
export function Contributions({
  explanation,
  given,
}: {
  explanation: ExplanationFacts
  given: Readonly<Record<string, unknown>>
}) {
  const { base, scale, contributions } = explanation
  const all = Object.entries(contributions)
  const shown = all.slice(0, mostBars)
  const rest = all.slice(mostBars).reduce((sum, [, value]) => sum + value, 0)
  const most = Math.max(...all.map(([, value]) => Math.abs(value)), Math.abs(rest), 1e-12)
  const total = all.reduce((sum, [, value]) => sum + value, base)
  return (
    <section aria-label="What each feature adds">
      <h3>What each feature adds</h3>
      <p className="soft">
        From {formatNumber(base)} on average to {formatNumber(total)}
        {scale === 'prediction' ? '' : `, in ${scaleWords(scale)}`}.
      </p>
      <ul className="added-bars">
        {shown.map(([name, value]) => (
          <Bar key={name} name={name} told={cellText(given[name])} value={value} most={most} />
        ))}
        {all.length > mostBars ? <Bar name="others" told="" value={rest} most={most} /> : null}
      </ul>
    </section>
  )
}

function Bar({
  name,
  told,
  value,
  most,
}: {
  name: string
  told: string
  value: number
  most: number
}) {
  const width = `${(Math.abs(value) / most) * 50}%`
  return (
    <li>
      <span className="share-name" title={`${name} ${told}`}>
        {name} <span className="soft">{told}</span>
      </span>
      <span className="added-track" aria-hidden="true">
        <span className={value < 0 ? 'added-bar lowers' : 'added-bar'} style={{ width }} />
      </span>
      <span className="number">
        {value < 0 ? '−' : '+'}
        {formatNumber(Math.abs(value))}
      </span>
    </li>
  )
}

function scaleWords(scale: string): string {
  return scale === 'logOdds' ? 'logarithms of odds' : scale
}
