import { Link } from '@tanstack/react-router'
import type { PredictReply, ServiceFormReply, ServiceReply } from '../../../api/index.ts'
import { formatNumber, formatWithUnit } from '../../format.ts'
import { Facts } from '../../kit/facts.tsx'
import { State } from '../../kit/state.tsx'
import { cellText } from '../lineage/cell-text.ts'
import { Contributions, type ExplanationFacts } from './contributions.tsx'
import { ProbabilityBars } from './probability-bars.tsx'

/** More facts than that are told by the why. */
const mostFacts = 16

/** What a service said: the value, how likely the classes are, why, and what it was made of. */
export function PredictionAnswer({
  service,
  form,
  reply,
}: {
  service: ServiceReply
  form: ServiceFormReply
  reply: PredictReply
}) {
  const prediction = reply.predictions[0]
  if (prediction === undefined) return null
  const {
    predictionId,
    probabilities,
    explanation,
    warning,
    [service.output.name]: value,
    ...rest
  } = prediction
  const pixels = new Set(form.image?.fields ?? [])
  const facts = Object.entries(rest)
    .filter(([name]) => !pixels.has(name))
    .slice(0, mostFacts)
  return (
    <>
      <p className="figure-number">{valueText(service, form, value)}</p>
      <p className="soft">
        said version {reply.version} of {reply.model}.{' '}
        <Link to="/predictions/$id/why" params={{ id: predictionId }}>
          Why?
        </Link>
      </p>
      {typeof warning === 'string' ? (
        <p role="note">
          <State tone="warn">{warning}</State>
        </p>
      ) : null}
      {isShares(probabilities) ? <ProbabilityBars shares={probabilities} /> : null}
      {isExplanation(explanation) ? (
        <Contributions explanation={explanation} given={rest} />
      ) : (
        <Facts facts={facts.map(([name, given]) => [name, cellText(given)])} />
      )}
    </>
  )
}

function valueText(
  { output }: ServiceReply,
  { classes, tellsClasses }: ServiceFormReply,
  value: unknown,
): string {
  if (typeof value !== 'number') return cellText(value)
  const isClass = tellsClasses && Number.isInteger(value)
  if (isClass && classes !== null && classes.length > 2) return classes[value] ?? String(value)
  if (tellsClasses && classes?.length === 2)
    return `${formatNumber(value * 100)} % ${classes[1] ?? ''}`
  return formatWithUnit(value, output.unit)
}

function isShares(value: unknown): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && value !== null
}

function isExplanation(value: unknown): value is ExplanationFacts {
  return typeof value === 'object' && value !== null && 'contributions' in value
}
