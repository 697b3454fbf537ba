import { Link } from '@tanstack/react-router'
import type { ModelCardReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatNumber } from '../../format.ts'
import { Command } from '../../kit/command.tsx'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'

/** What a version is for, how good it is with intervals, for whom, and what people have said of it. */
export function ModelCard({ name, version }: { name: string; version: number }) {
  const card = useAsk('getModelCard', { params: { name, version } })
  return (
    <Section title="Model card" sentence="As swell models card writes it, with 95 % intervals.">
      <Loaded query={card} height={320}>
        {(reply) => <Card card={reply} />}
      </Loaded>
    </Section>
  )
}

const parts = [
  ['intendedUse', 'Intended use'],
  ['notFor', 'Not meant for'],
  ['caveats', 'Caveats'],
  ['contact', 'Contact'],
] as const

function Card({ card }: { card: ModelCardReply }) {
  return (
    <div className="model-card">
      {card.missing.length === 0 ? null : (
        <>
          <p className="soft">
            People have yet to write: {card.missing.join(', ')}. Without that it can’t be approved.
          </p>
          <Command
            text={`swell models describe ${card.model} --intended-use "…" --not-for "…" --caveats "…"`}
          />
        </>
      )}
      {parts.map(([part, title]) =>
        card.text[part] === undefined ? null : (
          <section key={part}>
            <h3>{title}</h3>
            <p className="card-text">{card.text[part]}</p>
          </section>
        ),
      )}
      <Metrics card={card} />
      <Slices card={card} />
      {card.data === null ? null : (
        <p className="soft">
          Measured on {card.data.testCount} held-out rows of{' '}
          <Link to="/features/training-sets/$id" params={{ id: card.data.id }}>
            {card.data.view} v{card.data.version}
          </Link>
          , out of {card.data.groups.join(', ')}.
        </p>
      )}
      <p className="soft">
        As Markdown, with the front matter of Hugging Face:{' '}
        <CopyButton text={card.markdown} what="the card as Markdown" />
      </p>
    </div>
  )
}

function Metrics({ card }: { card: ModelCardReply }) {
  return (
    <Table
      id="card-metrics"
      title="How good it is"
      rows={card.metrics}
      rowKey={(metric) => metric.name}
      columns={[
        {
          name: 'name',
          title: 'Metric',
          value: ({ name, unit }) => (unit === null ? name : `${name} (${unit})`),
        },
        { name: 'value', title: 'Value', value: ({ value }) => value, number: true },
        {
          name: 'interval',
          title: '95 % interval',
          value: ({ low, high }) => `${show(low)} – ${show(high)}`,
        },
        {
          name: 'better',
          title: 'Better is',
          value: ({ better }) => (better === 'zero' ? 'near zero' : better),
        },
      ]}
    />
  )
}

function Slices({ card }: { card: ModelCardReply }) {
  if (card.slices.length === 0) return null
  return (
    <Table
      id="card-slices"
      title="For whom"
      rows={card.slices}
      rowKey={(slice) => slice.slice}
      columns={[
        { name: 'slice', title: 'Slice', value: ({ slice }) => slice },
        { name: 'rows', title: 'Rows', value: ({ rowCount }) => rowCount, number: true },
        ...card.metrics.map(({ name, better }) => ({
          name,
          title: name,
          value: (slice: ModelCardReply['slices'][number]) => slice.metrics[name] ?? null,
          number: true,
          better,
        })),
      ]}
    />
  )
}

function show(value: number | null): string {
  return value === null ? '–' : formatNumber(value)
}
