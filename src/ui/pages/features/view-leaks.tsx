import type { ViewLeaksReply, ViewReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatCount, formatNumber, plural } from '../../format.ts'
import { Command } from '../../kit/command.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { usePageSearch } from '../../page-search.ts'

/** What joins that don't ask when something was known would take from the future, when it is asked for. */
export function ViewLeaks({ view }: { view: ViewReply }) {
  const [search, setSearch] = usePageSearch()
  return (
    <Section
      title="What a naive join would leak"
      sentence="The view never reads what became known later. A join by event time alone may, and one with the newest rows does."
    >
      {search['leaks'] === 'show' ? (
        <Counted name={view.name} />
      ) : (
        <button type="button" className="button" onClick={() => setSearch({ leaks: 'show' })}>
          Count values from the future
        </button>
      )}
    </Section>
  )
}

function Counted({ name }: { name: string }) {
  const leaks = useAsk('getViewLeaks', { params: { name } }, { everyMs: 0 })
  return (
    <Loaded query={leaks} height={200}>
      {({ features, rowCount }) => (
        <>
          <Table
            id="leaks"
            title={`What naive joins would leak into ${name}`}
            columns={leakColumns(rowCount)}
            rows={features}
            rowKey={({ feature }) => feature}
          />
          <p className="soft small">
            In the newest {plural(rowCount, 'row')}. What that would seem to be worth to each model:
          </p>
          <Command text={`swell view leaks ${name}`} />
        </>
      )}
    </Loaded>
  )
}

type Leak = ViewLeaksReply['features'][number]

function leakColumns(rowCount: number): TableColumn<Leak>[] {
  const share = (name: 'byTime' | 'newest', title: string): TableColumn<Leak> => ({
    name,
    title,
    value: (leak) => leak[name],
    show: (leak) =>
      leak[name] === 0
        ? 'none'
        : `${formatCount(leak[name])} (${formatNumber((100 * leak[name]) / rowCount)} %)`,
    number: true,
  })
  return [
    {
      name: 'feature',
      title: 'Feature',
      value: ({ feature }) => feature,
      show: ({ feature }) => <code>{feature}</code>,
    },
    { name: 'known', title: 'Rows with a value', value: ({ known }) => known, number: true },
    share('byTime', 'Other by event time'),
    share('newest', 'Other with the newest row'),
  ]
}
