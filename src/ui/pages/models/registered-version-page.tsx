import { Link } from '@tanstack/react-router'
import type { RegisteredVersionReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Empty } from '../../kit/empty.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { NoteEditor } from './note-editor.tsx'
import { VersionRun } from './registered-model-page.tsx'
import { VersionLineage } from './version-lineage.tsx'

export interface RegisteredVersionPageProps {
  readonly name: string
  readonly version: number
}

/** A version that a program has registered: where it came from, what goes in and out, its files. */
export function RegisteredVersionPage({ name, version }: RegisteredVersionPageProps) {
  const model = useAsk('getRegisteredModel', { params: { name } })
  const noun = (
    <>
      <Link to="/models">Models</Link> ·{' '}
      <Link to="/models/$name" params={{ name }}>
        {name}
      </Link>
    </>
  )
  return (
    <PageLoaded query={model} name={`version ${version}`} noun={noun}>
      {(reply) => {
        const found = reply.versions.find((one) => one.version === version)
        if (found === undefined) return <Empty title={`There is no version ${version}`} />
        return (
          <>
            <PageHead
              noun={noun}
              name={`version ${version}`}
              sentence={found.note ?? undefined}
              action={<NoteEditor version={found} />}
            />
            <VersionLineage version={found} />
            <div className="columns">
              <VersionFacts version={found} />
              <Files version={found} />
            </div>
          </>
        )
      }}
    </PageLoaded>
  )
}

function VersionFacts({ version }: { version: RegisteredVersionReply }) {
  const tags = Object.entries(version.tags).map(([key, value]) => `${key} ${value}`)
  const inputs = version.features.map(({ name, type }) => `${name} (${type})`)
  return (
    <Section title="Facts">
      <Facts
        facts={[
          ['Is', version.aliases.join(', ') || 'what no alias points to'],
          ['Registered', <Moment key="at" at={version.createdAt} />],
          ['Run', <VersionRun key="run" runId={version.runId} />],
          ['Source', version.source ?? '–'],
          ['Tags', tags.join(', ') || 'none'],
          ['Inputs', inputs.join(', ') || 'not told'],
          ['MLflow’s stage', version.mlflowStage],
        ]}
      />
    </Section>
  )
}

function Files({ version }: { version: RegisteredVersionReply }) {
  return (
    <Section title="Files" sentence="As they were when it was registered.">
      {version.files.length === 0 ? (
        <p className="soft">None: where it came from there were none.</p>
      ) : (
        <ul className="plain-list">
          {version.files.map(({ name, path }) => (
            <li key={name}>
              <a href={path} download>
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
