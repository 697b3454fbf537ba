import { Link } from '@tanstack/react-router'
import type { ModelReply, ModelVersionReply } from '../../../api/index.ts'
import { Moment } from '../../kit/moment.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { StageState } from './stage-state.tsx'

/** A version, or a baseline beside the versions. */
type Line =
  | { readonly kind: 'version'; readonly version: ModelVersionReply }
  | { readonly kind: 'baseline'; readonly name: string; readonly metrics: Metrics }

type Metrics = Readonly<Record<string, number>>

export interface VersionTableProps {
  readonly model: ModelReply
  readonly onPromote: (version: number) => void
}

/** All versions with their metrics side by side, the baselines below. */
export function VersionTable({ model, onPromote }: VersionTableProps) {
  const versions = model.versions.map((version): Line => ({ kind: 'version', version }))
  const baselines = Object.entries(model.versions[0]?.baselines ?? {}).map(
    ([name, metrics]): Line => ({ kind: 'baseline', name, metrics }),
  )
  return (
    <Table
      id="versions"
      title={`Versions of ${model.name}`}
      columns={columnsOf(model, onPromote)}
      rows={[...versions, ...baselines]}
      rowKey={(line) => (line.kind === 'version' ? `v${line.version.version}` : line.name)}
      muted={(line) => line.kind === 'baseline'}
    />
  )
}

function columnsOf(model: ModelReply, onPromote: (version: number) => void): TableColumn<Line>[] {
  return [
    {
      name: 'version',
      title: 'Version',
      value: (line) => (line.kind === 'version' ? line.version.version : line.name),
      show: (line) =>
        line.kind === 'version' ? <VersionName version={line.version} /> : `baseline: ${line.name}`,
    },
    {
      name: 'stage',
      title: 'Stage',
      value: (line) => (line.kind === 'version' ? line.version.stage : ''),
      show: (line) => (line.kind === 'version' ? <StageState version={line.version} /> : <span />),
    },
    ...model.metrics.map((metric): TableColumn<Line> => ({
      name: metric.name,
      title: metric.name,
      unit: metric.unit,
      value: (line) => metricsOf(line)[metric.name] ?? null,
      number: true,
      better: metric.better,
    })),
    {
      name: 'createdAt',
      title: 'Trained',
      value: (line) => (line.kind === 'version' ? line.version.createdAt : null),
      show: (line) =>
        line.kind === 'version' ? <Moment at={line.version.createdAt} /> : <span>–</span>,
      minor: true,
    },
    {
      name: 'learner',
      title: 'Learner',
      value: (line) => (line.kind === 'version' ? line.version.learner : ''),
      minor: true,
    },
    {
      name: 'run',
      title: 'Run',
      value: (line) => (line.kind === 'version' ? line.version.runId : null),
      show: (line) => (line.kind === 'version' ? <RunLink version={line.version} /> : <span />),
      minor: true,
    },
    {
      name: 'set',
      title: 'Learned from',
      value: (line) => (line.kind === 'version' ? line.version.trainingSetId : null),
      show: (line) => (line.kind === 'version' ? <SetLink version={line.version} /> : <span />),
      minor: true,
    },
    {
      name: 'promote',
      title: 'Promotion',
      value: () => '',
      show: (line) =>
        line.kind === 'version' ? (
          <PromoteCell version={line.version} onPromote={onPromote} />
        ) : (
          <span />
        ),
    },
  ]
}

function metricsOf(line: Line): Metrics {
  return line.kind === 'version' ? line.version.metrics : line.metrics
}

export function VersionName({ version }: { version: ModelVersionReply }) {
  return (
    <>
      <Link
        to="/models/$name/versions/$version"
        params={{ name: version.model, version: String(version.version) }}
      >
        <strong>v{version.version}</strong>
      </Link>{' '}
      {version.aliases.map((alias) => (
        <span key={alias} className="tag">
          {alias}
        </span>
      ))}
    </>
  )
}

function RunLink({ version }: { version: ModelVersionReply }) {
  if (version.runId === null) return <span className="soft">imported</span>
  return (
    <Link to="/runs/$id" params={{ id: version.runId }}>
      training
    </Link>
  )
}

function SetLink({ version: { trainingSetId: id } }: { version: ModelVersionReply }) {
  if (id === null) return <span className="soft">not known</span>
  return (
    <Link to="/features/training-sets/$id" params={{ id }}>
      training set
    </Link>
  )
}

interface PromoteCellProps {
  readonly version: ModelVersionReply
  readonly onPromote: (version: number) => void
}

function PromoteCell({ version, onPromote }: PromoteCellProps) {
  if (version.aliases.includes('champion')) return <span className="soft">is champion</span>
  return (
    <button
      type="button"
      className="button small"
      aria-label={`Promote version ${version.version}`}
      onClick={() => onPromote(version.version)}
    >
      Promote …
    </button>
  )
}
