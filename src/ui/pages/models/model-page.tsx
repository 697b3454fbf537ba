import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { ModelReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { VersionChart } from '../../charts/version-chart.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Skeleton } from '../../kit/skeleton.tsx'
import { BackTestPanel } from '../forecasts/back-test-panel.tsx'
import { ModelAnswers } from '../monitors/model-answers.tsx'
import { useWatchedModels } from '../monitors/use-watched-models.ts'
import { AccuracyPanel } from './accuracy-panel.tsx'
import { AliasMoves } from './alias-moves.tsx'
import { GateList } from './gate-list.tsx'
import { ModelState } from './models-page.tsx'
import { PromoteDialog } from './promote-dialog.tsx'
import { RegisteredModelPage } from './registered-model-page.tsx'
import { RollBack } from './roll-back.tsx'
import { useRegistered } from './use-registered.ts'
import { VersionTable } from './version-table.tsx'

export function ModelPage() {
  const { name = '' } = useParams({ strict: false })
  const isRegistered = useRegistered(name)
  if (isRegistered === undefined) return <Skeleton height={480} />
  return isRegistered ? <RegisteredModelPage name={name} /> : <DefinedModelPage name={name} />
}

function DefinedModelPage({ name }: { name: string }) {
  const model = useAsk('getModel', { params: { name } })
  return (
    <PageLoaded query={model} name={name} noun={<Link to="/models">Models</Link>}>
      {(reply) => <Model model={reply} />}
    </PageLoaded>
  )
}

function Model({ model }: { model: ModelReply }) {
  const [promoting, setPromoting] = useState<number>()
  const newest = model.versions[0]
  const metric = model.metrics[0]
  const candidate = newest?.aliases.includes('champion') === false ? newest : undefined
  return (
    <>
      <PageHead
        noun={<Link to="/models">Models</Link>}
        name={model.name}
        state={<ModelState model={model} />}
        sentence={model.description}
        action={
          candidate === undefined ? undefined : (
            <button
              type="button"
              className="button main"
              onClick={() => setPromoting(candidate.version)}
            >
              Promote version {candidate.version} …
            </button>
          )
        }
      />
      <Section title={measuredOn(model)}>
        {newest === undefined || metric === undefined ? (
          <Empty title="Not trained yet" command={trainingOf(model)}>
            A training makes version 1 and compares it with naive baselines.
          </Empty>
        ) : (
          <>
            <VersionChart metric={metric} versions={model.versions} />
            <VersionTable model={model} onPromote={setPromoting} />
          </>
        )}
      </Section>
      {model.forecast === null || newest === undefined ? null : (
        <Section title="Held to the past, and what comes next">
          <BackTestPanel model={model.name} version={model.champion?.version ?? newest.version} />
        </Section>
      )}
      <div className="columns">
        <Section title="Gates before promotion">
          {newest === undefined || newest.gates.length === 0 ? (
            <GateSentences gates={model.gates} />
          ) : (
            <>
              <p className="section-sentence soft">As version {newest.version} met them.</p>
              <GateList gates={newest.gates} />
            </>
          )}
        </Section>
        <Section title="What was champion when">
          <AliasMoves model={model.name} />
          <RollBack model={model} />
        </Section>
      </div>
      <ModelFacts model={model} />
      <HowItDoes model={model} />
      {promoting === undefined ? null : (
        <PromoteDialog model={model} version={promoting} onClose={() => setPromoting(undefined)} />
      )}
    </>
  )
}

function ModelFacts({ model }: { model: ModelReply }) {
  const newest = model.versions[0]
  return (
    <Section title="Facts">
      <Facts
        facts={[
          ...readsOf(model),
          ['Learner', newest?.learner ?? '–'],
          ['Features', newest?.features.map((feature) => feature.name).join(', ') ?? '–'],
          [
            'Served by',
            model.services.length === 0
              ? 'no service'
              : model.services.map((service) => (
                  <Link key={service} to="/services/$name" params={{ name: service }}>
                    {service}{' '}
                  </Link>
                )),
          ],
        ]}
      />
    </Section>
  )
}

function measuredOn({ forecast }: ModelReply): string {
  return forecast === null
    ? 'Versions, measured on held-out rows'
    : `Versions, measured on ${forecast.origins} forecasts of the past`
}

function trainingOf({ name, forecast }: ModelReply): string {
  return `swell ${forecast === null ? 'train' : 'forecast train'} ${name}`
}

function readsOf({
  name,
  view,
  label,
  unit,
  forecast,
}: ModelReply): (readonly [string, ReactNode])[] {
  const within = unit === undefined ? '' : ` in ${unit}`
  if (forecast !== null) {
    return [
      ['Forecasts', `the next ${forecast.steps} steps of ${forecast.every}${within}`],
      ['Asked by', <code key="ask">swell forecast ahead {name}</code>],
    ]
  }
  return [
    [
      'View',
      <Link key="view" to="/features/views/$name" params={{ name: view }}>
        {view}
      </Link>,
    ],
    ['Predicts', `${label}${within}`],
  ]
}

function GateSentences({ gates }: { gates: readonly string[] }) {
  if (gates.length === 0) return <p className="soft">None: any version may be promoted.</p>
  return (
    <ul className="plain-list">
      {gates.map((gate) => (
        <li key={gate}>{gate}</li>
      ))}
    </ul>
  )
}

function HowItDoes({ model: { name } }: { model: ModelReply }) {
  const { all, models } = useWatchedModels(name)
  const howWeDid = useAsk(
    'getHowWeDid',
    { params: { name }, query: { limit: 2000 } },
    { enabled: all.data !== undefined && models.length === 0 },
  )
  return (
    <Section
      title="In use"
      aside={
        <Link to="/models/$name/health" params={{ name }}>
          How it is doing
        </Link>
      }
    >
      <Loaded query={all}>
        {() =>
          models.length === 0 ? (
            <Loaded query={howWeDid}>{(reply) => <AccuracyPanel accuracy={reply} />}</Loaded>
          ) : (
            models.map(({ model, monitors }) => <ModelAnswers key={model} monitors={monitors} />)
          )
        }
      </Loaded>
    </Section>
  )
}
