import { systemClock } from '../../base/index.ts'
import { duckdbEngine } from '../../table/index.ts'
import { dataErrors } from '../errors.ts'
import { checkData, type CheckedData, type DataChecks } from './check-data.ts'
import { isBroken, type CheckReport } from './check-result.ts'
import type { Check } from './check.ts'
import { renderCheckText } from './render-checks.ts'

/** What data is held to; a feature group is one. */
export interface DatasetChecks extends Omit<DataChecks, 'table' | 'checks' | 'now'> {
  /** What the report calls the data. */
  readonly name?: string
  readonly checks?: readonly Check[]
  /** When it is; the system's clock if it is absent. */
  readonly now?: Date
}

/**
 * Holds a file or rows to checks, inside a test: `await checkDataset('deliveries/a.csv', reports)`.
 * Throws `data.checksBroken` with the report as a table when a check is broken, unless that is but
 * warned of.
 */
export async function checkDataset(data: CheckedData, about: DatasetChecks): Promise<CheckReport> {
  const { name, checks = [], now = systemClock(), ...rest } = about
  const table = name ?? (typeof data === 'string' ? data : 'rows')
  const engine = duckdbEngine()
  try {
    const report = await checkData(engine, data, { ...rest, table, checks, now })
    if (isBroken(report)) {
      throw dataErrors.checksBroken({ report: renderCheckText(report).trimEnd() })
    }
    return report
  } finally {
    engine.close()
  }
}
