import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ModelCardReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatNumber } from '../../format.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Markdown } from '../../kit/markdown.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import { CardEditor } from './card-editor.tsx'

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

/** What is missing, in the words of the card. */
export function missingText({ missing }: Pick<ModelCardReply, 'missing'>): string {
  const titles = new Map<string, string>(parts)
  return missing.map((part) => (titles.get(part) ?? part).toLowerCase()).join(', ')
}

const parts = [
  ['intendedUse', 'Intended use'],
  ['notFor', 'Not meant for'],
  ['caveats', 'Caveats'],
  ['contact', 'Contact'],
] as const

function Card({ card }: { card: ModelCardReply }) {
  const [isEdited, setEdited] = useState(false)
  return (
    <div className="model-card">
      <div className="section-head">
        <h3>What only people can say</h3>
        {isEdited ? null : (
          <button type="button" className="button small" onClick={() => setEdited(true)}>
            {card.missing.length === 0 ? 'Edit' : 'Write it'}
          </button>
        )}
      </div>
      {isEdited ? (
        <CardEditor card={card} onClose={() => setEdited(false)} />
      ) : (
        <Said card={card} />
      )}
      <Metrics card={card} />
      <Slices card={card} />
      {card.fairness.map((finding) => (
        <Fairness key={`${finding.column} ${finding.where ?? ''}`} finding={finding} />
      ))}
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

function Said({ card }: { card: ModelCardReply }) {
  return (
    <>
      {card.missing.length === 0 ? null : (
        <p className="soft">
          People have yet to write: {missingText(card)}. Without that it can’t be approved.
        </p>
      )}
      {parts.map(([part, title]) =>
        (card.text[part] ?? '') === '' ? null : (
          <section key={part}>
            <h4>{title}</h4>
            <Markdown text={card.text[part] ?? ''} />
          </section>
        ),
      )}
    </>
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

function Fairness({ finding }: { finding: ModelCardReply['fairness'][number] }) {
  const { column, where, reference, groups, isJudged, held, tolerance } = finding
  const rates = Object.keys(groups[0]?.rates ?? {})
  const by = where === null ? column : `${column} where ${where}`
  const verdict = isJudged ? (held ? 'held' : 'not held') : 'told only'
  return (
    <>
      <Table
        id={`card-fairness-${by}`}
        title={`Fairness by ${by}: ${verdict}`}
        rows={groups}
        rowKey={({ group }) => group}
        columns={[
          {
            name: 'group',
            title: 'Group',
            value: ({ group }) => (group === reference ? `${group} (reference)` : group),
          },
          { name: 'rows', title: 'Rows', value: ({ rowCount }) => rowCount, number: true },
          ...rates.map((rate) => ({
            name: rate,
            title: rate.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
            value: ({ group, rates: own }: (typeof groups)[number]) => {
              const { value = null, times = null, low = null, high = null } = own[rate] ?? {}
              if (group === reference) return show(value)
              return `${show(value)}, × ${show(times)} (${show(low)} – ${show(high)})`
            },
          })),
        ]}
      />
      <p className="soft">
        Rates may be {formatNumber(tolerance)} to {formatNumber(1 / tolerance)} times those of{' '}
        {reference}, with 95 % intervals.
      </p>
    </>
  )
}

function show(value: number | null): string {
  return value === null ? '–' : formatNumber(value)
}
