import { Link, useParams } from '@tanstack/react-router'
import type { DecisionAnswerReply, DecisionReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatNumber, plural } from '../../format.ts'
import { Facts } from '../../kit/facts.tsx'
import { Id } from '../../kit/id.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { State, type Tone } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { GateList } from '../models/gate-list.tsx'
import { DecisionState } from './decision-state.tsx'
import { SettleDecision } from './settle-decision.tsx'

export function DecisionPage() {
  const { id = '' } = useParams({ strict: false })
  const decision = useAsk('getDecision', { params: { id } })
  return (
    <PageLoaded query={decision} name="Decision" noun={<Link to="/models">Models</Link>}>
      {(reply) => <Shown decision={reply} />}
    </PageLoaded>
  )
}

function Shown({ decision }: { decision: DecisionReply }) {
  const { model, because, difference } = decision
  return (
    <>
      <PageHead
        noun={
          <Link to="/models/$name/health" params={{ name: model }}>
            {model}
          </Link>
        }
        name={`Decision on ${model}`}
        state={<DecisionState state={decision.state} />}
        sentence={`${because.charAt(0).toUpperCase()}${because.slice(1)}`}
      />
      <Facts
        facts={[
          ['Asked', <Moment key="asked" at={decision.startedAt} />],
          ['Decided', <Moment key="decided" at={decision.decidedAt} />],
          ['By', `${decision.by}, by the policy ${decision.policy}`],
          ['It was', versionLink(model, decision.champion)],
          ['Trained', versionLink(model, decision.candidate)],
          decision.settled === null
            ? undefined
            : ['Settled', `${decision.settled.what}, by ${decision.settled.by}`],
          ['Id', <Id key="id" value={decision.id} />],
        ]}
      />
      <SettleDecision decision={decision} />
      <Section title="What was asked, and what was found">
        <ol className="gates">
          {decision.answers.map((answer) => (
            <li key={answer.question}>
              <span>{answer.question}</span>
              <Verdict verdict={answer.verdict} />
              <span className="soft">{answer.answer}</span>
            </li>
          ))}
        </ol>
      </Section>
      {decision.metrics.length === 0 ? null : (
        <Section
          title="Both on the same rows"
          sentence={
            difference === null
              ? 'Rows that neither has learned from.'
              : `On ${plural(difference.rows, 'row')} that neither has learned from; ${difference.metric} of the new one less that of the old one is ${formatNumber(difference.value)} ± ${formatNumber(difference.margin)} (95 %).`
          }
        >
          <Table
            id="metrics"
            title="Metrics of both versions"
            columns={metricColumns}
            rows={decision.metrics}
            rowKey={({ name }) => name}
          />
        </Section>
      )}
      {decision.gates.length === 0 ? null : (
        <Section title="Gates">
          <GateList gates={decision.gates} />
        </Section>
      )}
    </>
  )
}

function versionLink(model: string, version: number | null) {
  if (version === null) return 'none'
  return (
    <Link to="/models/$name/versions/$version" params={{ name: model, version: String(version) }}>
      version {version}
    </Link>
  )
}

const verdicts: Readonly<Record<DecisionAnswerReply['verdict'], readonly [Tone, string]>> = {
  yes: ['good', 'for it'],
  no: ['idle', 'against'],
  note: ['busy', 'noted'],
}

function Verdict({ verdict }: Pick<DecisionAnswerReply, 'verdict'>) {
  const [tone, word] = verdicts[verdict]
  return <State tone={tone}>{word}</State>
}

const metricColumns: readonly TableColumn<DecisionReply['metrics'][number]>[] = [
  { name: 'name', title: 'Metric', value: ({ name }) => name },
  { name: 'champion', title: 'Old', value: ({ champion }) => champion, number: true },
  { name: 'candidate', title: 'New', value: ({ candidate }) => candidate, number: true },
  { name: 'better', title: 'Better is', value: ({ better }) => better, minor: true },
]
