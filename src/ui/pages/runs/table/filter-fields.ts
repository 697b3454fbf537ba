import type { RunTableReply } from '../../../../api/index.ts'
import { plural } from '../../../format.ts'
import type { FilterField } from './complete-filter.ts'

const mostValues = 40
const states = ['FINISHED', 'FAILED', 'RUNNING', 'KILLED', 'SCHEDULED', 'SKIPPED']

/** What a filter may name, of the runs that are there. */
export function filterFields(reply: RunTableReply): readonly FilterField[] {
  const metrics = reply.metrics.map(({ name, values }) => ({
    ...field(`metrics.${quoted(name)}`, `metric of ${plural(values.length, 'run')}`, []),
    isNumber: true,
  }))
  return [
    field('status', 'how it ended', states),
    field('run_name', 'its name', someOf(reply.runs.names)),
    field('user_id', 'who ran it', someOf(reply.runs.users)),
    { ...field('start_time', 'when it started, in ms since 1970', days()), isNumber: true },
    ...metrics,
    ...textFields(reply.params, 'params', 'parameter'),
    ...textFields(reply.tags, 'tags', 'tag'),
    { ...field('end_time', 'when it ended, in ms since 1970', days()), isNumber: true },
    field('run_id', 'its id', []),
    field('dataset.name', 'the name of a dataset that it read', []),
  ]
}

function textFields(columns: RunTableReply['params'], prefix: string, about: string) {
  return columns.map(({ name, values }) => ({
    ...field(
      `${prefix}.${quoted(name)}`,
      `${about} of ${plural(values.length, 'run')}`,
      someOf(values),
    ),
    isOptional: true,
  }))
}

function field(name: string, about: string, values: readonly string[]): FilterField {
  return { name, about, isNumber: false, isOptional: false, values }
}

/** With anything but letters, digits and a few marks in it, a name is quoted. */
function quoted(key: string): string {
  return /^[\w./:-]+$/.test(key) ? key : `\`${key}\``
}

function someOf(values: readonly string[]): string[] {
  const found = new Set<string>()
  for (const value of values) {
    if (value !== '') found.add(value)
    if (found.size >= mostValues) break
  }
  return [...found].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

const dayMs = 86_400_000

/** The beginnings of today, of a week ago and of a month ago. */
function days(): string[] {
  const today = Math.floor(Date.now() / dayMs) * dayMs
  return [today, today - 7 * dayMs, today - 30 * dayMs].map(String)
}
