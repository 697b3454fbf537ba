import { Link, useParams } from '@tanstack/react-router'
import type {
  DatasetFileReply,
  DatasetReply,
  DatasetVersionDetailReply,
} from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatBytes, plural } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { Command } from '../../kit/command.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { usePageSearch } from '../../page-search.ts'
import { CheckReport } from '../checks/check-report.tsx'
import { VerdictState } from '../checks/verdict-state.tsx'
import { Aliases } from './aliases.tsx'
import { VersionProfile } from './version-profile.tsx'
import { VersionDifference } from './version-difference.tsx'

export function DatasetVersionPage() {
  const { name = '', version = '' } = useParams({ strict: false })
  const detail = useAsk('getDatasetVersion', { params: { name, version } })
  const dataset = useAsk('getDataset', { params: { name } })
  return (
    <PageLoaded query={detail} name={`${name} v${version}`} noun={<Noun name={name} />}>
      {(reply) => <Version version={reply} versions={dataset.data?.versions ?? []} />}
    </PageLoaded>
  )
}

function Noun({ name }: { name: string }) {
  return (
    <>
      <Link to="/data">Data</Link> · dataset{' '}
      <Link to="/data/datasets/$name" params={{ name }}>
        {name}
      </Link>
    </>
  )
}

interface VersionProps {
  readonly version: DatasetVersionDetailReply
  readonly versions: DatasetReply['versions']
}

function Version({ version, versions }: VersionProps) {
  const { dataset, files, reportId } = version
  const [search, setSearch] = usePageSearch()
  const from = versions.find((one) => String(one.version) === search['from'])?.version
  const base = from ?? version.before ?? undefined
  return (
    <>
      <PageHead
        noun={<Noun name={dataset} />}
        name={`${dataset} v${version.version}`}
        state={
          <>
            <VerdictState verdict={version.verdict} /> <Aliases aliases={version.aliases} />
          </>
        }
        sentence={version.message ?? undefined}
      />
      <Section title="Facts">
        <Facts
          facts={[
            ['Added', <Moment key="added" at={version.createdAt} />],
            ['Size', formatBytes(version.sizeBytes)],
            [
              'Holds',
              `${plural(version.fileCount, 'file')}, ${plural(version.tableCount, 'table')}`,
            ],
            [
              'SHA-256',
              <code key="digest" title={version.digest}>
                {version.digest.slice(0, 12)}
              </code>,
            ],
            version.runId === null
              ? undefined
              : [
                  'Made by',
                  <Link key="run" to="/runs/$id" params={{ id: version.runId }}>
                    run
                  </Link>,
                ],
          ]}
        />
        <Command text={`swell data checkout ${dataset}@${version.version}`} />
      </Section>
      {base === undefined ? null : (
        <Section
          title={`What changed since v${base}`}
          aside={
            <Choices
              label="Compare with"
              choices={versions
                .filter((one) => one.version !== version.version)
                .map((one) => ({
                  value: String(one.version),
                  title: [`v${one.version}`, ...one.aliases].join(' '),
                }))}
              value={String(base)}
              onChange={(value) => setSearch({ from: value })}
            />
          }
        >
          <VersionDifference name={dataset} version={version.version} from={base} />
        </Section>
      )}
      {reportId === null ? null : (
        <Section title="Checks">
          <CheckReport id={reportId} />
        </Section>
      )}
      {version.tableCount === 0 ? null : <Profile version={version} base={base} />}
      <Section title="Files">
        <Table
          id="files"
          title={`Files of ${dataset} v${version.version}`}
          columns={fileColumns}
          rows={files}
          rowKey={({ path }) => path}
          totalCount={version.fileCount}
        />
      </Section>
    </>
  )
}

function Profile({
  version: { dataset, version },
  base,
}: {
  version: DatasetVersionDetailReply
  base: number | undefined
}) {
  const address = `/api/v1/datasets/${encodeURIComponent(dataset)}/versions/${version}/profile.html`
  return (
    <VersionProfile
      title={`Profile of ${dataset} v${version}`}
      address={address}
      version={version}
      base={base}
    />
  )
}

const fileColumns: readonly TableColumn<DatasetFileReply>[] = [
  {
    name: 'path',
    title: 'File',
    value: ({ path }) => path,
    show: ({ path }) => <code>{path}</code>,
    long: true,
  },
  {
    name: 'sizeBytes',
    title: 'Size',
    value: ({ sizeBytes }) => sizeBytes,
    show: ({ sizeBytes }) => formatBytes(sizeBytes),
    number: true,
  },
  {
    name: 'digest',
    title: 'SHA-256',
    value: ({ digest }) => digest,
    show: ({ digest }) => (
      <code className="soft" title={digest}>
        {digest.slice(0, 12)}
      </code>
    ),
    minor: true,
  },
]
