import type {
  GroupStatisticsReply,
  WindowColumnReply,
  WindowStatisticsReply,
} from '../../api/index.ts'
import { parseDuration } from '../../base/index.ts'
import {
  groupStatistics,
  windowStability,
  type WindowColumn,
  type WindowStatistics,
} from '../../features/index.ts'
import { getGroup, type OpenedProject } from '../../project/index.ts'
import { serverErrors } from '../errors.ts'
import { toColumnStatistics } from './groups.ts'
import { toMoment } from './wire-values.ts'

/** All stretches together; a calendar ends somewhere. */
const mostMs = 10 * parseDuration('36500d')

/** Throws `groupNotFound` or `inputNotAsAgreed`. */
export async function readGroupStatistics(
  project: OpenedProject,
  name: string,
  query: {
    readonly window: string
    readonly count: number
    readonly reference?: string | undefined
  },
): Promise<GroupStatisticsReply> {
  const { window, count, reference } = query
  const windowMs = parseDuration(window)
  const referenceMs = reference === undefined ? 0 : parseDuration(reference)
  const wrong = (wanted: string) => {
    const found = `${count} of ${window}`
    return serverErrors.inputNotAsAgreed({ where: 'query', field: 'window', found, wanted })
  }
  if (windowMs < 1) throw wrong('a millisecond or more')
  if (windowMs * count + referenceMs > mostMs) throw wrong('no more than a thousand years in all')
  const found = await groupStatistics(project, getGroup(project.definition, name), {
    windowMs,
    count,
    ...(reference === undefined ? {} : { referenceMs }),
  })
  return {
    group: name,
    windows: found.windows.map((window) => toWindow(window, found.reference)),
    reference: found.reference === undefined ? null : toWindow(found.reference),
  }
}

function toWindow(window: WindowStatistics, before?: WindowStatistics): WindowStatisticsReply {
  const { since, until, rowCount, columns } = window
  const stability =
    before === undefined ? new Map<string, number>() : windowStability(window, before)
  return {
    since: toMoment(since),
    until: toMoment(until),
    rowCount,
    columns: columns.map((column) => ({
      ...toWindowColumn(column, rowCount),
      stability: stability.get(column.name) ?? null,
    })),
  }
}

function toWindowColumn(
  column: WindowColumn,
  rowCount: number,
): Omit<WindowColumnReply, 'stability'> {
  const { deciles, commonest } = column
  return {
    ...toColumnStatistics(column, rowCount),
    deciles: deciles === undefined ? null : [...deciles],
    commonest: commonest === undefined ? null : [...commonest],
  }
}
