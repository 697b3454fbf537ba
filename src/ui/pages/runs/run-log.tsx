import type { LogLineReply, RunReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatMoment } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { usePageSearch } from '../../page-search.ts'

/** What a run and its steps logged; one step at a time when asked for. */
export function RunLog({ run }: { run: RunReply }) {
  const [search, setSearch] = usePageSearch()
  const step = run.steps.find((one) => one.name === search['step'])?.name
  const logs = useAsk(
    'listRunLogs',
    { params: { id: run.id }, query: { limit: 10_000 } },
    { everyMs: run.status === 'open' ? 2_000 : 60_000 },
  )
  return (
    <Section
      title="Log"
      aside={
        run.steps.length === 0 ? null : (
          <Choices
            label="Step"
            choices={[
              { value: '', title: 'All steps' },
              ...run.steps.map(({ name }) => ({ value: name, title: name })),
            ]}
            value={step ?? ''}
            onChange={(value) => setSearch({ step: value })}
          />
        )
      }
    >
      <Loaded query={logs} height={200}>
        {(reply) => (
          <LogLines
            lines={reply.lines.filter((line) => step === undefined || line.step === step)}
          />
        )}
      </Loaded>
    </Section>
  )
}

const mostLines = 500

function LogLines({ lines }: { lines: readonly LogLineReply[] }) {
  if (lines.length === 0) return <p className="soft">It logged nothing.</p>
  const shown = lines.slice(-mostLines)
  const text = lines.map((line) => `${line.at} ${line.level} ${line.text}`).join('\n')
  return (
    <>
      <p className="log-head soft small">
        {shown.length < lines.length
          ? `The last ${mostLines} of ${lines.length} lines.`
          : `${lines.length} lines.`}{' '}
        <CopyButton text={text} what="the whole log" />
      </p>
      <ol className="log" tabIndex={0} aria-label="Log lines">
        {shown.map((line) => (
          <li key={`${line.runId} ${line.sequence}`} className={line.level}>
            <time dateTime={line.at} title={formatMoment(line.at)}>
              {line.at.slice(11, 19)}
            </time>
            <span className="log-level">{line.level === 'info' ? '' : line.level}</span>
            <span className="log-step">{line.step ?? ''}</span>
            <span className="log-text">{line.text}</span>
          </li>
        ))}
      </ol>
    </>
  )
}
