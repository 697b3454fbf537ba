import { Link } from '@tanstack/react-router'
import type { RegisteredModelReply, RegisteredVersionReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Empty } from '../../kit/empty.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { AliasMoves } from './alias-moves.tsx'
import { MoveAlias } from './move-alias.tsx'
import { RollBack } from './roll-back.tsx'
import { VersionName } from './version-table.tsx'

/** A model that programs have registered: its versions, and what its aliases pointed to. */
export function RegisteredModelPage({ name }: { name: string }) {
  const model = useAsk('getRegisteredModel', { params: { name } })
  return (
    <PageLoaded query={model} name={name} noun={<Link to="/models">Models</Link>}>
      {(reply) => <RegisteredModel model={reply} />}
    </PageLoaded>
  )
}

function RegisteredModel({ model }: { model: RegisteredModelReply }) {
  const tags = Object.entries(model.tags).map(([key, value]) => `${key} ${value}`)
  return (
    <>
      <PageHead
        noun={<Link to="/models">Models</Link>}
        name={model.name}
        sentence={model.description ?? undefined}
        action={model.versions.length === 0 ? undefined : <MoveAlias model={model} />}
      />
      <Section title="Versions">
        {model.versions.length === 0 ? (
          <Empty title="No version yet">
            A program makes one with <code>mlflow.register_model</code>.
          </Empty>
        ) : (
          <Table
            id="registered-versions"
            title={`Versions of ${model.name}`}
            columns={columns}
            rows={model.versions}
            rowKey={(version) => String(version.version)}
          />
        )}
      </Section>
      <Section title="What its aliases pointed to">
        <AliasMoves model={model.name} />
        <RollBack model={model} />
      </Section>
      <Section title="Facts">
        <Facts
          facts={[
            ['Registered', <Moment key="at" at={model.createdAt} />],
            ['Tags', tags.join(', ') || 'none'],
            ['Gates', 'none: the project does not define it'],
          ]}
        />
      </Section>
    </>
  )
}

const columns: readonly TableColumn<RegisteredVersionReply>[] = [
  {
    name: 'version',
    title: 'Version',
    value: (version) => version.version,
    show: (version) => <VersionName version={version} />,
  },
  {
    name: 'createdAt',
    title: 'Registered',
    value: (version) => version.createdAt,
    show: (version) => <Moment at={version.createdAt} />,
  },
  {
    name: 'run',
    title: 'Run',
    value: (version) => version.runId,
    show: (version) => <VersionRun runId={version.runId} />,
  },
  { name: 'note', title: 'Note', value: (version) => version.note ?? '' },
  {
    name: 'stage',
    title: 'MLflow’s stage',
    value: (version) => version.mlflowStage,
    minor: true,
  },
]

export function VersionRun({ runId }: { runId: string | null }) {
  if (runId === null) return <span className="soft">not known</span>
  return (
    <Link to="/runs/$id" params={{ id: runId }}>
      its run
    </Link>
  )
}
