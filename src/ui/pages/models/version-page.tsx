import { Link, useParams } from '@tanstack/react-router'
import type { ModelVersionReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Command } from '../../kit/command.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Skeleton } from '../../kit/skeleton.tsx'
import { BackTestPanel } from '../forecasts/back-test-panel.tsx'
import { GateList } from './gate-list.tsx'
import { ModelCard } from './model-card.tsx'
import { NoteEditor } from './note-editor.tsx'
import { StageMoves } from './stage-moves.tsx'
import { StageState } from './stage-state.tsx'
import { VersionActions } from './version-actions.tsx'
import { RegisteredVersionPage } from './registered-version-page.tsx'
import { useRegistered } from './use-registered.ts'
import { VersionEvaluation } from './version-evaluation.tsx'
import { VersionLineage } from './version-lineage.tsx'

/** One version: how far it has come, what it came from and serves, what the gates found, and its card. */
export function VersionPage() {
  const { name = '', version = '' } = useParams({ strict: false })
  const isRegistered = useRegistered(name)
  if (isRegistered === undefined) return <Skeleton height={480} />
  if (isRegistered) return <RegisteredVersionPage name={name} version={Number(version)} />
  return <DefinedVersionPage name={name} version={version} />
}

function DefinedVersionPage({ name, version }: { name: string; version: string }) {
  const found = useAsk('getModelVersion', { params: { name, version: Number(version) } })
  const model = useAsk('getModel', { params: { name } })
  const noun = (
    <>
      <Link to="/models">Models</Link> ·{' '}
      <Link to="/models/$name" params={{ name }}>
        {name}
      </Link>
    </>
  )
  return (
    <PageLoaded query={found} name={`version ${version}`} noun={noun}>
      {(reply) => (
        <>
          <PageHead
            noun={noun}
            name={`version ${reply.version}`}
            state={<StageState version={reply} />}
            sentence={reply.note ?? undefined}
            action={
              <>
                <NoteEditor version={reply} />
                <VersionActions version={reply} />
              </>
            }
          />
          <VersionLineage version={reply} />
          <div className="columns">
            <VersionFacts version={reply} />
            <Gates version={reply} />
          </div>
          {model.data === undefined ? null : model.data.forecast === null ? (
            <VersionEvaluation name={reply.model} version={reply.version} />
          ) : (
            <Section title="Held to the past, and what comes next">
              <BackTestPanel model={reply.model} version={reply.version} />
            </Section>
          )}
          <ModelCard name={reply.model} version={reply.version} />
        </>
      )}
    </PageLoaded>
  )
}

function VersionFacts({ version }: { version: ModelVersionReply }) {
  const tags = Object.entries(version.tags).map(([key, value]) => `${key} ${value}`)
  return (
    <Section title="Facts">
      <Facts
        facts={[
          ['Is', version.aliases.join(', ') || 'what no alias points to'],
          ['Learner', version.learner],
          ['Made', <Moment key="made" at={version.createdAt} />],
          ['Tags', tags.join(', ') || 'none'],
          ['Inputs', version.features.map((feature) => feature.name).join(', ') || '–'],
        ]}
      />
      <Command
        text={`swell models export ${version.model} --version ${version.version} --out ${version.model}`}
      />
    </Section>
  )
}

function Gates({ version }: { version: ModelVersionReply }) {
  return (
    <Section title="Gates, as they were asked last">
      {version.gates.length === 0 ? (
        <>
          <p className="soft">They were not asked about this version yet.</p>
          <Command text={`swell models gate ${version.model} --version ${version.version}`} />
        </>
      ) : (
        <GateList gates={version.gates} />
      )}
      <h3 className="table-title">How far it came</h3>
      <StageMoves model={version.model} version={version.version} />
    </Section>
  )
}
