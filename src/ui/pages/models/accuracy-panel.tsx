import type { AccuracySummaryReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { LeadErrorChart } from '../../charts/lead-error-chart.tsx'
import { OutcomeChart } from '../../charts/outcome-chart.tsx'
import { formatNumber, formatWithUnit, plural } from '../../format.ts'
import { Empty } from '../../kit/empty.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { HindcastNote } from './hindcast-note.tsx'

/** How far off a model was that no monitor watches, once the truth was known. */
export function AccuracyPanel({ accuracy }: { accuracy: AccuracySummaryReply }) {
  const howWeDid = useAsk(
    'getHowWeDid',
    { params: { name: accuracy.model }, query: { limit: 2000 } },
    { everyMs: 60_000 },
  )
  if (accuracy.meanAbsoluteError === null) {
    return (
      <Empty title="No monitor watches it">
        One holds what it says to what comes true: declare it with <code>defineMonitor</code>. Of
        forecasts that are stored, it is told here how far off they were, once one has come true.
      </Empty>
    )
  }
  return (
    <>
      <Facts
        facts={[
          [
            'Off by, on average',
            <MeanError key="mae" value={accuracy.meanAbsoluteError} unit={accuracy.unit} />,
          ],
          ['Leaning', <span key="bias">{biasText(accuracy)}</span>],
          ['Compared', plural(accuracy.count, 'prediction')],
          ['Since', <Moment key="since" at={accuracy.since} />],
        ]}
      />
      <br />
      <Loaded query={howWeDid} height={240}>
        {(reply) => (
          <>
            <div className="columns">
              <LeadErrorChart byLead={reply.byLead} unit={reply.unit} />
              <OutcomeChart outcomes={reply.outcomes} unit={reply.unit} />
            </div>
            <HindcastNote outcomes={reply.outcomes} />
          </>
        )}
      </Loaded>
    </>
  )
}

function MeanError({ value, unit }: { value: number; unit: string | undefined }) {
  return (
    <span className="figure-number">
      {formatNumber(Number(value.toPrecision(3)))} <small>{unit}</small>
    </span>
  )
}

function biasText({ bias, unit }: AccuracySummaryReply): string {
  if (bias === null || Math.abs(bias) < 0.005) return 'neither way'
  const by = formatWithUnit(Number(Math.abs(bias).toPrecision(2)), unit)
  return bias > 0 ? `${by} too much` : `${by} too little`
}
