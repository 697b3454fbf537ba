import { Link, useParams } from '@tanstack/react-router'
import type { LineageNodeReply, WhyReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatDayAndTime, formatWithUnit } from '../../format.ts'
import { Command } from '../../kit/command.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Flow } from '../../kit/flow.tsx'
import { Id } from '../../kit/id.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { cellText } from './cell-text.ts'
import { entityText } from '../services/forecast-points.ts'
import { wordsOf } from '../../words-of.ts'
import { LineageBox } from './lineage-box.tsx'

export function WhyPage() {
  const { id = '' } = useParams({ strict: false })
  const why = useAsk('whyPrediction', { params: { id } }, { everyMs: 60_000 })
  return (
    <PageLoaded query={why} name={'Why?'} noun={<Link to="/services">Services</Link>}>
      {(reply) => <Why why={reply} />}
    </PageLoaded>
  )
}

function Why({ why }: { why: WhyReply }) {
  const { prediction } = why
  const service = useAsk(
    'getService',
    { params: { name: prediction.service ?? '' } },
    { enabled: prediction.service !== null },
  )
  const output = service.data?.output
  const value = formatWithUnit(prediction.value, output?.unit)
  return (
    <>
      <PageHead
        noun={
          <>
            <ServiceLink name={prediction.service} /> · prediction
          </>
        }
        name={`Why ${value}?`}
        sentence={
          <>
            {output === undefined ? 'Predicted' : wordsOf(output.name)} at{' '}
            {entityText(prediction.entity)} on {formatDayAndTime(prediction.at)} UTC, said{' '}
            <Moment at={prediction.madeAt} />
            {prediction.origin === 'hindcast' ? ', afterwards, with only what was known then' : ''}.
          </>
        }
      />
      <Section
        title="From the source files to this number"
        sentence="Each box came from what stands before it."
      >
        <Flow
          title="Lineage of the prediction"
          nodes={why.nodes.map((node) => ({
            id: node.id,
            content: (
              <LineageBox node={node} {...(node.kind === 'prediction' ? { said: value } : {})} />
            ),
          }))}
          edges={why.edges}
        />
      </Section>
      <Section title="What the model was given">
        <Facts
          facts={Object.entries(prediction.features).map(([name, given]) => [
            name,
            <code key={name}>{cellText(given)}</code>,
          ])}
        />
      </Section>
      <Section title="In words">
        <ol className="why-words">
          {why.edges.map((edge) => (
            <li key={`${edge.from} ${edge.to}`}>
              <span>{nameOf(why.nodes, edge.to)}</span>
              <span className="soft">{edge.text}</span>
              <span>{nameOf(why.nodes, edge.from)}</span>
            </li>
          ))}
        </ol>
      </Section>
      <Section title="The same on the command line">
        <Command text={`swell why ${prediction.id}`} />
        <p className="soft small">
          Prediction <Id value={prediction.id} />
        </p>
      </Section>
    </>
  )
}

function ServiceLink({ name }: { name: string | null }) {
  if (name === null) return <Link to="/services">Services</Link>
  return (
    <Link to="/services/$name" params={{ name }}>
      {name}
    </Link>
  )
}

function nameOf(nodes: readonly LineageNodeReply[], id: string): string {
  const node = nodes.find((one) => one.id === id)
  if (node === undefined) return id
  const kind = node.kind.replace('-', ' ')
  return node.label.startsWith(kind) ? node.label : `${kind} ${node.label}`
}
