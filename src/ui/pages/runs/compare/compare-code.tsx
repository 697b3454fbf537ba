import type { CodeDifferenceReply } from '../../../../api/index.ts'
import { useAsk } from '../../../ask.ts'
import { plural } from '../../../format.ts'
import { Empty } from '../../../kit/empty.tsx'
import { Loaded } from '../../../kit/loaded.tsx'
import { Patch } from '../../../kit/patch.tsx'
import { Section } from '../../../kit/section.tsx'
import { State } from '../../../kit/state.tsx'
import { usePageSearch } from '../../../page-search.ts'
import type { Compared, ComparedRun } from './compared-run.ts'

/** The code of two of the runs: between their commits, and what was not committed. */
export function CompareCode({ compared: { runs } }: { compared: Compared }) {
  const [search, setSearch] = usePageSearch()
  const find = (id: string | undefined) => runs.find((run) => run.id === id)
  const first = find(search['first']) ?? runs[0]
  const second = find(search['second']) ?? runs.find((run) => run !== first)
  if (first === undefined || second === undefined) {
    return <Empty title="One run alone">Choose a second run to see how their code differs.</Empty>
  }
  return (
    <>
      {runs.length < 3 ? null : (
        <div className="compare-choice">
          <RunChoice
            label="From"
            runs={runs}
            value={first}
            onChange={(id) => setSearch({ first: id })}
          />
          <RunChoice
            label="To"
            runs={runs}
            value={second}
            onChange={(id) => setSearch({ second: id })}
          />
        </div>
      )}
      <Difference first={first} second={second} />
    </>
  )
}

interface RunChoiceProps {
  readonly label: string
  readonly runs: readonly ComparedRun[]
  readonly value: ComparedRun
  readonly onChange: (id: string) => void
}

function RunChoice({ label, runs, value, onChange }: RunChoiceProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value.id} onChange={(event) => onChange(event.target.value)}>
        {runs.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function Difference({ first, second }: { first: ComparedRun; second: ComparedRun }) {
  const difference = useAsk(
    'getCodeDifference',
    { params: { id: second.id }, query: { from: first.id } },
    { everyMs: 600_000 },
  )
  return (
    <Loaded query={difference} height={320}>
      {(reply) => (
        <>
          <Section title="Commits">
            <Commits difference={reply} />
          </Section>
          {reply.lockfiles.length === 0 ? null : (
            <Section title="Versions of packages">
              <Lockfiles lockfiles={reply.lockfiles} />
            </Section>
          )}
          {[reply.first, reply.second].map((code) =>
            code.changes === null ? null : (
              <Section key={code.runId} title={`Not committed when ${code.name} ran`}>
                <Patch text={code.changes} title={`Changes of ${code.name}`} />
              </Section>
            ),
          )}
        </>
      )}
    </Loaded>
  )
}

function Commits({ difference: { first, second, patch } }: { difference: CodeDifferenceReply }) {
  return (
    <>
      <p>
        <Commit code={first} /> <span className="soft">→</span> <Commit code={second} />
      </p>
      {patch === null ? (
        <p className="soft">
          {first.commit === null || second.commit === null
            ? 'Not both have told their commit: there is nothing to compare.'
            : 'The repository of this project does not have both commits.'}
        </p>
      ) : patch.files.length === 0 ? (
        <p className="soft">What is committed is the same.</p>
      ) : (
        <>
          <p className="soft">{plural(patch.files.length, 'file')} changed</p>
          <ul className="plain-list patch-files">
            {patch.files.map(({ path, added, removed }) => (
              <li key={path}>
                <code>{path}</code>{' '}
                <span className="number">
                  +{added} −{removed}
                </span>
              </li>
            ))}
          </ul>
          <Patch text={patch.text + (patch.isCut ? '\n…' : '')} title="Between the commits" />
        </>
      )}
    </>
  )
}

function Commit({ code: { commit, isChanged } }: { code: CodeDifferenceReply['first'] }) {
  return (
    <>
      {commit === null ? (
        <span className="soft">no commit was told</span>
      ) : (
        <code>{commit.slice(0, 10)}</code>
      )}
      {isChanged ? (
        <>
          {' '}
          <State tone="warn">with changes</State>
        </>
      ) : null}
    </>
  )
}

function Lockfiles({ lockfiles }: Pick<CodeDifferenceReply, 'lockfiles'>) {
  return (
    <ul className="plain-list">
      {lockfiles.map(({ name, first, second }) => (
        <li key={name}>
          <code>{name}</code>{' '}
          {first === second ? (
            <span className="soft">is the same</span>
          ) : (
            <State tone="warn">differs</State>
          )}
        </li>
      ))}
    </ul>
  )
}
