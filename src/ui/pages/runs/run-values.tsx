import type { RunValueReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatBytes } from '../../format.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { ArtifactLink } from './artifact-link.tsx'
import { Preview, rowsText } from './preview.tsx'

/** What a run was given and what it gave, each at a glance. */
export function RunValues({ runId, isOpen }: { runId: string; isOpen: boolean }) {
  const values = useAsk(
    'getRunValues',
    { params: { id: runId } },
    { everyMs: isOpen ? 10_000 : 600_000 },
  )
  return (
    <Loaded query={values} height={120}>
      {({ inputs, outputs }) => (
        <div className="columns">
          <Section title="Inputs">
            <ValueList runId={runId} values={inputs} none="It reads no output of another step." />
          </Section>
          <Section title="Outputs">
            <ValueList
              runId={runId}
              values={outputs}
              none={isOpen ? 'They are known when it has ended.' : 'It gave nothing.'}
            />
          </Section>
        </div>
      )}
    </Loaded>
  )
}

interface ValueListProps {
  readonly runId: string
  readonly values: readonly RunValueReply[]
  readonly none: string
}

function ValueList({ runId, values, none }: ValueListProps) {
  if (values.length === 0) return <p className="soft">{none}</p>
  return (
    <ul className="values">
      {values.map((value) => (
        <li key={`${value.name} ${value.kind} ${value.id}`}>
          <p className="value-head">
            <strong>{value.name}</strong>
            {value.kind === 'value' ? null : <ArtifactLink runId={runId} artifact={value} />}
            <span className="soft small">{aboutText(value)}</span>
          </p>
          <Preview preview={value.preview} name={value.name} />
        </li>
      ))}
    </ul>
  )
}

function aboutText({ from, kind, sizeBytes, preview }: RunValueReply): string {
  return [
    from === null ? '' : `from ${from}`,
    kind === 'value' || kind === 'blob' ? '' : kind.replace('-', ' '),
    sizeBytes === null ? '' : formatBytes(sizeBytes),
    preview.kind === 'table' ? rowsText(preview.rowCount, preview.rows.length) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
