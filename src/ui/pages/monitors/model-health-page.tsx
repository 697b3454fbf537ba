import { useQueries } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { MonitorReply } from '../../../api/index.ts'
import { client, useAsk } from '../../ask.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { Section } from '../../kit/section.tsx'
import { DecisionTimeline } from '../decisions/decision-timeline.tsx'
import { answerTo, changesIn, type Answer } from './answers-to.ts'
import { Measured } from './measured.tsx'
import { ModelAccuracy } from './model-accuracy.tsx'
import { MonitorState } from './monitor-words.tsx'
import './monitors.css'
import { useStretch } from './stretch.ts'
import { useEvents } from './use-events.ts'
import { useSeries } from './use-series.ts'
import { useWatched } from './use-watched.ts'

/** How a model is doing, from top to bottom: is it right, is the data as it was, what changed, since when. */
export function ModelHealthPage() {
  const { name = '' } = useParams({ strict: false })
  const all = useAsk('listMonitors')
  const names = (all.data?.monitors ?? [])
    .filter(({ watches }) => watches.kind === 'model' && watches.name === name)
    .map((monitor) => monitor.name)
  const asked = useQueries({
    queries: names.map((monitor) => ({
      queryKey: ['getMonitor', { params: { name: monitor } }],
      queryFn: () => client.getMonitor({ params: { name: monitor } }),
      refetchInterval: 15_000,
    })),
  })
  const monitors = asked.flatMap(({ data }) => (data === undefined ? [] : [data]))
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
          names.length === 0 ? (
            <Empty title="No monitor watches it">
              Declare one with <code>defineMonitor</code>, and list it in{' '}
              <code>swell.config.ts</code>.
            </Empty>
          ) : first === undefined ? null : (
            <>
              <Answers model={name} monitors={monitors} />
              <Measured monitors={[first, ...others]} />
            </>
          )
        }
      </Loaded>
      <ModelAccuracy name={name} isWatched={names.length > 0} />
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
  const shared = { monitors, series: asked.series.flat() }
  const answers: readonly Answer[] = [
    answerTo({ question: 'Is it right?', kind: 'right', ...shared }),
    answerTo({ question: 'Is the data as it was?', kind: 'data', ...shared }),
  ]
  return (
    <dl className="questions">
      {answers.map(({ question, state, sentence }) => (
        <div key={question}>
          <dt>{question}</dt>
          <dd>
            <MonitorState state={state} /> {sentence}
          </dd>
        </div>
      ))}
      <div>
        <dt>What changed?</dt>
        <dd>{changesIn(events, stretch.days)}</dd>
      </div>
    </dl>
  )
}
