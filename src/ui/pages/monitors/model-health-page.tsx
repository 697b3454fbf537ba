import { Link, useParams } from '@tanstack/react-router'
import type { MonitorReply } from '../../../api/index.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { Section } from '../../kit/section.tsx'
import { DecisionTimeline } from '../decisions/decision-timeline.tsx'
import { changesIn } from './answers-to.ts'
import { Measured } from './measured.tsx'
import { ModelAccuracy } from './model-accuracy.tsx'
import { ModelAnswers } from './model-answers.tsx'
import { MonitorState } from './monitor-words.tsx'
import { useStretch } from './stretch.ts'
import { useEvents } from './use-events.ts'
import { useWatchedModels } from './use-watched-models.ts'
import { useSeries } from './use-series.ts'
import { useWatched } from './use-watched.ts'

/** How a model is doing, from top to bottom: is it right, is the data as it was, what changed, since when. */
export function ModelHealthPage() {
  const { name = '' } = useParams({ strict: false })
  const { all, models } = useWatchedModels(name)
  const monitors = models.flatMap((own) => own.monitors)
  const [first, ...others] = monitors
  return (
    <>
      <PageHead
        noun={
          <Link to="/models/$name" params={{ name }}>
            {name}
          </Link>
        }
        name={`How ${name} is doing`}
        state={first === undefined ? undefined : <WorstState monitors={monitors} />}
      />
      <Loaded query={all}>
        {() =>
          models.length === 0 ? (
            <>
              <Empty title="No monitor watches it">
                Declare one with <code>defineMonitor</code>, and list it in{' '}
                <code>swell.config.ts</code>.
              </Empty>
              <ModelAccuracy name={name} />
            </>
          ) : first === undefined ? null : (
            <>
              <Answers model={name} monitors={monitors} />
              <Measured monitors={[first, ...others]} model={name} />
            </>
          )
        }
      </Loaded>
      <Section title="What was decided">
        <DecisionTimeline model={name} limit={20} />
      </Section>
    </>
  )
}

const order = ['critical', 'warning', 'ok', 'unknown'] as const

function WorstState({ monitors }: { monitors: readonly MonitorReply[] }) {
  const worst = order.find((state) => monitors.some((monitor) => monitor.state === state))
  return <MonitorState state={worst ?? 'unknown'} />
}

function Answers({ model, monitors }: { model: string; monitors: readonly MonitorReply[] }) {
  const [stretch] = useStretch()
  const asked = useSeries(monitors, stretch)
  const watched = useWatched({ kind: 'model', name: model, of: [] })
  const names = monitors.map(({ name }) => name)
  const events = useEvents({ ...watched, monitors: names, from: stretch.from })
  return (
    <ModelAnswers monitors={monitors} series={asked.series.flat()}>
      <div>
        <dt>What changed?</dt>
        <dd>{changesIn(events, stretch.days)}</dd>
      </div>
    </ModelAnswers>
  )
}
