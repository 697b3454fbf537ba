import type { BackTestReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { BackTestChart } from '../../charts/back-test-chart.tsx'
import { HorizonChart } from '../../charts/horizon-chart.tsx'
import { formatCount } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { usePageSearch } from '../../page-search.ts'

export interface BackTestPanelProps {
  readonly model: string
  readonly version: number
  /** Without the numbers by step. */
  readonly pictureOnly?: boolean
}

/** How a version of a forecast did on the past, series by series and step by step, and what it says now. */
export function BackTestPanel({ model, version, pictureOnly = false }: BackTestPanelProps) {
  const [search, setSearch] = usePageSearch()
  const series = search['series']
  const test = useAsk('getBackTest', {
    params: { name: model, version },
    query: series === undefined ? {} : { series },
  })
  return (
    <Loaded query={test} height={340}>
      {(reply) => (
        <>
          <BackTestChart
            test={reply}
            title={`Forecast and actual, ${reply.series}`}
            tools={<SeriesChoice test={reply} onChange={(one) => setSearch({ series: one })} />}
          />
          <p className="chart-note">{noteOf(reply)}</p>
          {pictureOnly ? null : (
            <>
              <div className="columns">
                <HorizonChart byStep={reply.byStep} unit={reply.unit ?? undefined} />
                <StepTable test={reply} />
              </div>
              <SeriesTable test={reply} />
            </>
          )}
        </>
      )}
    </Loaded>
  )
}

function SeriesChoice({
  test,
  onChange,
}: {
  test: BackTestReply
  onChange: (series: string) => void
}) {
  if (test.bySeries.length < 2) return null
  const choices = test.bySeries.map(({ series }) => ({ value: series, title: series }))
  return <Choices label="Series" choices={choices} value={test.series} onChange={onChange} />
}

function noteOf({ origins, all, share, version }: BackTestReply): string {
  const within =
    all.coverage === null || share === null
      ? ''
      : ` ${percent(all.coverage)} of what came true lay within the bounds, which are to hold ${percent(share)}.`
  return `Version ${version} on ${formatCount(origins.length)} forecasts of the past, each learned of what was known then.${within}`
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

type Scores = BackTestReply['all']

function scoreColumns(unit: string | null): TableColumn<Scores>[] {
  const own = unit === null ? {} : { unit }
  return [
    { name: 'mae', title: 'mae', ...own, value: ({ mae }) => mae, number: true },
    {
      name: 'seasonal',
      title: 'seasonal naive',
      value: ({ seasonalNaiveMae }) => seasonalNaiveMae,
      number: true,
    },
    {
      name: 'last',
      title: 'last value',
      value: ({ lastValueMae }) => lastValueMae,
      number: true,
      minor: true,
    },
    {
      name: 'coverage',
      title: 'within, %',
      value: ({ coverage }) => (coverage === null ? null : Math.round(100 * coverage)),
      number: true,
    },
  ]
}

function StepTable({ test }: { test: BackTestReply }) {
  type Step = BackTestReply['byStep'][number]
  const columns: TableColumn<Step>[] = [
    { name: 'ahead', title: 'Ahead', value: ({ ahead }) => ahead, number: true },
    ...scoreColumns(test.unit),
  ]
  return (
    <Table
      id="steps"
      title="By steps ahead"
      columns={columns}
      rows={test.byStep}
      rowKey={({ ahead }) => String(ahead)}
    />
  )
}

function SeriesTable({ test }: { test: BackTestReply }) {
  type Series = BackTestReply['bySeries'][number]
  if (test.bySeries.length < 2) return null
  const columns: TableColumn<Series>[] = [
    { name: 'series', title: 'Series', value: ({ series }) => series },
    ...scoreColumns(test.unit),
  ]
  return (
    <Table
      id="series"
      title="By series"
      columns={columns}
      rows={test.bySeries}
      rowKey={({ series }) => series}
    />
  )
}
