import { Link } from '@tanstack/react-router'
import type { StepDifferenceReply } from '../../../api/index.ts'
import { formatDuration } from '../../format.ts'
import { State, type Tone } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { jsonText } from './difference-tables.tsx'

type Verdict = NonNullable<StepDifferenceReply['verdict']>

const verdicts: Readonly<Record<Verdict, readonly [Tone, string]>> = {
  same: ['good', 'same'],
  differs: ['bad', 'differs'],
  'inputs-differ': ['warn', 'other inputs'],
  'not-run': ['idle', 'no result'],
}

type Side = StepDifferenceReply['first']

const columns: readonly TableColumn<StepDifferenceReply>[] = [
  { name: 'step', title: 'Step', value: ({ step }) => step },
  {
    name: 'result',
    title: 'Result',
    value: ({ verdict }) => verdict,
    show: ({ verdict, first }) => {
      if (verdict === null)
        return <State tone="idle">only in the {first === null ? 'second' : 'first'}</State>
      const [tone, word] = verdicts[verdict]
      return <State tone={tone}>{word}</State>
    },
  },
  {
    name: 'where',
    title: 'First place that differs',
    value: ({ difference }) => difference?.path ?? null,
    long: true,
    show: ({ difference }) =>
      difference === null ? (
        <span className="soft">–</span>
      ) : (
        <>
          <code>{difference.path}</code>{' '}
          <span className="soft small">
            {jsonText(difference.first)} → {jsonText(difference.second)}
          </span>
        </>
      ),
  },
  {
    name: 'first',
    title: 'First took',
    value: ({ first }) => tookOf(first),
    number: true,
    show: ({ first }) => <Took side={first} />,
  },
  {
    name: 'second',
    title: 'Second took',
    value: ({ second }) => tookOf(second),
    number: true,
    show: ({ second }) => <Took side={second} />,
  },
  {
    name: 'change',
    title: 'Change',
    value: changeOf,
    number: true,
    show: (step) => {
      const ms = changeOf(step)
      if (ms === null) return <span className="soft">–</span>
      return `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`
    },
  },
]

function tookOf(side: Side): number | null {
  return side === null || side.status === 'skipped' ? null : side.tookMs
}

function changeOf({ first, second }: StepDifferenceReply): number | null {
  const [one, other] = [tookOf(first), tookOf(second)]
  return one === null || other === null ? null : other - one
}

function Took({ side }: { side: Side }) {
  if (side === null) return <span className="soft">–</span>
  const text = side.status === 'skipped' ? 'skipped' : formatDuration(side.tookMs ?? 0)
  return (
    <Link to="/runs/$id" params={{ id: side.id }} title={side.reason ?? undefined}>
      {text}
    </Link>
  )
}

/** Step by step: whether the same came out, and how long it took. */
export function StepDifference({ steps }: { steps: readonly StepDifferenceReply[] }) {
  return (
    <Table
      id="steps"
      title="Steps of both runs"
      columns={columns}
      rows={steps}
      rowKey={({ step }) => step}
    />
  )
}
