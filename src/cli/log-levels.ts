import { logLevels, suggestName, type LogLevel, type LogLine } from '../base/index.ts'
import { cliErrors } from './errors.ts'

/** Parts of the work whose lines can be told apart. */
const areas = ['pipelines', 'schedules', 'server', 'services'] as const
type Area = (typeof areas)[number]

/** From which level on lines are told, of each area and of all others. */
export interface LogLevels {
  readonly usual: LogLevel | undefined
  readonly areas: ReadonlyMap<string, LogLevel>
}

/** Reads `pipelines=debug,schedules=info`, or a level for all, `debug`. Throws `logLevelUnknown`. */
export function parseLogLevels(text: string | undefined): LogLevels {
  let usual: LogLevel | undefined
  const own = new Map<string, LogLevel>()
  for (const part of (text ?? '').split(',').filter(Boolean)) {
    const [first = '', second] = part.split('=').map((word) => word.trim())
    if (second === undefined) usual = levelOf(first, part)
    else own.set(areaOf(first, part), levelOf(second, part))
  }
  return { usual, areas: own }
}

/** Whether a line is told where lines are told from `usual` on. */
export function isTold(levels: LogLevels, { level, area }: LogLine, usual: LogLevel): boolean {
  const own = area === undefined ? undefined : levels.areas.get(area)
  return logLevels.indexOf(level) >= logLevels.indexOf(own ?? levels.usual ?? usual)
}

function levelOf(text: string, found: string): LogLevel {
  const level = logLevels.find((one) => one === text)
  if (level !== undefined) return level
  throw cliErrors.logLevelUnknown({ found, suggestion: suggestName(text, [...logLevels]) })
}

function areaOf(text: string, found: string): Area {
  const area = areas.find((one) => one === text)
  if (area !== undefined) return area
  throw cliErrors.logLevelUnknown({ found, suggestion: suggestName(text, [...areas]) })
}
