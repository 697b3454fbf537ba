import { useMemo } from 'react'
import { logLevels } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatCount } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { useSettled } from '../../kit/use-settled.ts'
import { usePageSearch } from '../../page-search.ts'
import { fitsFilter, joinLines, type ShownLine } from './log-lines.ts'
import { LogView } from './log-view.tsx'

export interface RunLogProps {
  readonly runId: string
  readonly stepNames: readonly string[]
  /** What came in since the page was opened. */
  readonly live: readonly ShownLine[]
  readonly isOpen: boolean
}

const linesAtOnce = 2000

/** What a run and its steps logged, searched on the server: all of it, however long. */
export function RunLog({ runId, stepNames, live, isOpen }: RunLogProps) {
  const [search, setSearch] = usePageSearch()
  const typed = search['log'] ?? ''
  const text = useSettled(typed, 250)
  const level = logLevels.find((one) => one === search['level'])
  const step = stepNames.find((name) => name === search['step'])
  const most = Number(search['lines'] ?? linesAtOnce) || linesAtOnce
  const query = {
    step,
    level,
    text: text === '' ? undefined : text,
    keep: 'last',
    limit: most,
  } as const
  const logs = useAsk(
    'listRunLogs',
    { params: { id: runId }, query },
    { everyMs: 600_000, keepOld: true },
  )
  const fresh = useMemo(
    () => live.filter((line) => fitsFilter(line, { step, level, text })),
    [live, step, level, text],
  )
  return (
    <Section
      title="Log"
      aside={
        <>
          <input
            type="search"
            className="filter"
            placeholder="Search the log"
            aria-label="Search the log"
            value={typed}
            onChange={(event) => setSearch({ log: event.target.value })}
          />
          <Choices
            label="Level"
            choices={[
              { value: '', title: 'All' },
              { value: 'warn', title: 'Warnings' },
              { value: 'error', title: 'Errors' },
            ]}
            value={level ?? ''}
            onChange={(value) => setSearch({ level: value })}
          />
          {stepNames.length === 0 ? null : (
            <label className="field inline">
              <span className="only-read-aloud">Step</span>
              <select
                className="log-step-choice"
                value={step ?? ''}
                onChange={(event) => setSearch({ step: event.target.value })}
              >
                <option value="">All steps</option>
                {stepNames.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          )}
        </>
      }
    >
      <Loaded query={logs} height={200}>
        {(reply) => {
          const lines = joinLines(reply.lines, fresh)
          const isFiltered = text !== '' || level !== undefined || step !== undefined
          if (lines.length === 0) {
            return (
              <p className="soft">{noneText(text !== '' || level !== undefined, step, isOpen)}</p>
            )
          }
          const count = Math.max(reply.lineCount, lines.length)
          return (
            <>
              <p className="log-head soft small">
                {lines.length < count ? `The last ${formatCount(lines.length)} of ` : ''}
                {formatCount(count)} {count === 1 ? 'line' : 'lines'}
                {isFiltered ? (count === 1 ? ' that fits' : ' that fit') : ''}.{' '}
                {lines.length < count ? (
                  <button
                    type="button"
                    className="button small"
                    onClick={() => setSearch({ lines: String(most * 5) })}
                  >
                    Show earlier ones
                  </button>
                ) : null}{' '}
                <CopyButton text={textOf(lines)} what="these lines" />
              </p>
              <LogView lines={lines} searched={text} isOpen={isOpen} />
            </>
          )
        }}
      </Loaded>
    </Section>
  )
}

function noneText(isSearched: boolean, step: string | undefined, isOpen: boolean): string {
  if (isSearched) return 'No line fits.'
  const who = step ?? 'It'
  return isOpen
    ? `${who} has logged nothing yet; lines appear here as they come.`
    : `${who} logged nothing.`
}

function textOf(lines: readonly ShownLine[]): string {
  return lines.map(({ at, level, step, text }) => `${at} ${level} ${step ?? ''} ${text}`).join('\n')
}
