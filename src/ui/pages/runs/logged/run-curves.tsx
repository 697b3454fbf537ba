import { useMemo } from 'react'
import type { RunCurveReply } from '../../../../api/index.ts'
import { useAsk } from '../../../ask.ts'
import { colourOf } from '../../../charts/colour-of.ts'
import { CurveChart, type CurveLine } from '../../../charts/curve-chart.tsx'
import { plural } from '../../../format.ts'
import { Loaded } from '../../../kit/loaded.tsx'
import { CurveTools } from './curve-tools.tsx'
import { useCurveLook, type CurveView } from './use-curve-look.ts'

export interface RunCurvesProps {
  /** Ids with their names, in the order of their colours. */
  readonly runs: readonly { readonly id: string; readonly name: string }[]
  /** Whether a key to the colours is wanted, where the lines are too many for names. */
  readonly isKeyed?: boolean
  /** Whether they grow: they are asked for anew every two seconds. */
  readonly isOpen?: boolean
  /** Which metrics belong here, by their names. */
  readonly fits: (metric: string) => boolean
  readonly empty: React.ReactNode
}

const places = 600
const mostDrawn = 24

/** Every metric as a picture of its own, the same runs in the same colours. */
export function RunCurves({ runs, fits, empty, isKeyed = true, isOpen = false }: RunCurvesProps) {
  const [view, change] = useCurveLook()
  const curves = useAsk(
    'getRunCurves',
    {
      query: {
        runs: runs.map(({ id }) => id).join(','),
        places,
        axis: view.axis === 'step' ? 'step' : 'time',
        ...(view.from === undefined || view.axis === 'relative' ? {} : { from: view.from }),
        ...(view.until === undefined || view.axis === 'relative' ? {} : { until: view.until }),
      },
    },
    { everyMs: isOpen ? 2000 : 60_000, keepOld: true },
  )
  return (
    <Loaded query={curves} height={320}>
      {(reply) => (
        <Pictures
          curves={reply.curves.filter(({ metric }) => fits(metric))}
          runs={runs}
          isKeyed={isKeyed}
          view={view}
          onChange={change}
          empty={empty}
        />
      )}
    </Loaded>
  )
}

interface PicturesProps extends Pick<RunCurvesProps, 'runs' | 'empty'> {
  readonly isKeyed: boolean
  readonly curves: readonly RunCurveReply[]
  readonly view: CurveView
  readonly onChange: (changes: Partial<CurveView>) => void
}

function Pictures({ curves, runs, view, onChange, empty, isKeyed }: PicturesProps) {
  const byMetric = useMemo(() => linesByMetric(curves, runs), [curves, runs])
  if (byMetric.length === 0 && view.wanted === '' && view.from === undefined) return <>{empty}</>
  const wanted = view.wanted.toLowerCase()
  const found = byMetric.filter(([metric]) => metric.toLowerCase().includes(wanted))
  const brush =
    view.axis === 'relative'
      ? undefined
      : (from: number, until: number) =>
          onChange({ from: Math.floor(from), until: Math.ceil(until) })
  return (
    <>
      <CurveTools view={view} metricCount={byMetric.length} onChange={onChange} />
      {isKeyed && runs.length > 4 ? <Key runs={runs} /> : null}
      <div className="curves">
        {found.slice(0, mostDrawn).map(([metric, lines]) => (
          <CurveChart key={metric} title={metric} lines={lines} look={view} onBrush={brush} />
        ))}
      </div>
      {found.length === 0 ? <p className="soft">No metric is called “{view.wanted}”.</p> : null}
      {found.length > mostDrawn ? (
        <p className="soft">
          {plural(found.length - mostDrawn, 'more metric')}: find them by their names.
        </p>
      ) : null}
    </>
  )
}

/** Those with a course first; what has a single value for each run stands in a table anyway. */
function linesByMetric(
  curves: readonly RunCurveReply[],
  runs: RunCurvesProps['runs'],
): readonly (readonly [string, readonly CurveLine[]])[] {
  const places = new Map(runs.map(({ id }, at) => [id, at]))
  const byMetric = Map.groupBy(curves, ({ metric }) => metric)
  return [...byMetric].flatMap(([metric, some]) => {
    if (some.every(({ pointCount }) => pointCount < 2)) return []
    const lines = some.map(({ runId, ...curve }): CurveLine => {
      const at = places.get(runId) ?? 0
      return { ...curve, name: runs[at]?.name ?? runId, colour: colourOf(at, runs.length) }
    })
    return [[metric, lines] as const]
  })
}

function Key({ runs }: Pick<RunCurvesProps, 'runs'>) {
  return (
    <ul className="curve-key">
      {runs.map(({ id, name }, at) => (
        <li key={id}>
          <svg width="14" height="4" aria-hidden="true">
            <rect width="14" height="3" fill={colourOf(at, runs.length)} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}
