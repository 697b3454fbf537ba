import { Link } from '@tanstack/react-router'
import type { LoggedRunReply } from '../../../../api/index.ts'
import { useAsk } from '../../../ask.ts'
import { Facts, type Fact } from '../../../kit/facts.tsx'
import { Id } from '../../../kit/id.tsx'
import { Loaded } from '../../../kit/loaded.tsx'
import { Section } from '../../../kit/section.tsx'
import { Preview } from '../preview.tsx'

/** Of the tags that programs write, those that tell of code. */
const codeTags: readonly (readonly [string, string])[] = [
  ['mlflow.source.git.commit', 'Commit'],
  ['mlflow.source.git.dirty', 'Changed since'],
  ['mlflow.source.git.branch', 'Branch'],
  ['mlflow.source.git.repoURL', 'Repository'],
  ['mlflow.source.name', 'Program'],
  ['mlflow.source.type', 'Started as'],
  ['mlflow.docker.image.uri', 'Image'],
]

/** Where a run may keep what its code was: the changes since the commit, the versions of packages. */
const codeFiles =
  /(^|\/)(code|requirements\.txt|conda\.yaml|python_env\.yaml|[^/]+\.(diff|patch|lock)|package-lock\.json)(\/|$)/

/** With what a run was made: its code as it stood, the data that it read, the models. */
export function LoggedOrigin({ run }: { run: LoggedRunReply }) {
  return (
    <>
      <Section title="Code">
        <CodeFacts run={run} />
      </Section>
      <CodeFiles run={run} />
      <Section title="Data that it read">
        <Datasets run={run} />
      </Section>
      {run.modelIds.length === 0 ? null : (
        <Section title="Models that it logged">
          <ul className="plain-list">
            {run.modelIds.map((id) => (
              <li key={id}>
                <Id value={id} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function CodeFacts({ run }: { run: LoggedRunReply }) {
  const told = codeTags.flatMap(([tag, title]): Fact[] => {
    const value = run.tags[tag]
    return value === undefined ? [] : [[title, <code key={tag}>{value}</code>]]
  })
  const others = Object.entries(run.tags).flatMap(([name, value]): Fact[] =>
    /^swell\.(runtime|lockfile)/.test(name)
      ? [
          [
            name.slice('swell.'.length).replace('.', ' '),
            <code key={name}>{shortDigest(value)}</code>,
          ],
        ]
      : [],
  )
  if (told.length + others.length === 0) {
    return (
      <p className="soft">The program told nothing of its code: it ran outside of a repository.</p>
    )
  }
  return <Facts facts={[...told, ...others]} />
}

function CodeFiles({ run }: { run: LoggedRunReply }) {
  const found = run.files.filter(({ path }) => codeFiles.test(path)).slice(0, 6)
  return found.map(({ path }) => (
    <Section key={path} title={path}>
      <FileText id={run.id} path={path} />
    </Section>
  ))
}

/** A digest is told by its beginning; other texts as they are. */
function shortDigest(text: string): string {
  return /^[0-9a-f]{64}$/.test(text) ? text.slice(0, 12) : text
}

function FileText({ id, path }: { id: string; path: string }) {
  const file = useAsk('previewRunFile', { params: { id }, query: { path } }, { everyMs: 600_000 })
  return <Loaded query={file}>{(preview) => <Preview preview={preview} name={path} />}</Loaded>
}

function Datasets({ run: { datasets } }: { run: LoggedRunReply }) {
  if (datasets.length === 0) {
    return (
      <p className="soft">
        It named none. A program names them with <code>mlflow.log_input</code>.
      </p>
    )
  }
  return (
    <ul className="plain-list">
      {datasets.map(({ name, digest, context, source, sourceType }) => (
        <li key={`${name} ${digest} ${context ?? ''}`} className="dataset-line">
          {sourceType === 'swell' ? (
            <Link to="/data/datasets/$name" params={{ name }}>
              {name}
            </Link>
          ) : (
            <strong>{name}</strong>
          )}
          <Id value={digest} />
          {context === null ? null : <span className="tag">{context}</span>}
          <span className="soft small">
            {sourceType} <code>{source.length > 160 ? `${source.slice(0, 160)}…` : source}</code>
          </span>
        </li>
      ))}
    </ul>
  )
}
