import type { GroupStatisticsReply, WindowStatisticsReply } from '../../api/index.ts'
import { parseDuration } from '../../base/index.ts'
import { groupStatistics, type WindowStatistics } from '../../features/index.ts'
import { getGroup, type OpenedProject } from '../../project/index.ts'
import { toColumnStatistics } from './groups.ts'
import { toMoment } from './wire-values.ts'

/** Throws `groupNotFound`. */
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
  const found = await groupStatistics(project, getGroup(project.definition, name), {
    windowMs: parseDuration(window),
    count,
    ...(reference === undefined ? {} : { referenceMs: parseDuration(reference) }),
  })
  return {
    group: name,
    windows: found.windows.map(toWindow),
    reference: found.reference === undefined ? null : toWindow(found.reference),
  }
}

function toWindow({ since, until, rowCount, columns }: WindowStatistics): WindowStatisticsReply {
  return {
    since: toMoment(since),
    until: toMoment(until),
    rowCount,
    columns: columns.map((column) => toColumnStatistics(column, rowCount)),
  }
}
