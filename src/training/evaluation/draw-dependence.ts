import { partialDependence, sharesOfClass, type InputColumn } from '../../learn/index.ts'
import type { ReportedDependence } from '../../registry/index.ts'
import type { ColumnPredictor } from './open-column-predictor.ts'

const columnCount = 6
/** A plot of more lines tells nothing. */
const mostClasses = 5
const asked = { values: 20, rows: 300, told: 30 }

/** What happens as each of the most important columns moves: to the prediction, or to how likely each class is. */
export async function drawDependence(
  predictor: ColumnPredictor,
  features: readonly InputColumn[],
  columns: readonly string[],
  classes: readonly number[] | undefined,
): Promise<readonly ReportedDependence[]> {
  const found: ReportedDependence[] = []
  for (const column of columns.slice(0, columnCount)) {
    const own =
      classes === undefined
        ? await partialDependence(predictor.predict, features, column, asked)
        : await classDependence(predictor, features, column, classes)
    if (own !== undefined) found.push(own)
  }
  return found
}

async function classDependence(
  predictor: ColumnPredictor,
  features: readonly InputColumn[],
  column: string,
  classes: readonly number[],
): Promise<ReportedDependence | undefined> {
  const each = []
  for (const [place, name] of classes.slice(0, mostClasses).entries()) {
    const predict = async (columns: readonly InputColumn[]) => {
      const shares = await predictor.shares(columns)
      return shares === undefined ? new Float64Array(0) : sharesOfClass(shares, place)
    }
    const own = await partialDependence(predict, features, column, { ...asked, told: 1 })
    if (own === undefined) return undefined
    each.push({ name: String(name), ...own })
  }
  return {
    column,
    values: each[0]?.values ?? [],
    mean: [],
    rows: [],
    classes: each.map(({ name, mean }) => ({ name, mean })),
  }
}
